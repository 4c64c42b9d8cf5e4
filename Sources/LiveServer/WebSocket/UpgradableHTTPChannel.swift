public import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

extension HTTPServerBuilder {
    /// HTTP/1.1 with live sockets on the same port.
    ///
    ///     Application(router: router, server: .live(router))
    ///
    /// A request that asks for a WebSocket runs through `router` with all its middleware before anything is upgraded; whatever the
    /// router answers other than 101 reaches the client as it is. Any request of a connection may ask, as those behind a reverse proxy do.
    ///
    /// - Parameter router: the application's own; add every route before.
    public static func live<Builder: HTTPResponderBuilder>(_ router: Builder) -> HTTPServerBuilder
    where Builder.Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let upgradeResponder = router.buildResponder()
        return HTTPServerBuilder { responder in
            UpgradableHTTPChannel(responder: responder, upgradeResponder: upgradeResponder)
        }
    }
}

/// An accepted connection: HTTP until a request turns it into a WebSocket.
///
/// A connection that has become a WebSocket owns no task: ``handle(value:logger:)`` returns at once and the event loop has it all.
struct UpgradableHTTPChannel<UpgradeResponder: HTTPResponder>: HTTPChannelHandler
where UpgradeResponder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    struct Connection: ServerChildChannelValue {
        let channel: any Channel
        /// Completes when the first request's head has come: with `nil` if it asked for an upgrade, or if none came.
        let http: EventLoopFuture<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?>
    }

    let responder: Responder
    let upgradeResponder: UpgradeResponder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        channel.eventLoop.makeCompletedFuture {
            let encoder = HTTPResponseEncoder()
            let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
            let codec = HTTP1ToHTTPServerCodec(secure: false)
            let http = channel.eventLoop.makePromise(of: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?.self)
            let responder = upgradeResponder
            let gate = UpgradeGate(
                http: http, httpHandlers: .init(encoder: encoder, decoder: decoder, codec: codec), logger: logger
            ) { request, channel in
                let context = UpgradeResponder.Context(source: .init(channel: channel, logger: logger))
                return try await responder.respond(to: request, context: context)
            }
            try channel.pipeline.syncOperations.addHandlers(encoder, decoder, codec, gate)
            return Connection(channel: channel, http: http.futureResult)
        }
    }

    func handle(value: Connection, logger: Logger) async {
        guard let http = try? await value.http.get() else { return }
        await handleHTTP(asyncChannel: http, logger: logger)
    }
}
