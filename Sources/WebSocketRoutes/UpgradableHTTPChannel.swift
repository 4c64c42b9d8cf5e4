public import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import WebSocketServer

extension HTTPServerBuilder {
    /// HTTP/1.1 with WebSockets on the same port.
    ///
    ///     Application(router: router, server: .webSockets(router))
    ///
    /// A request that asks for a WebSocket runs through `router` with all its middleware before anything is upgraded; whatever the
    /// router answers other than 101 reaches the client as it is. Any request of a connection may ask, as those behind a reverse proxy do.
    ///
    /// - Parameter router: the application's own; add every route before.
    public static func webSockets<Builder: HTTPResponderBuilder>(_ router: Builder) -> HTTPServerBuilder
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
    typealias HTTPChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    struct Connection: ServerChildChannelValue {
        let channel: any Channel
        /// Completes when the first request's head has come: with `nil` if it asked for an upgrade, or if none came.
        let http: EventLoopFuture<HTTPChannel?>
    }

    let responder: Responder
    let upgradeResponder: UpgradeResponder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        let http = channel.eventLoop.makePromise(of: HTTPChannel?.self)
        return channel.eventLoop.makeCompletedFuture {
            try UpgradeGate.add(
                to: channel, isSecure: false, plainHTTP: HummingbirdHTTP(channel: http, logger: logger), logger: logger
            ) { [upgradeResponder] request, channel in
                try await Self.answer(request, channel, from: upgradeResponder, logger: logger)
            }
            return Connection(channel: channel, http: http.futureResult)
        }
    }

    func handle(value: Connection, logger: Logger) async {
        guard let http = try? await value.http.get() else { return }
        await handleHTTP(asyncChannel: http, logger: logger)
    }

    private static func answer(
        _ request: UpgradeRequest, _ channel: any Channel, from responder: UpgradeResponder, logger: Logger
    ) async throws -> UpgradeAnswer {
        let upgrade = WebSocketUpgrade(offer: request.offer)
        let context = UpgradeResponder.Context(source: .init(channel: channel, logger: logger))
        let response = try await WebSocketUpgrade.$current.withValue(upgrade) {
            try await responder.respond(
                to: Request(head: request.head, body: RequestBody(buffer: request.body)), context: context)
        }
        return UpgradeAnswer(
            head: response.head, body: try await response.body.collect(), acceptance: upgrade.acceptance(in: response))
    }
}

/// Hummingbird's own way of serving HTTP/1.1, begun with the first plain request.
private struct HummingbirdHTTP: PlainHTTP {
    let channel: EventLoopPromise<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?>
    let logger: Logger

    func begin(on channel: any Channel) throws {
        do {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandlers(HTTP1ToHTTPServerCodec(secure: false), HTTPConnectionStateHandler(logger: logger))
            self.channel.succeed(
                try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true)))
        } catch {
            self.channel.fail(error)
            throw error
        }
    }

    func neverBegins() {
        channel.succeed(nil)
    }
}
