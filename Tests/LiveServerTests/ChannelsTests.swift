import LiveServer
import NIOCore
import TestPeer
import Testing
import WireJSON

@Suite("Channels · plain clients of Phoenix channels, beside views on one socket (Phoenix 1.8)")
struct ChannelsTests {
    private static func message(
        _ event: String, _ payload: JSONValue = [:], topic: String = "room:1", joinRef: String? = "1",
        ref: String? = "2"
    ) -> PhoenixMessage {
        PhoenixMessage(joinRef: joinRef, ref: ref, topic: topic, event: event, payload: payload)
    }

    private static func join(_ topic: String = "room:1", ref: String = "1") -> PhoenixMessage {
        message("phx_join", ["name": "Ada"], topic: topic, joinRef: ref, ref: ref)
    }

    /// A socket that no page opened, with `room:1` joined.
    private static func joined(_ server: TestServer, receiveBuffer: Int? = nil) async throws -> PhoenixPeer {
        let socket = try await server.browser.openSocket(
            csrfToken: nil, cookies: nil, fields: [], receiveBuffer: receiveBuffer)
        let reply = try await socket.ask(join())
        guard reply.status == "ok", try await socket.receive().event == "welcome" else {
            throw PeerConnection.Failure("not joined: \(reply.text)")
        }
        return socket
    }

    @Test func `join, push, reply, broadcast, leave`() async throws {
        try await TestServer.run { server in
            let socket = try await server.browser.openSocket(csrfToken: nil, cookies: nil, fields: [])
            #expect(
                try await socket.ask(Self.join())
                    == Self.message(
                        "phx_reply",
                        ["status": "ok", "response": ["subtopic": "1", "parameters": ["name": "Ada"]]], ref: "1"))
            #expect(try await socket.receive() == Self.message("welcome", ref: nil))
            #expect(
                try await socket.ask(Self.message("echo", ["a": [1]]))
                    == Self.message("phx_reply", ["status": "ok", "response": ["a": [1]]]))
            #expect(
                try await socket.ask(Self.message("refuse")).payload == [
                    "status": "error", "response": ["reason": "no"],
                ])
            try await socket.send(Self.message("say", ["text": "hi"]))
            #expect(try await socket.receive() == Self.message("said", ["text": "hi"], joinRef: nil, ref: nil))
            // Older clients leave the join's ref out.
            #expect(try await socket.ask(Self.message("echo", ["b": 1], joinRef: nil)).response == ["b": 1])
            try await socket.send(Self.message("phx_leave", ref: "3"))
            let goodbyes = try await [socket.receive(), socket.receive()]
            #expect(goodbyes.contains(Self.message("phx_reply", ["status": "ok", "response": [:]], ref: "3")))
            #expect(goodbyes.contains(Self.message("phx_close", ref: "1")))
            #expect(server.pubSub.subscriberCount(of: "room:1") == 0)
            #expect(try await socket.ask(Self.message("echo")).response == ["reason": "unmatched topic"])
        }
    }

    @Test func `a refusal is answered, and the topic can be joined again`() async throws {
        try await TestServer.run { server in
            let socket = try await server.browser.openSocket(csrfToken: nil, cookies: nil, fields: [])
            let reply = try await socket.ask(Self.join("room:private"))
            #expect(reply.payload == ["status": "error", "response": ["reason": "unauthorized"]])
            #expect(try await socket.ask(Self.join("room:private", ref: "4")).status == "error")
            #expect(try await socket.ask(Self.join("hall:1", ref: "5")).response == ["reason": "unmatched topic"])
        }
    }

    @Test func `a crash is an error of its topic, and the socket and its view go on`() async throws {
        try await TestServer.run { server in
            let page = try await server.browser.joined()
            #expect(try await page.socket.ask(Self.join(ref: "10")).status == "ok")
            _ = try await page.socket.receive()
            try await page.socket.send(Self.message("crash", joinRef: "10"))
            #expect(
                try await page.socket.receive()
                    == Self.message("phx_error", ["reason": "channel_crash"], joinRef: "10", ref: "10"))
            #expect(try await page.click("increment").response?["diff"] == ["0": "1"])
            #expect(try await page.socket.ask(Self.join(ref: "11")).status == "ok")
        }
    }

    @Test func `a channel that stops is closed for good, the socket is not`() async throws {
        try await TestServer.run { server in
            let socket = try await Self.joined(server)
            try await socket.send(Self.message("stop"))
            #expect(try await socket.receive() == Self.message("phx_close", ref: "1"))
            try await socket.heartbeat()
        }
    }

    @Test func `joining anew replaces the channel`() async throws {
        try await TestServer.run { server in
            let socket = try await Self.joined(server)
            try await socket.send(Self.join(ref: "7"))
            var answers: [PhoenixMessage] = []
            for _ in 0..<3 { answers.append(try await socket.receive()) }
            #expect(answers.contains(Self.message("phx_close", ref: "1")))
            #expect(answers.contains { $0.ref == "7" && $0.status == "ok" })
            #expect(server.pubSub.subscriberCount(of: "room:1") == 1)
            try await socket.send(Self.message("crash", joinRef: "1"))
            try await socket.heartbeat()
        }
    }

    @Test func `bytes go both ways`() async throws {
        try await TestServer.run { server in
            let (ada, bob) = (try await Self.joined(server), try await Self.joined(server))
            let bytes = ByteBuffer(bytes: [0, 1, 255])
            try await ada.send(joinRef: "1", ref: "2", topic: "room:1", event: "echo", bytes: bytes)
            #expect(try await ada.receiveBinary() == .init(.reply, ["1", "2", "room:1", "ok"], bytes))
            try await ada.send(joinRef: "1", ref: "3", topic: "room:1", event: "push", bytes: bytes)
            #expect(try await ada.receiveBinary() == .init(.push, ["1", "room:1", "pushed"], bytes))
            try await ada.send(joinRef: "1", ref: "4", topic: "room:1", event: "say", bytes: bytes)
            for socket in [ada, bob] {
                #expect(try await socket.receiveBinary() == .init(.broadcast, ["room:1", "said"], bytes))
            }
        }
    }

    @Test func `presence is there, and ends with the connection`() async throws {
        try await TestServer.run { server in
            let (ada, bob) = (try await Self.joined(server), try await Self.joined(server))
            try await ada.send(Self.message("track", ["key": "ada"]))
            let state = try await [ada.receive(), ada.receive()].first { $0.event == "presence_state" }
            #expect(state?.payload["ada"]?["metas"]?.array?.count == 1)
            #expect(try await bob.receive().payload["joins"] == state?.payload)
            await ada.webSocket.connection.close()
            let diff = try await bob.receive()
            #expect(diff.event == "presence_diff" && diff.payload == ["joins": [:], "leaves": state?.payload ?? [:]])
        }
    }

    @Test func `who does not read loses the channel, and nobody else notices`() async throws {
        try await TestServer.run { server in
            let slow = try await Self.joined(server, receiveBuffer: 32 * 1024)
            let bystander = try await Self.joined(server)
            try await slow.webSocket.connection.setReading(false)
            let text = String(repeating: "n", count: 64 * 1024)
            for number in 1...300 {
                server.pubSub.broadcast("tick", ["nr": .integer(number), "text": .string(text)], to: "room:1")
                #expect(try await bystander.receive().payload["nr"]?.integer == number)
            }
            #expect(server.pubSub.subscriberCount(of: "room:1") == 1)
            try await slow.webSocket.connection.setReading(true)
            var next = 1
            while true {
                let message = try await slow.receive()
                if message.event == "phx_error" { break }
                #expect(message.payload["nr"]?.integer == next)
                next += 1
            }
            #expect(next < 200, "more was kept than kernels keep")
            try await slow.send(Self.join(ref: "5"))
            #expect(try await slow.receive().status == "ok")
        }
    }

    // MARK: Version 1

    @Test(arguments: ["/live/websocket", "/live/websocket?vsn=1.0.0"])
    func `a client of version 1 speaks objects`(target: String) async throws {
        try await TestServer.run { server in
            let connection = try await server.browser.connect()
            try await connection.send("GET", target, WebSocketPeer.upgradeFields(host: server.browser.host))
            #expect(try await connection.readAnswer().status == 101)
            let socket = WebSocketPeer(connection)
            func send(_ event: String, _ payload: JSONValue, ref: JSONValue) async throws {
                let message: JSONValue = [
                    "topic": "room:1", "event": .string(event), "payload": payload, "ref": ref,
                ]
                try await socket.send(text: String(buffer: message.serialized()))
            }
            func receive() async throws -> JSONValue {
                guard case .text(let text) = try await socket.receive() else {
                    throw PeerConnection.Failure("not a text message")
                }
                return try JSONValue(parsing: text)
            }
            try await send("phx_join", [:], ref: "1")
            #expect(
                try await receive() == [
                    "topic": "room:1", "event": "phx_reply", "ref": "1",
                    "payload": ["status": "ok", "response": ["subtopic": "1", "parameters": [:]]],
                ])
            #expect(try await receive() == ["topic": "room:1", "event": "welcome", "ref": .null, "payload": [:]])
            try await send("echo", ["a": 1], ref: "2")
            #expect(
                try await receive() == [
                    "topic": "room:1", "event": "phx_reply", "ref": "2",
                    "payload": ["status": "ok", "response": ["a": 1]],
                ])
            server.pubSub.broadcast("news", ["b": 2], to: "room:1")
            #expect(try await receive() == ["topic": "room:1", "event": "news", "ref": .null, "payload": ["b": 2]])
            // There is no form for bytes: the channel ends, and says so.
            server.pubSub.broadcast("bytes", .binary(ByteBuffer(bytes: [1])), to: "room:1")
            #expect(try await receive()["event"] == "phx_error")
        }
    }
}
