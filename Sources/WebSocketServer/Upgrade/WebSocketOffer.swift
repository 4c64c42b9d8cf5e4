package import WebSocketCore

/// What a client offers when it asks for a WebSocket.
public struct WebSocketOffer: Sendable {
    package let handshake: UpgradeOffer

    /// Who asks: the peer, or whom a trusted proxy asks for (``ConnectionLimits/trustedProxies``); `nil` for a Unix socket's peer.
    public let client: IPAddress?

    init(_ handshake: UpgradeOffer, client: IPAddress?) {
        self.handshake = handshake
        self.client = client
    }

    /// Names from `Sec-WebSocket-Protocol`, in the client's order of preference. A browser gives up unless one of them is chosen, or,
    /// when it offered none, none is.
    public var subprotocols: [String] { handshake.subprotocols }

    /// The one of `supported` that the client would like best; `nil` if it offers none of them.
    public func preferredSubprotocol(among supported: Set<String>) -> String? {
        subprotocols.first(where: supported.contains)
    }
}
