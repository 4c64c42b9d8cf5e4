import Testing
import WebSocketCore

@Suite("UpgradeValidation · RFC 6455 §4.2.1")
struct UpgradeValidationTests {
    typealias Fields = [(name: String, value: String)]

    /// The request of §1.3.
    static let good: Fields = [
        ("Host", "server.example.com"),
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("Origin", "http://example.com"),
        ("Sec-WebSocket-Version", "13"),
    ]

    private func decide(
        _ fields: Fields, method: String = "GET", version: (major: Int, minor: Int) = (1, 1)
    ) -> UpgradeDecision {
        UpgradeValidation.decide(method: method, version: version, fields: fields)
    }

    private func offer(_ fields: Fields) throws -> UpgradeOffer {
        guard case .accept(let offer) = decide(fields) else { throw Refused() }
        return offer
    }

    private struct Refused: Error {}

    private func good(with name: String, _ values: String...) -> Fields {
        Self.good.filter { $0.name != name } + values.map { (name, $0) }
    }

    // MARK: What is right

    @Test func `answers the key of §1·3 with the value of §1·3`() throws {
        let offer = try offer(Self.good)
        #expect(offer.accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(offer.subprotocols == [])
        #expect(offer.compression(granting: .init(policy: .all)) == nil)
    }

    @Test func `names and tokens are taken in any case`() throws {
        let shouted = Self.good.map { (name: $0.name.uppercased(), value: $0.value) }
        #expect(try offer(shouted).accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        let mixed = Self.good.map {
            (name: $0.name.lowercased(), value: $0.name == "Upgrade" ? "WebSocket" : $0.value)
        }
        #expect(try offer(mixed).accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test(arguments: ["keep-alive, Upgrade", "upgrade,keep-alive", " , UPGRADE\t, close", "keep-alive,\tupgrade "])
    func `the Connection token may stand among others`(value: String) throws {
        _ = try offer(good(with: "Connection", value))
    }

    @Test func `tokens may stand on several lines`() throws {
        _ = try offer(good(with: "Connection", "keep-alive", "Upgrade"))
        _ = try offer(good(with: "Upgrade", "h2c", "websocket"))
        let offer = try offer(good(with: "Sec-WebSocket-Protocol", "chat, superchat", "phoenix"))
        #expect(offer.subprotocols == ["chat", "superchat", "phoenix"])
    }

    @Test func `a later HTTP/1 is good too`() {
        #expect(decide(Self.good, version: (1, 2)) == decide(Self.good))
    }

    @Test func `subprotocols keep their order and their case`() throws {
        let value = "phoenix, base64url.bearer.phx.YWJj/+x"
        #expect(
            try offer(good(with: "Sec-WebSocket-Protocol", value)).subprotocols
                == ["phoenix", "base64url.bearer.phx.YWJj/+x"])
    }

    @Test(
        arguments: [
            "permessage-deflate; client_max_window_bits, x; a=\"b\\c\"", "y;b ; c = d", ", ,", "", "x-;a=1\t;\tb",
        ])
    func `extensions that are not known are no reason to refuse`(value: String) throws {
        #expect(try offer(good(with: "Sec-WebSocket-Extensions", value)).compression(granting: .off) == nil)
    }

    @Test func `the names of subprotocols do not show in a description`() throws {
        let decision = decide(good(with: "Sec-WebSocket-Protocol", "base64url.bearer.phx.secret"))
        #expect(!String(describing: decision).contains("secret"))
        #expect(!String(reflecting: decision).contains("secret"))
        var dumped = ""
        dump(decision, to: &dumped)
        #expect(!dumped.contains("secret"))
    }

    // MARK: What is wrong

    @Test(arguments: ["POST", "HEAD", "get", ""])
    func `only GET opens a WebSocket`(method: String) {
        #expect(decide(Self.good, method: method) == .refuse(.method))
    }

    @Test(arguments: [(0, 9), (1, 0), (2, 0), (3, 0)])
    func `only HTTP/1·1 opens a WebSocket`(version: (Int, Int)) {
        #expect(decide(Self.good, version: version) == .refuse(.httpVersion))
    }

    @Test(
        arguments: [
            ("Host", .host), ("Upgrade", .notWebSocket), ("Connection", .connection),
            ("Sec-WebSocket-Key", .key), ("Sec-WebSocket-Version", .version),
        ] as [(String, UpgradeRefusal)])
    func `each field is needed`(name: String, refusal: UpgradeRefusal) {
        #expect(decide(Self.good.filter { $0.name != name }) == .refuse(refusal))
    }

    @Test(
        arguments: [
            ("Host", .host), ("Sec-WebSocket-Key", .key), ("Sec-WebSocket-Version", .version),
        ] as [(String, UpgradeRefusal)])
    func `some fields may not come twice`(name: String, refusal: UpgradeRefusal) throws {
        let twice = try #require(Self.good.first { $0.name == name })
        #expect(decide(Self.good + [twice]) == .refuse(refusal))
    }

    @Test(arguments: ["", "h2c", "websockets", "web socket", "websoc\u{212A}et", "\"websocket\""])
    func `another protocol is not a WebSocket`(value: String) {
        #expect(decide(good(with: "Upgrade", value)) == .refuse(.notWebSocket))
    }

    @Test(arguments: ["", "keep-alive", "upgraded", "\"upgrade"])
    func `Connection must name Upgrade`(value: String) {
        #expect(decide(good(with: "Connection", value)) == .refuse(.connection))
    }

    @Test(arguments: ["", "8", "0", "12", "14", "013", "13, 8", "thirteen"])
    func `another version is told which one is spoken`(value: String) {
        #expect(decide(good(with: "Sec-WebSocket-Version", value)) == .refuse(.version))
        #expect(UpgradeRefusal.version.status == 426)
        #expect(UpgradeRefusal.version.headers.contains { $0 == ("Sec-WebSocket-Version", "13") })
        #expect(UpgradeRefusal.version.headers.contains { $0 == ("Upgrade", "websocket") })
    }

    @Test(
        arguments: [
            "", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25j", "c2hvcnQ=",
            "dGhlIHNhbXBsZSBub25jZSB0b28gbG9uZw==", "dGhlIHNhbXBsZSBub25jZQ=a", "dGhlIHNhbXBsZSBub25j-Q==",
            "dGhlIHNhbXBsZSBub25j ZQ=", "========================", "AAAAAAAAAAAAAAAAAAAAAAAA",
            "dGhlIHNhbXBsZSBub25jé==",
        ])
    func `the key must be 16 bytes of base64`(key: String) {
        #expect(decide(good(with: "Sec-WebSocket-Key", key)) == .refuse(.key))
    }

    @Test(arguments: ["chat room", "chat\u{7}", "ch\u{E4}t", "a\r\nSet-Cookie: x", "\"open"])
    func `a subprotocol's name is one word of visible ASCII`(value: String) {
        #expect(decide(good(with: "Sec-WebSocket-Protocol", value)) == .refuse(.subprotocols))
    }

    @Test(
        arguments: [
            "x; a=\"1, y", "x;", ";a", "x; =1", "x; a=", "x; a=\"\"", "x; a=\"1,2\"", "x; a=\"1;2\"", "x; a=\"1\"2",
            "x y",
            "x; a b", "x; a=b=c", "\"x\"", "x; a=\"b c\"", "x/y", "x; \u{e4}=1",
        ])
    func `extensions must have the form of a list`(value: String) {
        #expect(decide(good(with: "Sec-WebSocket-Extensions", value)) == .refuse(.extensions))
        #expect(decide(good(with: "Sec-WebSocket-Extensions", "permessage-deflate", value)) == .refuse(.extensions))
    }
}

@Suite("UpgradeRefusal · a status, a code and a sentence")
struct UpgradeRefusalTests {
    @Test(arguments: UpgradeRefusal.allCases)
    func `each refusal says what to do`(refusal: UpgradeRefusal) {
        #expect([400, 405, 426].contains(refusal.status))
        #expect(refusal.rawValue.hasPrefix("websocket-"))
        #expect(refusal.message.contains("(RFC 6455 §") && refusal.message.hasSuffix("."))
    }

    @Test(arguments: UpgradeRefusal.allCases)
    func `statuses that owe a field bring it`(refusal: UpgradeRefusal) {
        let names = refusal.headers.map(\.name)
        #expect(names.contains("Upgrade") == (refusal.status == 426))
        #expect(names.contains("Allow") == (refusal.status == 405))
    }
}
