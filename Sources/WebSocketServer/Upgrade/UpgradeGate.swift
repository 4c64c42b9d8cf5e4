import HTTPTypes
package import Logging
package import NIOCore
package import NIOHTTP1
import NIOHTTPTypesHTTP1
import WebSocketCore

/// What serves the requests that ask for no WebSocket, on a connection where any later one may.
package protocol PlainHTTP {
    /// The first of them has come. Adds handlers for HTTP/1.1's parts at the end of the channel's pipeline.
    ///
    /// - Throws: the connection is closed.
    func begin(on channel: any Channel) throws
    /// None will come. Called once, unless ``begin(on:)`` was.
    func neverBegins()
}

/// Lets plain requests through to what serves them and leads requests for a WebSocket to their decision.
///
///     waiting ──plain head──▶ http ◀─┐ (more plain requests)
///        └────────┬───────────┘──────┘
///          upgrade head ──▶ reading ──end──▶ deciding ──accepted──▶ removed, with the HTTP codec
///                                │              ▲ └─────refused──▶ answered, closed
///                                └──▶ queued ───┘ (earlier requests are answered first)
///
/// A request may come before those ahead of it are answered (RFC 9112 §9.3.2). Their responses need the HTTP codec, and go out first.
///
/// - SeeAlso: RFC 6455 §4.2 (server's opening handshake).
package final class UpgradeGate: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPServerRequestPart
    package typealias InboundOut = HTTPServerRequestPart
    package typealias OutboundIn = HTTPServerResponsePart
    package typealias OutboundOut = HTTPServerResponsePart
    /// - Throws: ``HTTPProblem`` is sent as it is; anything else is logged by its type and answered 500.
    package typealias Decide = @Sendable (UpgradeRequest, any Channel) async throws -> UpgradeAnswer

    private enum State {
        case waiting
        case http
        case reading(HTTPRequestHead, body: ByteBuffer)
        case queued(HTTPRequestHead, body: ByteBuffer)
        case deciding(Task<Void, Never>)
        case done
    }

    /// An upgrade request is a GET; a body on it is answered 413 past this many bytes.
    private static let maximumBodySize = 8192

    private var state = State.waiting
    /// Plain requests whose responses have not been written to their ends.
    private var unanswered = 0
    private let encoder: HTTPResponseEncoder
    private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    private let isSecure: Bool
    private let plainHTTP: (any PlainHTTP)?
    private let logger: Logger
    private let decide: Decide

    private init(
        encoder: HTTPResponseEncoder, decoder: ByteToMessageHandler<HTTPRequestDecoder>, isSecure: Bool,
        plainHTTP: (any PlainHTTP)?, logger: Logger, decide: @escaping Decide
    ) {
        self.encoder = encoder
        self.decoder = decoder
        self.isSecure = isSecure
        self.plainHTTP = plainHTTP
        self.logger = logger
        self.decide = decide
    }

    /// Adds HTTP/1.1 and a gate behind it to the end of the channel's pipeline.
    ///
    /// - Parameter plainHTTP: `nil` answers plain requests 426.
    package static func add(
        to channel: any Channel, isSecure: Bool, plainHTTP: (any PlainHTTP)?, logger: Logger,
        decide: @escaping Decide
    ) throws {
        let encoder = HTTPResponseEncoder()
        let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
        let gate = UpgradeGate(
            encoder: encoder, decoder: decoder, isSecure: isSecure, plainHTTP: plainHTTP, logger: logger,
            decide: decide)
        try channel.pipeline.syncOperations.addHandlers(encoder, decoder, gate)
    }

    // MARK: Inbound

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head) where plainHTTP == nil || Self.asksForWebSocket(head): beginReading(head)
        case .body(let bytes): readBody(bytes, context: context, data: data)
        case .end: readEnd(context: context, data: data)
        case .head:
            passOn(context: context, data: data)
            if case .http = state { unanswered += 1 }
        }
    }

    private static func asksForWebSocket(_ head: HTTPRequestHead) -> Bool {
        head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
    }

    private func beginReading(_ head: HTTPRequestHead) {
        switch state {
        case .waiting: plainHTTP?.neverBegins()
        case .http: break
        // The one before decides what becomes of the connection.
        case .reading, .queued, .deciding, .done: return
        }
        state = .reading(head, body: ByteBuffer())
    }

    private func readBody(_ bytes: ByteBuffer, context: ChannelHandlerContext, data: NIOAny) {
        guard case .reading(let head, var body) = state else { return passOn(context: context, data: data) }
        guard body.readableBytes + bytes.readableBytes <= Self.maximumBodySize else {
            return refuse(with: UpgradeAnswer(head: HTTPResponse(status: .contentTooLarge)), context: context)
        }
        body.writeImmutableBuffer(bytes)
        state = .reading(head, body: body)
    }

    private func readEnd(context: ChannelHandlerContext, data: NIOAny) {
        guard case .reading(let head, let body) = state else { return passOn(context: context, data: data) }
        guard unanswered == 0 else {
            state = .queued(head, body: body)
            return
        }
        decide(head, body: body, context: context)
    }

    private func passOn(context: ChannelHandlerContext, data: NIOAny) {
        if case .waiting = state {
            state = .http
            do {
                try plainHTTP?.begin(on: context.channel)
            } catch {
                return context.close(promise: nil)
            }
        }
        guard case .http = state else { return }
        context.fireChannelRead(data)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, case .waiting = state {
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .http, .done: context.fireErrorCaught(error)
        // No request could be read, so there is nobody to answer in HTTP's terms but with 400 (RFC 9112 §2.2).
        case .waiting, .reading, .queued, .deciding:
            refuse(with: UpgradeAnswer(head: HTTPResponse(status: .badRequest)), context: context)
        }
    }

    private func stop() {
        switch state {
        case .waiting: plainHTTP?.neverBegins()
        case .deciding(let task): task.cancel()
        case .http, .reading, .queued, .done: break
        }
        state = .done
    }

    // MARK: Outbound

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        context.write(data, promise: promise)
        guard case .end = part else { return }
        unanswered -= 1
        if unanswered == 0, case .queued(let head, let body) = state { decide(head, body: body, context: context) }
    }

    // MARK: The decision

    private func decide(_ head: HTTPRequestHead, body: ByteBuffer, context: ChannelHandlerContext) {
        guard let request = try? UpgradeRequest(head, isSecure: isSecure, body: body) else {
            return refuse(with: UpgradeAnswer(head: HTTPResponse(status: .badRequest)), context: context)
        }
        let gate = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let channel = context.channel
        let decide = decide
        let logger = logger
        // Cancelled when the connection goes; its result is awaited on the event loop below.
        let task = Task {
            let answer: UpgradeAnswer
            do {
                answer = try await decide(request, channel)
            } catch let problem as HTTPProblem {
                answer = UpgradeAnswer(problem)
            } catch {
                logger.error("upgrade request failed", metadata: ["error.type": "\(type(of: error))"])
                answer = UpgradeAnswer(head: HTTPResponse(status: .internalServerError))
            }
            channel.eventLoop.execute {
                let (gate, context) = gate.value
                gate.conclude(answer, request.offer, context: context)
            }
        }
        state = .deciding(task)
    }

    private func conclude(
        _ answer: UpgradeAnswer, _ offer: Result<WebSocketOffer, HTTPProblem>, context: ChannelHandlerContext
    ) {
        guard case .deciding = state else { return }
        guard let acceptance = answer.acceptance else { return refuse(with: answer, context: context) }
        state = .done
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(answer.head))), promise: nil)
        let application = acceptance.makeApplication(context.eventLoop)
        let handler = WebSocketChannelHandler(
            configuration: acceptance.configuration,
            agreed: (try? offer.get()).flatMap { acceptance.compression(for: $0) },
            application: application, eventLoop: context.eventLoop)
        becomeWebSocket(handler, context: context)
    }

    /// Replaces HTTP by `handler`. The decoder goes last: bytes that came in one segment with the request are forwarded by it then.
    private func becomeWebSocket(_ handler: WebSocketChannelHandler, context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(handler, position: .after(decoder))
        } catch {
            return context.close(promise: nil)
        }
        pipeline.removeHandler(encoder, promise: nil)
        pipeline.removeHandler(context: context, promise: nil)
        pipeline.removeHandler(decoder, promise: nil)
    }

    /// Answers, and closes: the decoder reads nothing more after a request that asked for an upgrade.
    private func refuse(with answer: UpgradeAnswer, context: ChannelHandlerContext) {
        stop()
        var head = answer.head
        head.headerFields[.connection] = head.headerFields[.connection].map { "close, " + $0 } ?? "close"
        head.headerFields[.contentLength] = "\(answer.body.readableBytes)"
        context.write(wrapOutboundOut(.head(HTTPResponseHead(head))), promise: nil)
        if answer.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
}

@available(*, unavailable)
extension UpgradeGate: Sendable {}
