import HTTPTypes
package import NIOCore
package import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOTLS

/// What serves the requests that ask for no WebSocket, on a connection where any later one may.
package protocol PlainHTTP {
    /// The first of them has come. Adds handlers for HTTP/1.1's parts at the end of the channel's pipeline.
    ///
    /// They end when they are told an error, and close the channel then, which closes nothing if a WebSocket is to follow.
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
///                                └──▶ queued ───┘ (earlier requests are answered first, and who answers them goes)
///
/// A request may come before those ahead of it are answered (RFC 9112 §9.3.2). Their responses need the HTTP codec, and go out first.
/// Each step has its time (``ConnectionLimits``).
///
/// - SeeAlso: RFC 6455 §4.2 (server's opening handshake).
package final class UpgradeGate: ChannelDuplexHandler, RemovableChannelHandler, DeadlineOwner {
    package typealias InboundIn = HTTPServerRequestPart
    package typealias InboundOut = HTTPServerRequestPart
    package typealias OutboundIn = HTTPServerResponsePart
    package typealias OutboundOut = HTTPServerResponsePart
    /// - Throws: ``HTTPProblem`` is sent as it is; anything else is logged by its type and answered 500.
    package typealias Decide = @Sendable (UpgradeRequest, any Channel) async throws -> UpgradeAnswer

    enum State {
        case waiting
        case http
        case reading(HTTPRequestHead, body: ByteBuffer)
        case queued(HTTPRequestHead, body: ByteBuffer)
        case deciding(Task<Void, Never>, until: NIODeadline)
        case done
    }

    /// What ends those who serve plain HTTP, when a WebSocket is to take their place.
    private struct WebSocketFollows: Error {}

    /// An upgrade request is a GET; a body on it is answered 413 past this many bytes.
    private static let maximumBodySize = 8192

    var deadlineSlot: Int?
    var state = State.waiting
    var clock: RequestClock
    var stalls: StallWatch
    let handlers: Handlers
    let connections: ServerConnections
    let deadlines: DeadlineTable
    let isSecure: Bool
    private let plainHTTP: (any PlainHTTP)?
    let decide: Decide
    private(set) var context: ChannelHandlerContext?
    /// What serves plain HTTP is behind, and at work.
    private(set) var servesHTTP = false
    /// It has to hear that it is to end, after all it was given.
    private var mustEndHTTP = false
    /// After the answers that are owed the connection is closed.
    private var isLast = false
    /// Part of the oldest answer has gone out.
    private(set) var hasBegunAnswer = false
    /// Some of the first request has come.
    private var hasBytes = false
    private(set) var isInputClosed = false
    /// Handlers behind take more of a body.
    private(set) var isReadWanted = true
    /// The server stops; no WebSocket is begun.
    private(set) var isQuiescing = false
    /// Set while the request for a WebSocket has a place among the sockets.
    var place: Place?

    struct Handlers {
        let encoder: HTTPResponseEncoder
        let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    }

    struct Place {
        let client: IPAddress?
    }

    private init(
        handlers: Handlers, isSecure: Bool, plainHTTP: (any PlainHTTP)?, connections: ServerConnections,
        eventLoop: any EventLoop, decide: @escaping Decide
    ) {
        self.handlers = handlers
        self.isSecure = isSecure
        self.plainHTTP = plainHTTP
        self.connections = connections
        self.decide = decide
        deadlines = connections.deadlines.table(on: eventLoop)
        clock = RequestClock(connections.limits, now: eventLoop.now)
        stalls = StallWatch(interval: connections.limits.sendTimeout, now: eventLoop.now)
    }

    /// Adds HTTP/1.1 and a gate behind it to the end of the pipeline of a channel just accepted, on its event loop.
    ///
    /// - Parameters:
    ///   - isSecure: TLS is in front of it.
    ///   - plainHTTP: `nil` answers plain requests 426.
    package static func add(
        to channel: any Channel, isSecure: Bool, plainHTTP: (any PlainHTTP)?, connections: ServerConnections,
        decide: @escaping Decide
    ) throws {
        let handlers = Handlers(
            encoder: HTTPResponseEncoder(),
            decoder: ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes)))
        let gate = UpgradeGate(
            handlers: handlers, isSecure: isSecure, plainHTTP: plainHTTP, connections: connections,
            eventLoop: channel.eventLoop, decide: decide)
        try channel.useReceiveBuffersOfOurs()
        try channel.pipeline.syncOperations.addHandlers(handlers.encoder, handlers.decoder, gate)
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setDeadline()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        stop()
        deadlines.remove(self)
        self.context = nil
    }

    // MARK: Inbound

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = context.eventLoop.now
        switch unwrapInboundIn(data) {
        case .head(let head): read(head, context: context, data: data, now: now)
        case .body(let bytes):
            clock.readBody(now: now)
            readBody(bytes, context: context, data: data)
        case .end:
            clock.readEnd(now: now)
            readEnd(context: context, data: data)
        }
        setDeadline()
    }

    private func read(_ head: HTTPRequestHead, context: ChannelHandlerContext, data: NIOAny, now: NIODeadline) {
        switch state {
        case .waiting, .http: clock.readHead(now: now)
        // The one before decides what becomes of the connection.
        case .reading, .queued, .deciding, .done: return
        }
        guard plainHTTP != nil, !Self.asksForWebSocket(head) else { return beginReading(head) }
        if !head.isKeepAlive || Self.endsParsing(head) { isLast = true }
        passOn(context: context, data: data)
    }

    private static func asksForWebSocket(_ head: HTTPRequestHead) -> Bool {
        head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
    }

    /// SwiftNIO's decoder reads nothing after a request that asks for another protocol, whether or not it is granted.
    private static func endsParsing(_ head: HTTPRequestHead) -> Bool {
        head.method == .CONNECT
            || head.headers.contains(name: "upgrade")
                && head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
    }

    private func beginReading(_ head: HTTPRequestHead) {
        if case .waiting = state { plainHTTP?.neverBegins() }
        mustEndHTTP = servesHTTP
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
        guard !servesHTTP else {
            state = .queued(head, body: body)
            return
        }
        decide(head, body: body, context: context)
    }

    private func passOn(context: ChannelHandlerContext, data: NIOAny) {
        if case .waiting = state {
            state = .http
            servesHTTP = true
            do {
                try plainHTTP?.begin(on: context.channel)
            } catch {
                return context.close(promise: nil)
            }
        }
        guard case .http = state else { return }
        context.fireChannelRead(data)
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        hasBytes = true
        isReadWanted = false
        context.fireChannelReadComplete()
        guard mustEndHTTP else { return }
        mustEndHTTP = false
        context.fireErrorCaught(WebSocketFollows())
    }

    package func channelInactive(context: ChannelHandlerContext) {
        stop()
        deadlines.remove(self)
        context.fireChannelInactive()
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: inputClosed(context)
        case is ChannelShouldQuiesceEvent: quiesce(context)
        // What has come so far was the handshake.
        case TLSUserEvent.handshakeCompleted: hasBytes = false
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func inputClosed(_ context: ChannelHandlerContext) {
        isInputClosed = true
        switch state {
        case .waiting, .reading: context.close(promise: nil)
        case .http, .queued, .deciding, .done: break
        }
    }

    private func quiesce(_ context: ChannelHandlerContext) {
        isQuiescing = true
        switch state {
        case .waiting: context.close(promise: nil)
        case .http where clock.unanswered == 0: context.close(promise: nil)
        case .http: isLast = true
        case .reading, .queued, .deciding, .done: break
        }
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .http: context.fireErrorCaught(error)
        // No request could be read, so there is nobody to answer in HTTP's terms but with 400 (RFC 9112 §2.2).
        case .waiting where error is HTTPParserError, .reading where error is HTTPParserError && !servesHTTP:
            refuse(with: UpgradeAnswer(head: HTTPResponse(status: .badRequest)), context: context)
        case .waiting, .reading, .queued, .deciding, .done: context.close(promise: nil)
        }
    }

    // MARK: Outbound

    package func read(context: ChannelHandlerContext) {
        isReadWanted = true
        context.read()
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.code >= 200:
            hasBegunAnswer = true
            context.write(
                wrapOutboundOut(.head(isLast && clock.unanswered == 1 ? head.closing : head)), promise: promise)
        case .head: context.write(data, promise: promise)
        case .body(let body):
            stalls.wrote(body.readableBytes)
            context.write(data, promise: promise)
        case .end:
            hasBegunAnswer = false
            context.write(data, promise: promise)
            clock.sentEnd(now: context.eventLoop.now)
            setDeadline()
            if isLast, clock.unanswered == 0, case .http = state { linger(context) }
        }
    }

    /// Those who serve plain HTTP close the channel when they end, wherever it may be going.
    package func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch state {
        case .http where mode != .input:
            promise?.succeed()
            linger(context)
        case .reading where servesHTTP && mode != .input, .queued where servesHTTP && mode != .input:
            promise?.succeed()
            if mode == .all { endedHTTP(context) }
        case .waiting, .http, .reading, .queued, .deciding, .done:
            context.close(mode: mode, promise: promise)
        }
    }

    private func endedHTTP(_ context: ChannelHandlerContext) {
        servesHTTP = false
        if case .queued(let head, let body) = state { decide(head, body: body, context: context) }
    }

    // MARK: Ends

    /// Answers, and closes: the decoder reads nothing more after a request that asked for an upgrade.
    func refuse(with answer: UpgradeAnswer, context: ChannelHandlerContext) {
        stop()
        let head = HTTPResponseHead(answer.head, bodySize: answer.body.readableBytes)
        context.write(wrapOutboundOut(.head(head.closing)), promise: nil)
        if answer.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        linger(context)
    }

    func stop() {
        switch state {
        case .waiting: plainHTTP?.neverBegins()
        case .deciding(let task, _): task.cancel()
        case .http, .reading, .queued, .done: break
        }
        state = .done
        if let place { connections.sockets.release(place.client) }
        place = nil
    }

    private func linger(_ context: ChannelHandlerContext) {
        stop()
        let linger = LingeringClose(deadlines: deadlines, stalls: stalls, isInputClosed: isInputClosed)
        guard replaceHTTP(with: linger, context) else { return }
        linger.begin()
    }

    /// The decoder goes last: bytes that came in one segment with the request are forwarded by it then.
    ///
    /// - Returns: whether it could be done.
    func replaceHTTP(with handler: any ChannelHandler, _ context: ChannelHandlerContext) -> Bool {
        let pipeline = context.pipeline.syncOperations
        pipeline.removeHandler(handlers.encoder, promise: nil)
        do {
            try pipeline.addHandler(handler, position: .after(handlers.decoder))
        } catch {
            context.close(promise: nil)
            return false
        }
        pipeline.removeHandler(context: context, promise: nil)
        pipeline.removeHandler(handlers.decoder, promise: nil)
        return true
    }

    // MARK: Time

    func setDeadline() {
        guard context != nil, deadlineSlot != nil || !isDone else { return }
        var deadline = min(clock.deadline ?? .distantFuture, stalls.nextLook)
        if case .deciding(_, let until) = state { deadline = min(deadline, until) }
        deadlines.set(deadline, for: self)
    }

    private var isDone: Bool { if case .done = state { true } else { false } }

    func deadlineReached(now: NIODeadline) {
        guard let context else { return }
        if stalls.isStalled(owed: context.channel.owedBytes, now: now) { return context.cutOff() }
        if case .deciding(_, let until) = state, now >= until { return refuse(with: .overdue, context: context) }
        switch clock.expiry(now: now) {
        case .idle: context.close(promise: nil)
        case .requestTimeout: requestTimeout(context, now: now)
        case nil: setDeadline()
        }
    }

    private func requestTimeout(_ context: ChannelHandlerContext, now: NIODeadline) {
        switch state {
        // It is not the peer who is slow.
        case .http where !isReadWanted:
            clock.readBody(now: now)
            setDeadline()
        case .http where clock.unanswered == 1 && !hasBegunAnswer, .reading where !servesHTTP:
            refuse(with: .requestTimeout, context: context)
        case .waiting where hasBytes: refuse(with: .requestTimeout, context: context)
        case .waiting, .http, .reading, .queued, .deciding, .done: context.close(promise: nil)
        }
    }
}

@available(*, unavailable)
extension UpgradeGate: Sendable {}
