import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Lets plain requests through to Hummingbird and leads requests for a WebSocket through the router itself.
///
///     waiting ──plain head──▶ http ◀─┐ (more plain requests)
///        └────────┬───────────┘──────┘
///          upgrade head ──▶ reading ──end──▶ deciding ──101──▶ removed, with the HTTP codec
///                                │              ▲ └──else──▶ answered, closed
///                                └──▶ queued ───┘ (earlier requests are answered first)
///
/// A request may come before those ahead of it are answered (RFC 9112 §9.3.2). Their responses need the HTTP codec, and go out first.
///
/// - SeeAlso: RFC 6455 §4.2 (server's opening handshake).
final class UpgradeGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart
    typealias HTTPChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    typealias Respond = @Sendable (Request, any Channel) async throws -> Response

    struct HTTPHandlers {
        let encoder: HTTPResponseEncoder
        let decoder: ByteToMessageHandler<HTTPRequestDecoder>
        let codec: HTTP1ToHTTPServerCodec
    }

    private enum State {
        case waiting(EventLoopPromise<HTTPChannel?>)
        case http
        case reading(HTTPRequest, body: ByteBuffer)
        case queued(Request)
        case deciding(Task<Void, Never>)
        case done
    }

    /// An upgrade request is a GET; a body on it is answered 413 past this many bytes.
    private static let maximumBodySize = 8192

    private var state: State
    /// Plain requests whose responses have not been written to their ends.
    private var unanswered = 0
    private let httpHandlers: HTTPHandlers
    private let logger: Logger
    private let respond: Respond

    init(
        http: EventLoopPromise<HTTPChannel?>, httpHandlers: HTTPHandlers, logger: Logger, respond: @escaping Respond
    ) {
        state = .waiting(http)
        self.httpHandlers = httpHandlers
        self.logger = logger
        self.respond = respond
    }

    // MARK: Inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head) where Self.asksForWebSocket(head): beginReading(head)
        case .body(let bytes): readBody(bytes, context: context, data: data)
        case .end: readEnd(context: context, data: data)
        case .head:
            passOn(context: context, data: data)
            if case .http = state { unanswered += 1 }
        }
    }

    private static func asksForWebSocket(_ head: HTTPRequest) -> Bool {
        head.headerFields[values: .upgrade].contains { line in
            line.split(separator: ",").contains { $0.trimmingSpaces().lowercased() == "websocket" }
        }
    }

    private func beginReading(_ head: HTTPRequest) {
        switch state {
        case .waiting(let http): http.succeed(nil)
        case .http: break
        // The one before decides what becomes of the connection.
        case .reading, .queued, .deciding, .done: return
        }
        state = .reading(head, body: ByteBuffer())
    }

    private func readBody(_ bytes: ByteBuffer, context: ChannelHandlerContext, data: NIOAny) {
        guard case .reading(let head, var body) = state else { return passOn(context: context, data: data) }
        guard body.readableBytes + bytes.readableBytes <= Self.maximumBodySize else {
            return refuse(with: Response(status: .contentTooLarge), body: ByteBuffer(), context: context)
        }
        body.writeImmutableBuffer(bytes)
        state = .reading(head, body: body)
    }

    private func readEnd(context: ChannelHandlerContext, data: NIOAny) {
        guard case .reading(let head, let body) = state else { return passOn(context: context, data: data) }
        let request = Request(head: head, body: RequestBody(buffer: body))
        guard unanswered == 0 else {
            state = .queued(request)
            return
        }
        decide(request, context: context)
    }

    private func passOn(context: ChannelHandlerContext, data: NIOAny) {
        if case .waiting(let http) = state {
            state = .http
            http.completeWith(Result { try Self.addHTTP(to: context.channel, logger: logger) })
        }
        guard case .http = state else { return }
        context.fireChannelRead(data)
    }

    private static func addHTTP(to channel: any Channel, logger: Logger) throws -> HTTPChannel? {
        try channel.pipeline.syncOperations.addHandler(HTTPConnectionStateHandler(logger: logger))
        return try HTTPChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, case .waiting = state {
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .http, .done: context.fireErrorCaught(error)
        // No request could be read, so there is nobody to answer in HTTP's terms but with 400 (RFC 9112 §2.2).
        case .waiting, .reading, .queued, .deciding:
            refuse(with: Response(status: .badRequest), body: ByteBuffer(), context: context)
        }
    }

    private func stop() {
        switch state {
        case .waiting(let http): http.succeed(nil)
        case .deciding(let task): task.cancel()
        case .http, .reading, .queued, .done: break
        }
        state = .done
    }

    // MARK: Outbound

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        context.write(data, promise: promise)
        guard case .end = part else { return }
        unanswered -= 1
        if unanswered == 0, case .queued(let request) = state { decide(request, context: context) }
    }

    // MARK: The router's decision

    private func decide(_ request: Request, context: ChannelHandlerContext) {
        let upgrade = WebSocketUpgrade()
        let channel = context.channel
        let gate = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let respond = respond
        let logger = logger
        // Cancelled when the connection goes; its result is awaited on the event loop below.
        let task = Task {
            var response: Response
            var body = ByteBuffer()
            do {
                response = try await WebSocketUpgrade.$current.withValue(upgrade) {
                    try await respond(request, channel)
                }
                body = try await response.body.collect()
            } catch {
                logger.error("upgrade request failed", metadata: ["error.type": "\(type(of: error))"])
                response = Response(status: .internalServerError)
            }
            let (decided, content) = (response, body)
            channel.eventLoop.execute {
                let (gate, context) = gate.value
                gate.conclude(decided, body: content, upgrade: upgrade, context: context)
            }
        }
        state = .deciding(task)
    }

    private func conclude(
        _ response: Response, body: ByteBuffer, upgrade: WebSocketUpgrade, context: ChannelHandlerContext
    ) {
        guard case .deciding = state else { return }
        guard let makeHandler = upgrade.accepted(in: response) else {
            return refuse(with: response, body: body, context: context)
        }
        state = .done
        context.writeAndFlush(wrapOutboundOut(.head(response.head)), promise: nil)
        becomeWebSocket(makeHandler(context.channel), context: context)
    }

    /// Replaces HTTP by `handler`. The decoder goes last: bytes that came in one segment with the request are forwarded by it then.
    private func becomeWebSocket(_ handler: any ChannelHandler, context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(handler, position: .after(httpHandlers.decoder))
        } catch {
            return context.close(promise: nil)
        }
        pipeline.removeHandler(httpHandlers.encoder, promise: nil)
        pipeline.removeHandler(httpHandlers.codec, promise: nil)
        pipeline.removeHandler(context: context, promise: nil)
        pipeline.removeHandler(httpHandlers.decoder, promise: nil)
    }

    /// Answers, and closes: the decoder reads nothing more after a request that asked for an upgrade.
    private func refuse(with response: Response, body: ByteBuffer, context: ChannelHandlerContext) {
        stop()
        var head = response.head
        head.headerFields[.connection] = "close"
        head.headerFields[.contentLength] = "\(body.readableBytes)"
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if body.readableBytes > 0 { context.write(wrapOutboundOut(.body(body)), promise: nil) }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
}
