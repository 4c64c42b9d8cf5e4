import LiveServer
import NIOCore
import NIOPosix
import TestPeer
import Testing
import WireJSON

@Suite("WebSocketConnection · who breaks a rule is told which, and nobody else notices")
struct WebSocketConnectionTests {
    struct Broken: CustomTestStringConvertible, Sendable {
        let name: String
        let code: Int
        let bytes: ByteBuffer

        var testDescription: String { name }

        init(_ name: String, _ code: Int, _ bytes: ByteBuffer) {
            self.name = name
            self.code = code
            self.bytes = bytes
        }
    }

    static let broken = [
        Broken("an unmasked frame", 1002, WebSocketPeer.frame(0x81, Array("{}".utf8), isMasked: false)),
        Broken("a reserved bit", 1002, WebSocketPeer.frame(0xC1)),
        Broken("a reserved opcode", 1002, WebSocketPeer.frame(0x83)),
        Broken("a fragmented Ping", 1002, WebSocketPeer.frame(0x09)),
        Broken("a Ping of 126 bytes", 1002, WebSocketPeer.frame(0x89, [UInt8](repeating: 0, count: 126))),
        Broken("a continuation of nothing", 1002, WebSocketPeer.frame(0x80)),
        Broken("half a close code", 1002, WebSocketPeer.frame(0x88, [3])),
        Broken("close code 1005", 1002, WebSocketPeer.frame(0x88, [3, 0xED])),
        Broken("text that is not UTF-8", 1007, WebSocketPeer.frame(0x81, [0xC3, 0x28])),
        Broken("text that is not JSON", 1008, WebSocketPeer.frame(text: "hello")),
        Broken("JSON that is not a message", 1008, WebSocketPeer.frame(text: #"{"topic":"phoenix"}"#)),
        Broken("a message without a payload", 1008, WebSocketPeer.frame(text: #"[null,"1","phoenix","heartbeat"]"#)),
        Broken(
            "a topic of 300 bytes", 1008,
            WebSocketPeer.frame(text: #"[null,"1",""# + String(repeating: "t", count: 300) + #"","e",{}]"#)),
        Broken("a binary message that is not a push", 1008, WebSocketPeer.frame(0x82, [9, 9, 9])),
        Broken("an empty binary message", 1008, WebSocketPeer.frame(0x82)),
        Broken("JSON nested without end", 1008, WebSocketPeer.frame(text: String(repeating: "[", count: 100_000))),
        // Judged by the header: the payload is never sent.
        Broken(
            "a frame of 200 000 bytes", 1009, ByteBuffer(bytes: [0x81, 0xFF, 0, 0, 0, 0, 0, 3, 0x0D, 0x40, 0, 0, 0, 0])),
    ]

    @Test(arguments: broken)
    func `closes with the code that fits, while a bystander goes on`(broken: Broken) async throws {
        try await TestServer.run { server in
            let bystander = try await server.browser.joined()
            let socket = try await server.browser.openSocket(csrfToken: nil, cookies: nil)
            try await socket.webSocket.connection.send(broken.bytes)
            #expect(try await socket.webSocket.receiveClose() == broken.code)
            #expect(try await bystander.click("increment").response?["diff"] == ["0": "1"])
        }
    }

    @Test func `what follows a broken frame is not looked at`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            var bytes = WebSocketPeer.frame(0x83)
            bytes.writeImmutableBuffer(WebSocketPeer.frame(text: joined.page.event("increment").text))
            try await joined.socket.webSocket.connection.send(bytes)
            guard case .close(1002, let reason) = try await joined.socket.webSocket.receive() else {
                Issue.record("not closed at once")
                return
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test func `pings are answered, closes echoed, fragments put together`() async throws {
        try await TestServer.run { server in
            let socket = try await server.browser.openSocket(csrfToken: nil, cookies: nil)
            let webSocket = socket.webSocket
            try await webSocket.connection.send(WebSocketPeer.frame(0x89, Array("a".utf8)))
            #expect(try await webSocket.receive() == .pong("a"))
            let text = Array(PhoenixMessage(joinRef: nil, ref: "1", topic: "phoenix", event: "heartbeat").text.utf8)
            try await webSocket.connection.send(WebSocketPeer.frame(0x01, Array(text[..<10])))
            try await webSocket.connection.send(WebSocketPeer.frame(0x89, Array("b".utf8)))
            try await webSocket.connection.send(WebSocketPeer.frame(0x80, Array(text[10...])))
            #expect(try await webSocket.receive() == .pong("b"))
            #expect(try await socket.receive().status == "ok")
            try await webSocket.close(4001)
            #expect(try await webSocket.receive() == .close(4001, reason: ""))
            #expect(try await webSocket.connection.readToEnd().readableBytes == 0)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func `a page whose connection goes is subscribed to nothing`(saysGoodbye: Bool) async throws {
        try await TestServer.run { server in
            let going = try await server.browser.joined("/watched")
            let staying = try await server.browser.joined()
            #expect(server.pubSub.subscriberCount(of: Counter.topic) == 2)
            if saysGoodbye {
                try await going.socket.webSocket.close()
                #expect(try await going.socket.webSocket.receiveClose() == 1000)
            } else {
                await going.socket.webSocket.connection.close()
            }
            _ = await server.departures.first { _ in true }
            #expect(server.pubSub.subscriberCount(of: Counter.topic) == 1)
            server.pubSub.publish("later", to: Counter.topic)
            #expect(try await staying.socket.receive() == staying.page.push("diff", ["2": "later"]))
        }
    }

    // MARK: Slow readers

    /// What one view on it has seen, all have seen. Never shut down: it ends with the process.
    private static let oneLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    @Test func `a page that does not read is owed one diff, and gets the latest`() async throws {
        try await TestServer.run(on: Self.oneLoop) { server in
            let slow = try await server.browser.joined(receiveBuffer: 32 * 1024)
            let bystander = try await server.browser.joined()
            try await slow.socket.webSocket.connection.setReading(false)

            let (last, size) = (400, 64 * 1024)
            for number in 1...last {
                server.pubSub.publish("\(number) " + String(repeating: "n", count: size), to: Counter.topic)
                #expect(Self.number(in: try await bystander.socket.receive()) == number)
            }
            try await bystander.socket.heartbeat()

            try await slow.socket.webSocket.connection.setReading(true)
            var seen: [Int] = []
            while seen.last != last { seen.append(try #require(Self.number(in: try await slow.socket.receive()))) }
            // What the kernels had taken on the way, and the latest.
            #expect(zip(seen, seen.dropFirst()).allSatisfy(<))
            #expect(seen.count * size < 12 * 1024 * 1024, "more was kept than kernels keep")
            try await slow.socket.heartbeat()
            #expect(try await slow.click("increment").response?["diff"] == ["0": "1"])
        }
    }

    private static func number(in push: PhoenixMessage) -> Int? {
        push.payload["2"]?.string.flatMap { Int($0.prefix { $0 != " " }) }
    }

    // MARK: Shutdown

    @Test func `a server that stops says so, on upgraded and on reused connections`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            let reused = try await server.browser.connect()
            try await reused.send("GET", "/plain", [("Host", server.browser.host)])
            _ = try await reused.readAnswer()
            try await reused.send(
                "GET", PeerBrowser.socketTarget(csrfToken: nil), WebSocketPeer.upgradeFields(host: server.browser.host))
            #expect(try await reused.readAnswer().status == 101)
            let idle = try await server.browser.connect()

            await server.shutDown()
            for socket in [joined.socket.webSocket, WebSocketPeer(reused)] {
                guard case .close(1012, let reason) = try await socket.receive() else {
                    Issue.record("not told that the server restarts")
                    return
                }
                #expect(!reason.isEmpty)
                try await socket.close(1012)
                _ = try await socket.connection.readToEnd()
            }
            _ = try await idle.readToEnd()
        }
    }
}
