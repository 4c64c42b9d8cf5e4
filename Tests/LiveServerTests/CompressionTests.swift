import LiveServer
import TestPeer
import Testing
import WireJSON

@Suite("permessage-deflate · pages, where it is turned on and the browser offers it")
struct CompressionTests {
    private static let offer = ("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")

    private func configuration() -> LiveConfiguration {
        var configuration = TestServer.configuration()
        configuration.webSocket = WebSocketConfiguration(
            compression: .init(policy: .joinsAndLargeMessages, threshold: 32))
        return configuration
    }

    /// A message as a browser would compress it that finds nothing to compress: one block, as it is (RFC 1951 §3.2.4).
    private func compressed(_ message: PhoenixMessage) -> [UInt8] {
        let bytes = Array(message.text.utf8)
        let length = [UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8)]
        return [0x00] + length + length.map { ~$0 } + bytes + [0x00]
    }

    @Test func `the page of a join comes compressed, small answers do not, and compressed messages are understood`()
        async throws
    {
        try await TestServer.run(configuration()) { server in
            let browser = server.browser
            let page = try await browser.load("/")
            let socket = try await browser.openSocket(
                csrfToken: page.csrfToken, cookies: page.answer.cookies,
                fields: [("Origin", browser.origin), Self.offer])
            try await socket.send(browser.join(page))
            guard case .compressedText(let reply) = try await socket.webSocket.receive() else {
                Issue.record("the page was not compressed")
                return
            }
            #expect(try PhoenixMessage(reply).status == "ok")
            try await socket.webSocket.connection.send(
                WebSocketPeer.frame(0xC1, compressed(page.event("increment"))))
            #expect(try await socket.receive().response?["diff"] == ["0": "1"])
        }
    }

    @Test func `nothing is compressed for a browser that does not offer it`() async throws {
        try await TestServer.run(configuration()) { server in
            let joined = try await server.browser.joined()
            #expect(try await joined.click("increment").response?["diff"] == ["0": "1"])
        }
    }

    @Test func `nothing is compressed unless it is turned on`() async throws {
        try await TestServer.run { server in
            let browser = server.browser
            let page = try await browser.load("/")
            let socket = try await browser.openSocket(
                csrfToken: page.csrfToken, cookies: page.answer.cookies,
                fields: [("Origin", browser.origin), Self.offer])
            #expect(try await socket.ask(browser.join(page)).status == "ok")
        }
    }
}
