public import HTTPTypes
public import NIOCore
public import WebSocketCore

/// The decision to make a request's connection a WebSocket.
public struct WebSocketAcceptance: Sendable {
    let subprotocol: String?
    let headerFields: HTTPFields
    let configuration: WebSocketConfiguration
    let makeApplication: @Sendable (any EventLoop) -> any WebSocketApplication

    /// - Parameters:
    ///   - subprotocol: one of ``WebSocketOffer/subprotocols``, or `nil`. Anything else is answered 500: the client would give up.
    ///   - headerFields: for the answer beside those of the handshake, such as `Set-Cookie`.
    ///   - configuration: limits and waiting times of this connection.
    ///   - makeApplication: builds what speaks over the connection, on its event loop, once the answer is on its way.
    public init(
        subprotocol: String? = nil,
        headerFields: HTTPFields = [:],
        configuration: WebSocketConfiguration = .init(),
        _ makeApplication: @escaping @Sendable (any EventLoop) -> any WebSocketApplication
    ) {
        self.subprotocol = subprotocol
        self.headerFields = headerFields
        self.configuration = configuration
        self.makeApplication = makeApplication
    }

    struct ForeignSubprotocol: Error, CustomStringConvertible {
        var description: String { "the subprotocol chosen is none that the client offers" }
    }

    /// What comes of accepting `offer`.
    ///
    /// - SeeAlso: RFC 6455 §4.2.2.
    package func answering(_ offer: WebSocketOffer) throws -> AcceptedUpgrade {
        let agreed = offer.handshake.compression(granting: configuration.compression)
        var fields = headerFields
        fields[.upgrade] = "websocket"
        fields[.connection] = "Upgrade"
        fields[.secWebSocketAccept] = offer.handshake.accept
        fields[.secWebSocketExtensions] = agreed?.response
        if let subprotocol {
            guard offer.subprotocols.contains(subprotocol) else { throw ForeignSubprotocol() }
            fields[.secWebSocketProtocol] = subprotocol
        }
        let head = HTTPResponse(status: .switchingProtocols, headerFields: fields)
        return AcceptedUpgrade(head: head, acceptance: self, agreed: agreed)
    }
}

/// A request that becomes a WebSocket, and all that is known about it.
package struct AcceptedUpgrade: Sendable {
    package let head: HTTPResponse
    let acceptance: WebSocketAcceptance
    let agreed: PerMessageDeflate?
}
