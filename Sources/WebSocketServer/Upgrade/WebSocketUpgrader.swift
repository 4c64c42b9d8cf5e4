public import HTTPTypes
public import Logging
public import NIOCore
import NIOHTTP1

/// Makes WebSockets of a bare NIO server's connections.
///
///     let upgrader = WebSocketUpgrader { request, offer in
///         guard request.path == "/echo" else { throw HTTPProblem.notFound() }
///         return WebSocketAcceptance { _ in Echo() }
///     }
///     let server = ServerBootstrap(group: group).childChannelInitializer { channel in
///         channel.eventLoop.makeCompletedFuture { try upgrader.addHandlers(to: channel) }
///     }
///
/// One for a server; its connections share it. TLS is the business of a handler added before. Requests that do not ask for a WebSocket
/// are answered 426: where pages are served too, use the module `WebSocketRoutes`.
public struct WebSocketUpgrader: Sendable {
    /// - Returns: the decision to accept; it may take its time.
    /// - Throws: ``HTTPProblem`` is sent as it is. Anything else is logged by its type and answered 500.
    public typealias Accept = @Sendable (HTTPRequest, WebSocketOffer) async throws -> WebSocketAcceptance

    private let connections: ServerConnections
    private let accept: Accept

    public init(
        limits: ConnectionLimits = .init(), logger: Logger = Logger(label: "websocket"), accept: @escaping Accept
    ) {
        connections = ServerConnections(limits: limits, logger: logger)
        self.accept = accept
    }

    /// Adds HTTP, and the way from it to a WebSocket, at the end of the channel's pipeline.
    ///
    /// - Parameters:
    ///   - channel: just accepted, and with `allowRemoteHalfClosure` set. Called on its event loop.
    ///   - isSecure: TLS is in front of it.
    public func addHandlers(to channel: any Channel, isSecure: Bool = false) throws {
        let accept = accept
        try UpgradeGate.add(to: channel, isSecure: isSecure, plainHTTP: nil, connections: connections) { request, _ in
            let offer = try request.offer.get()
            return UpgradeAnswer(try await accept(request.head, offer).answering(offer))
        }
    }
}
