/// What server and client have agreed on for compressing messages (RFC 7692 §7).
package struct PerMessageDeflate: Hashable, Sendable {
    /// Whether a message of the server's may refer to those before it.
    package let serverContextTakeover: Bool
    /// Whether a message of the client's may refer to those before it.
    package let clientContextTakeover: Bool
    /// 9 to 15: no message of the server's may refer back by more than 2 to the power of it.
    package let serverWindowBits: Int
    /// 8 to 15: no message of the client's does.
    package let clientWindowBits: Int
    /// What the answer to the upgrade says in `Sec-WebSocket-Extensions`.
    package let response: String

    static let name = "permessage-deflate"

    /// Takes the first of the client's offers, in its order of preference, that can be granted.
    ///
    /// An offer is declined, and the next one looked at, when it has a parameter that is unknown, comes twice, or has a value that it must
    /// not have (§7), and when it asks for a window of 256 bytes: zlib makes no deflate streams with so small a one.
    ///
    /// - Parameters:
    ///   - offers: all elements of `Sec-WebSocket-Extensions`; those of other extensions are passed over.
    ///   - configuration: what this server grants.
    /// - Returns: `nil` when messages are to go uncompressed; the answer then names no extension.
    static func negotiate(
        _ offers: [ExtensionOffer], _ configuration: WebSocketConfiguration.Compression
    ) -> PerMessageDeflate? {
        guard configuration.policy != .off else { return nil }
        return offers.lazy
            .filter { $0.name == name }
            .compactMap { Parameters($0).flatMap { PerMessageDeflate(granting: $0, configuration) } }
            .first
    }

    private init?(granting offer: Parameters, _ configuration: WebSocketConfiguration.Compression) {
        guard offer.serverMaxWindowBits ?? 15 > 8 else { return nil }
        serverContextTakeover = configuration.serverContextTakeover && !offer.serverNoContextTakeover
        serverWindowBits = min(configuration.serverMaxWindowBits, offer.serverMaxWindowBits ?? 15)

        // §7.1.2.2: only a client that names the parameter can be told to keep to a smaller window.
        let canBeTold = offer.clientMaxWindowBits != nil
        let clientLimit = canBeTold ? configuration.clientMaxWindowBits : 15
        clientWindowBits = min(clientLimit, offer.clientMaxWindowBits?.value ?? 15)
        clientContextTakeover =
            configuration.clientContextTakeover && !offer.clientNoContextTakeover
            && clientWindowBits <= configuration.clientMaxWindowBits

        var response = [Self.name]
        if !serverContextTakeover { response.append("server_no_context_takeover") }
        if !clientContextTakeover { response.append("client_no_context_takeover") }
        // §7.1.2.1: granting a limit means to repeat it, or a lower one.
        if offer.serverMaxWindowBits != nil || serverWindowBits < 15 {
            response.append("server_max_window_bits=\(serverWindowBits)")
        }
        if canBeTold, clientWindowBits < 15 { response.append("client_max_window_bits=\(clientWindowBits)") }
        self.response = response.joined(separator: "; ")
    }
}

/// The four parameters of an offer, each at most once and with a value it may have (RFC 7692 §7.1).
private struct Parameters {
    /// `client_max_window_bits` may stand without a value: "tell me".
    struct WindowBits {
        let value: Int?
    }

    private(set) var serverNoContextTakeover = false
    private(set) var clientNoContextTakeover = false
    private(set) var serverMaxWindowBits: Int?
    private(set) var clientMaxWindowBits: WindowBits?

    /// - Returns: `nil` when the offer must be declined.
    init?(_ offer: ExtensionOffer) {
        guard Set(offer.parameters.map(\.name)).count == offer.parameters.count else { return nil }
        for parameter in offer.parameters {
            switch (parameter.name, parameter.value) {
            case ("server_no_context_takeover", nil): serverNoContextTakeover = true
            case ("client_no_context_takeover", nil): clientNoContextTakeover = true
            case ("server_max_window_bits", let value?):
                guard let bits = Self.windowBits(value) else { return nil }
                serverMaxWindowBits = bits
            case ("client_max_window_bits", nil): clientMaxWindowBits = WindowBits(value: nil)
            case ("client_max_window_bits", let value?):
                guard let bits = Self.windowBits(value) else { return nil }
                clientMaxWindowBits = WindowBits(value: bits)
            default: return nil
            }
        }
    }

    /// "A decimal integer value without leading zeroes between 8 to 15" (§7.1.2).
    private static func windowBits(_ value: String) -> Int? {
        (8...15).first { String($0) == value }
    }
}
