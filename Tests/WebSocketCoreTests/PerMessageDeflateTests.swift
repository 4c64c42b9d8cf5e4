import Testing

@testable import WebSocketCore

@Suite("PerMessageDeflate · RFC 7692 §7.1")
struct PerMessageDeflateTests {
    private typealias Compression = WebSocketConfiguration.Compression

    /// Grants all that can be granted.
    private static let generous = Compression(
        policy: .all, serverContextTakeover: true, clientContextTakeover: true)

    private func agreed(
        _ lines: String..., by configuration: WebSocketConfiguration.Compression = Compression(policy: .all)
    ) -> PerMessageDeflate? {
        let fields = UpgradeValidationTests.good + lines.map { ("Sec-WebSocket-Extensions", $0) }
        guard
            case .accept(let offer) = UpgradeValidation.decide(method: "GET", version: (1, 1), fields: fields)
        else { return nil }
        return offer.compression(granting: configuration)
    }

    // MARK: What is granted

    @Test(arguments: ["permessage-deflate", "permessage-deflate; client_max_window_bits"])
    func `no context is kept unless the server wants it`(offer: String) {
        #expect(
            agreed(offer)?.response == "permessage-deflate; server_no_context_takeover; client_no_context_takeover")
        #expect(agreed(offer)?.serverContextTakeover == false)
        #expect(agreed(offer)?.clientContextTakeover == false)
        #expect(agreed(offer, by: Self.generous)?.response == "permessage-deflate")
        #expect(agreed(offer, by: Self.generous)?.serverContextTakeover == true)
        #expect(agreed(offer, by: Self.generous)?.clientContextTakeover == true)
        #expect(agreed(offer)?.serverWindowBits == 15)
        #expect(agreed(offer)?.clientWindowBits == 15)
    }

    @Test(
        arguments: [
            ("server_no_context_takeover", "permessage-deflate; server_no_context_takeover"),
            ("client_no_context_takeover", "permessage-deflate; client_no_context_takeover"),
            ("server_max_window_bits=9", "permessage-deflate; server_max_window_bits=9"),
            ("server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15"),
            ("server_max_window_bits=\"12\"", "permessage-deflate; server_max_window_bits=12"),
            ("server_max_window_bits = \"1\\2\"", "permessage-deflate; server_max_window_bits=12"),
            ("client_max_window_bits=8", "permessage-deflate; client_max_window_bits=8"),
            ("client_max_window_bits=15", "permessage-deflate"),
            (
                "client_max_window_bits=10 ;client_no_context_takeover; server_max_window_bits=11 ;server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11; client_max_window_bits=10"
            ),
        ])
    func `every parameter is honoured`(parameters: String, response: String) {
        #expect(agreed("permessage-deflate; \(parameters)", by: Self.generous)?.response == response)
    }

    @Test func `the smaller window of both sides is taken`() {
        let small = Compression(
            policy: .all, serverContextTakeover: true, clientContextTakeover: true, serverMaxWindowBits: 12,
            clientMaxWindowBits: 11)
        #expect(
            agreed("permessage-deflate; client_max_window_bits", by: small)?.response
                == "permessage-deflate; server_max_window_bits=12; client_max_window_bits=11")
        let smaller = agreed(
            "permessage-deflate; client_max_window_bits=9; server_max_window_bits=10", by: small)
        #expect(smaller?.serverWindowBits == 10)
        #expect(smaller?.clientWindowBits == 9)
        #expect(smaller?.response == "permessage-deflate; server_max_window_bits=10; client_max_window_bits=9")
    }

    @Test func `a client that cannot be told a window keeps no context in a server that wants small ones`() {
        let small = Compression(policy: .all, clientContextTakeover: true, clientMaxWindowBits: 11)
        let agreed = agreed("permessage-deflate", by: small)
        #expect(agreed?.clientContextTakeover == false)
        #expect(agreed?.clientWindowBits == 15)
        #expect(agreed?.response == "permessage-deflate; server_no_context_takeover; client_no_context_takeover")
    }

    // MARK: What is declined

    @Test(
        arguments: [
            "server_no_context_takeover=1", "client_no_context_takeover=true", "server_max_window_bits",
            "server_max_window_bits=7", "server_max_window_bits=16", "server_max_window_bits=08",
            "server_max_window_bits=015", "server_max_window_bits=+9", "client_max_window_bits=0",
            "client_max_window_bits=7", "client_max_window_bits=16", "client_max_window_bits=010",
            "client_max_window_bits=x", "server_no_context_takeover; server_no_context_takeover",
            "client_max_window_bits; client_max_window_bits=10", "server_max_window_bits=10; server_max_window_bits=10",
            "mystery", "Server_no_context_takeover",
        ])
    func `an offer with a parameter that is unknown, repeated or wrong is declined, and the next one looked at`(
        parameters: String
    ) {
        #expect(agreed("permessage-deflate; \(parameters)") == nil)
        let next = agreed("permessage-deflate; \(parameters), permessage-deflate; server_max_window_bits=10")
        #expect(next?.serverWindowBits == 10)
    }

    @Test func `a window of 256 bytes cannot be had from zlib`() {
        #expect(agreed("permessage-deflate; server_max_window_bits=8") == nil)
        #expect(agreed("permessage-deflate; server_max_window_bits=8, permessage-deflate")?.serverWindowBits == 15)
    }

    @Test func `the first offer that can be granted is taken, from any line`() {
        let agreed = agreed(
            "x-webkit-deflate-frame, permessage-bzip2; level=9",
            "permessage-deflate; mystery=\"1\", permessage-deflate; client_max_window_bits=10, permessage-deflate")
        #expect(agreed?.clientWindowBits == 10)
    }

    @Test func `other extensions are passed over`() {
        #expect(agreed("permessage-snappy, x-permessage-deflate, permessage-deflate-x, Permessage-Deflate") == nil)
    }

    @Test func `nothing is agreed where the policy is off`() {
        #expect(agreed("permessage-deflate", by: .off) == nil)
        #expect(WebSocketConfiguration().compression == .off)
    }

    @Test func `with no offer there is no answer`() {
        #expect(agreed() == nil)
        #expect(agreed("") == nil)
    }
}
