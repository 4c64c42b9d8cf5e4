import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import WebSocketServer

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
    let connections: ServerConnections
    private let isSecure: Bool

    /// - Parameter isSecure: TLS is in front of it.
    init(
        responder: @escaping Responder, upgradeResponder: UpgradeResponder, limits: ConnectionLimits,
        isSecure: Bool = false
    ) {
        self.responder = responder
        self.upgradeResponder = upgradeResponder
        self.isSecure = isSecure
        connections = ServerConnections(limits: limits, logger: Logger(label: "websocket"))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        let http = channel.eventLoop.makePromise(of: HTTPChannel?.self)
        let added = channel.eventLoop.makeCompletedFuture {
            try UpgradeGate.add(
                to: channel, isSecure: isSecure, plainHTTP: HummingbirdHTTP(channel: http, isSecure: isSecure),
                connections: connections
            ) { [upgradeResponder] request, channel in
                try await Self.answer(request, channel, from: upgradeResponder, logger: logger)
            }
            return Connection(channel: channel, http: http.futureResult)
        }
        // A connection that has gone by now takes no handlers.
        added.whenFailure { http.fail($0) }
        return added
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
            head: response.head, body: try await response.body.collect(), accepted: upgrade.accepted(in: response))
    }
}

/// Hummingbird's own way of serving HTTP/1.1, begun with the first plain request.
private struct HummingbirdHTTP: PlainHTTP {
    let channel: EventLoopPromise<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?>
    let isSecure: Bool

    func begin(on channel: any Channel) throws {
        do {
            try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: isSecure))
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
