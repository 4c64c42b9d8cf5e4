import NIOCore
import TestPeer
import Testing

@Suite("UpgradeGate · any request of a connection may become the WebSocket, and no byte is lost")
struct UpgradeGateTests {
    private static func upgrade(_ browser: PeerBrowser) -> ByteBuffer {
        PeerConnection.request(
            "GET", PeerBrowser.socketTarget(csrfToken: nil), WebSocketPeer.upgradeFields(host: browser.host))
    }

    private static let heartbeat = PhoenixMessage(joinRef: nil, ref: "1", topic: "phoenix", event: "heartbeat")

    @Test func `a connection is upgraded after plain requests on it`() async throws {
        try await TestServer.run { server in
            let connection = try await server.browser.connect()
            for _ in 1...3 {
                try await connection.send("GET", "/plain", [("Host", server.browser.host)])
                #expect(try await connection.readAnswer().text == "plain")
            }
            try await connection.send(Self.upgrade(server.browser))
            #expect(try await connection.readAnswer().status == 101)
            let socket = PhoenixPeer(WebSocketPeer(connection))
            for _ in 1...3 { try await socket.heartbeat() }
            try await socket.webSocket.close()
            #expect(try await socket.webSocket.receiveClose() == 1000)
        }
    }

    @Test func `a frame that comes in one segment with the request is answered`() async throws {
        try await TestServer.run { server in
            let connection = try await server.browser.connect()
            var bytes = Self.upgrade(server.browser)
            bytes.writeImmutableBuffer(WebSocketPeer.frame(text: Self.heartbeat.text))
            bytes.writeImmutableBuffer(WebSocketPeer.frame(0x89, Array("ping".utf8)))
            try await connection.send(bytes)
            #expect(try await connection.readAnswer().status == 101)
            let socket = PhoenixPeer(WebSocketPeer(connection))
            #expect(try await socket.receive().ref == "1")
            #expect(try await socket.webSocket.receive() == .pong("ping"))
            try await socket.heartbeat()
        }
    }

    @Test func `a request that comes byte by byte is upgraded all the same`() async throws {
        try await TestServer.run { server in
            let connection = try await server.browser.connect()
            for byte in Self.upgrade(server.browser).readableBytesView {
                try await connection.send(ByteBuffer(bytes: [byte]))
            }
            #expect(try await connection.readAnswer().status == 101)
            try await PhoenixPeer(WebSocketPeer(connection)).heartbeat()
        }
    }

    @Test func `a refused upgrade ends its connection`() async throws {
        try await TestServer.run { server in
            let connection = try await server.browser.connect()
            try await connection.send(
                "GET", "/live/websocket?vsn=3.0.0", WebSocketPeer.upgradeFields(host: server.browser.host))
            let answer = try await connection.readAnswer()
            #expect(answer.status == 403)
            #expect(answer["connection"] == "close")
            #expect(try await connection.readToEnd().readableBytes == 0)
        }
    }

    @Test func `an upgrade with a large body is refused`() async throws {
        try await TestServer.run { server in
            let body = String(repeating: "x", count: 10_000)
            let fields = WebSocketPeer.upgradeFields(host: server.browser.host).dropHost
            let answer = try await server.browser.send("GET", "/live/websocket?vsn=2.0.0", fields, body: body)
            #expect(answer.status == 413)
        }
    }

    @Test func `an answer to a request before the upgrade comes before the upgrade's own`() async throws {
        try await TestServer.run { server in
            let connection = try await server.browser.connect()
            var bytes = PeerConnection.request("GET", "/slow", [("Host", server.browser.host)])
            bytes.writeImmutableBuffer(Self.upgrade(server.browser))
            try await connection.send(bytes)
            #expect(try await connection.readAnswer().text == "slow")
            #expect(try await connection.readAnswer().status == 101)
            try await PhoenixPeer(WebSocketPeer(connection)).heartbeat()
        }
    }

    @Test(arguments: ["\r\n\r\nGET", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "\u{16}\u{3}\u{1} tls\r\n\r\n"])
    func `what is not HTTP is answered 400 and the connection ended`(text: String) async throws {
        try await TestServer.run { server in
            let connection = try await server.browser.connect()
            try await connection.send(text + "\r\n\r\n")
            #expect(try await connection.readAnswer().status == 400)
            _ = try await connection.readToEnd()
            let answer = try await server.browser.get("/plain")
            #expect(answer.text == "plain")
        }
    }
}
