import LiveServer
import TestPeer
import Testing
import WireJSON

@Suite("LiveSocketRoute · refuses before the upgrade, with a status and a reason (RFC 6455 §4.2.2)")
struct LiveSocketRouteTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var status: Int
        var reason: String
        var target = "/live/websocket?vsn=2.0.0"
        /// Replaces the field of that name, or takes it away.
        var change: (name: String, values: [String])?

        var testDescription: String { name }

        /// A well-formed upgrade's fields, but for the change.
        func fields(_ browser: PeerBrowser) -> [(String, String)] {
            let fields = WebSocketPeer.upgradeFields(host: browser.host) + [("Origin", browser.origin)]
            guard let change else { return fields }
            return fields.filter { $0.0 != change.name } + change.values.map { (change.name, $0) }
        }
    }

    static let refusals = [
        Case(
            name: "a foreign origin", status: 403, reason: "origin-not-allowed",
            change: ("Origin", ["http://evil.example"])),
        Case(name: "an opaque origin", status: 403, reason: "origin-not-allowed", change: ("Origin", ["null"])),
        Case(
            name: "two origins", status: 403, reason: "origin-not-allowed",
            change: ("Origin", ["http://a.example", "http://b.example"])),
        Case(
            name: "an origin with our host as a prefix", status: 403, reason: "origin-not-allowed",
            change: ("Origin", ["http://127.0.0.1"])),
        Case(
            name: "version 3 of the protocol", status: 403, reason: "unsupported-version",
            target: "/live/websocket?vsn=3.0.0"),
        Case(
            name: "what is no version", status: 403, reason: "unsupported-version", target: "/live/websocket?vsn=abc"),
        Case(
            name: "a query that cannot be decoded", status: 400, reason: "malformed-query",
            target: "/live/websocket?vsn=2.0.0&a=%FF"),
        Case(
            name: "another subprotocol", status: 403, reason: "unsupported-subprotocol",
            change: ("Sec-WebSocket-Protocol", ["chat"])),
        Case(
            name: "WebSocket version 8", status: 426, reason: "websocket-version",
            change: ("Sec-WebSocket-Version", ["8"])),
        Case(
            name: "no WebSocket version", status: 426, reason: "websocket-version",
            change: ("Sec-WebSocket-Version", [])),
        Case(name: "no Upgrade", status: 426, reason: "websocket-upgrade-required", change: ("Upgrade", [])),
        Case(name: "another Upgrade", status: 426, reason: "websocket-upgrade-required", change: ("Upgrade", ["h2c"])),
        Case(
            name: "no Connection: Upgrade", status: 400, reason: "websocket-connection",
            change: ("Connection", ["keep-alive"])),
        Case(name: "a short key", status: 400, reason: "websocket-key", change: ("Sec-WebSocket-Key", ["dGVzdA=="])),
        Case(name: "no key", status: 400, reason: "websocket-key", change: ("Sec-WebSocket-Key", [])),
        Case(
            name: "two keys", status: 400, reason: "websocket-key",
            change: ("Sec-WebSocket-Key", [WebSocketPeer.key, WebSocketPeer.key])),
    ]

    @Test(arguments: refusals)
    func `refuses`(refusal: Case) async throws {
        try await TestServer.run { server in
            let answer = try await server.browser.send("GET", refusal.target, refusal.fields(server.browser).dropHost)
            #expect(answer.status == refusal.status)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer["cache-control"] == "no-store")
            #expect(answer.json?["status"]?.integer == refusal.status)
            #expect(answer.json?["reason"]?.string == refusal.reason)
            #expect(answer.json?["detail"]?.string?.isEmpty == false)
            #expect(answer.json?["title"]?.string?.isEmpty == false)
            #expect(answer["sec-websocket-version"] == (refusal.status == 426 ? "13" : nil))
        }
    }

    @Test func `a plain GET is told to upgrade, and its connection goes on`() async throws {
        try await TestServer.run { server in
            let connection = try await server.browser.connect()
            try await connection.send("GET", "/live/websocket?vsn=2.0.0", [("Host", server.browser.host)])
            let refusal = try await connection.readAnswer()
            #expect(refusal.status == 426)
            #expect(refusal["upgrade"] == "websocket")
            try await connection.send("GET", "/plain", [("Host", server.browser.host)])
            #expect(try await connection.readAnswer().text == "plain")
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE"])
    func `other methods are refused`(method: String) async throws {
        try await TestServer.run { server in
            let fields = WebSocketPeer.upgradeFields(host: server.browser.host).dropHost
            let answer = try await server.browser.send(method, "/live/websocket?vsn=2.0.0", fields)
            #expect(answer.status == 405)
            #expect(answer["allow"] == "GET")
        }
    }

    @Test func `an unknown path is not found, also for an upgrade`() async throws {
        try await TestServer.run { server in
            let fields = WebSocketPeer.upgradeFields(host: server.browser.host).dropHost
            let answer = try await server.browser.send("GET", "/nowhere", fields)
            #expect(answer.status == 404)
        }
    }

    @Test func `an upgrade of a page that is no socket is answered as the page`() async throws {
        try await TestServer.run { server in
            let fields = WebSocketPeer.upgradeFields(host: server.browser.host).dropHost
            let answer = try await server.browser.send("GET", "/plain", fields)
            #expect(answer.text == "plain")
        }
    }

    // MARK: Origins

    @Test func `listed origins may connect, whatever the Host, and no others`() async throws {
        var configuration = TestServer.configuration()
        configuration.origins = ["https://shop.example", "http://localhost:4000"]
        try await TestServer.run(configuration) { server in
            for (origin, status) in [
                ("https://shop.example", 101), ("HTTPS://SHOP.EXAMPLE", 101), ("http://localhost:4000", 101),
                ("http://shop.example", 403), ("https://shop.example.evil.example", 403),
                ("https://shop.example:8443", 403), (server.browser.origin, 403),
            ] {
                let fields = WebSocketPeer.upgradeFields(host: server.browser.host).dropHost + [("Origin", origin)]
                let answer = try await server.browser.send("GET", "/live/websocket?vsn=2.0.0", fields)
                #expect(answer.status == status, "\(origin)")
            }
        }
    }

    // MARK: Accepted

    @Test func `an upgrade is answered with its key's proof, and the subprotocol the client needs`() async throws {
        try await TestServer.run { server in
            let fields =
                WebSocketPeer.upgradeFields(host: server.browser.host).dropHost
                + [("Sec-WebSocket-Protocol", "phoenix, base64url.bearer.phx.dG9rZW4")]
            let answer = try await server.browser.send("GET", "/live/websocket?vsn=2.0.0", fields)
            #expect(answer.status == 101)
            #expect(answer["upgrade"] == "websocket")
            #expect(answer["connection"]?.lowercased() == "upgrade")
            #expect(answer["sec-websocket-accept"] == WebSocketPeer.accept)
            #expect(answer["sec-websocket-protocol"] == "phoenix")
            #expect(answer["sec-websocket-extensions"] == nil)
        }
    }
}

extension [(String, String)] {
    /// ``PeerBrowser/send(_:_:_:body:)`` says the Host itself.
    var dropHost: Self { filter { $0.0 != "Host" } }
}
