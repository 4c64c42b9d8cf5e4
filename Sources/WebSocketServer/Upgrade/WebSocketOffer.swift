package import WebSocketCore

/// What a client offers when it asks for a WebSocket.
public struct WebSocketOffer: Sendable {
    package let handshake: UpgradeOffer

    package init(_ handshake: UpgradeOffer) {
        self.handshake = handshake
    }

    /// Names from `Sec-WebSocket-Protocol`, in the client's order of preference. A browser gives up unless one of them is chosen, or,
    /// when it offered none, none is.
    public var subprotocols: [String] { handshake.subprotocols }

    /// The one of `supported` that the client would like best; `nil` if it offers none of them.
    public func preferredSubprotocol(among supported: Set<String>) -> String? {
        subprotocols.first(where: supported.contains)
    }
}
