import NIOCore
import WebSocketCore

/// One TCP connection after the upgrade, from bytes to messages and back.
///
/// While the peer does not take what is sent, nothing is read from it either: a slow reader can cause no more to be written. One that takes
/// nothing at all is cut off after ``ConnectionLimits/sendTimeout``.
final class WebSocketChannelHandler: ChannelInboundHandler, DeadlineOwner {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let eventLoop: any EventLoop
    var deadlineSlot: Int?
    private let connections: ServerConnections
    private let deadlines: DeadlineTable
    /// Whose place among the sockets it has.
    private let client: IPAddress?
    /// Let go of at the end, since it may hold the connection.
    private var application: (any WebSocketApplication)?
    private var machine: WebSocketStateMachine
    private var unread = ByteBuffer()
    private var stalls: StallWatch
    private var context: ChannelHandlerContext?
    private var isProcessing = false
    private var needsFlush = false
    /// The application has yet to hear it.
    private var hasBecomeWritable = false

    /// Create it on `eventLoop`, that of the channel it is added to. It gives the client's place back at its end.
    init(
        _ accepted: AcceptedUpgrade, client: IPAddress?, connections: ServerConnections, eventLoop: any EventLoop
    ) {
        self.eventLoop = eventLoop
        self.connections = connections
        self.client = client
        deadlines = connections.deadlines.table(on: eventLoop)
        application = accepted.acceptance.makeApplication(eventLoop)
        machine = WebSocketStateMachine(
            configuration: accepted.acceptance.configuration, agreed: accepted.agreed, now: eventLoop.now)
        stalls = StallWatch(interval: connections.limits.sendTimeout, now: eventLoop.now)
    }

    private var connection: WebSocketConnection { WebSocketConnection(handler: self) }

    // MARK: For the application

    var isWritable: Bool { context?.channel.isWritable == true && !machine.isClosing }

    func makeBuffer(payloadCapacity: Int) -> ByteBuffer {
        FrameEncoder.makeBuffer(payloadCapacity: payloadCapacity, allocator: context?.channel.allocator ?? .init())
    }

    /// Dropped once the connection is closing.
    func send(_ opcode: Opcode, _ payload: ByteBuffer, compression wish: OutgoingCompression) {
        guard let context, !machine.isClosing, hasRoom(context) else { return }
        if let compressed = machine.compressedFrame(opcode, payload, wish) { return write(compressed, context) }
        var frame = payload
        if frame.readerIndex >= FrameEncoder.headerSpace {
            FrameEncoder.seal(opcode, &frame)
        } else if frame.readableBytes <= Self.copiedAtMost {
            frame = FrameEncoder.frame(opcode, payload)
        } else {
            // Nothing is sealed in front of bytes that have no room there. Large ones are written as they are, behind their header.
            write(FrameEncoder.header(opcode, payloadLength: frame.readableBytes), context, isMore: true)
        }
        write(frame, context)
    }

    /// Bytes up to which copying a payload behind its header is cheaper than one more entry in the gathering write.
    private static let copiedAtMost = 4096

    func close(_ code: CloseCode, reason: String = "") {
        guard let context, let frame = machine.close(code, reason: reason, now: eventLoop.now) else { return }
        write(frame, context)
        setDeadline()
        // A peer that was not being read from must be, or its Close would never be seen.
        context.read()
    }

    // MARK: From the channel

    /// Reading is asked for here alone, so the channel must not do so by itself.
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setDeadline()
        application?.opened(connection)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if unread.readableBytes == 0 { unread = bytes } else { unread.writeBuffer(&bytes) }
        // Only this variable may hold the storage while messages are unmasked in place.
        bytes = ByteBuffer()
        process(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isPaused(context) { context.read() }
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            hasBecomeWritable = true
            process(context)
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: receivedEOF(context)
        case is ChannelShouldQuiesceEvent: close(.serviceRestart, reason: "the server is restarting")
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        receivedEOF(context)
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    /// Reading or writing failed: there is no connection any more to say anything on.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func receivedEOF(_ context: ChannelHandlerContext) {
        if machine.receivedEOF() != nil { context.close(promise: nil) }
    }

    private func end() {
        guard context != nil else { return }
        context = nil
        deadlines.remove(self)
        connections.sockets.release(client)
        unread = ByteBuffer()
        application.take()?.closed(WebSocketEnding(machine.ending))
    }

    // MARK: Reading

    /// What a peer is owed that it does not take must not become more by its own asking.
    private func isPaused(_ context: ChannelHandlerContext) -> Bool {
        !context.channel.isWritable && !machine.isClosing
    }

    /// Works through what has arrived, until there is no more or the peer takes no answers. Goes out in one piece.
    private func process(_ context: ChannelHandlerContext) {
        guard !isProcessing, self.context != nil else { return }
        isProcessing = true
        while self.context != nil {
            if isPaused(context) { flush(context) }
            guard !isPaused(context), let action = machine.received(&unread, now: eventLoop.now) else { break }
            perform(action, context)
        }
        flush(context)
        tellWritability(context)
        isProcessing = false
        releaseSlack(context)
    }

    /// The application may send as much as makes the channel unwritable, and writable again, at once. For others to have their turn on the
    /// loop, it is told again later.
    private func tellWritability(_ context: ChannelHandlerContext) {
        guard hasBecomeWritable, context.channel.isWritable, self.context != nil else { return }
        hasBecomeWritable = false
        if !machine.isClosing { application?.becameWritable(connection) }
        flush(context)
        setDeadline()
        if !isPaused(context) { context.read() }
        if hasBecomeWritable { eventLoop.assumeIsolated().execute { self.process(context) } }
    }

    /// A few bytes must not hold the large buffer they were read into.
    private func releaseSlack(_ context: ChannelHandlerContext) {
        if unread.readableBytes == 0 {
            unread = ByteBuffer()
        } else if unread.storageCapacity > 4 * unread.readableBytes {
            var fitting = context.channel.allocator.buffer(capacity: unread.readableBytes)
            fitting.writeBuffer(&unread)
            unread = fitting
        }
    }

    private func perform(_ action: WebSocketStateMachine.ReceivedAction, _ context: ChannelHandlerContext) {
        switch action {
        case .deliver(let message): application?.received(message, on: connection)
        case .write(let frame): write(frame, context)
        case .writeThenDisconnect(let frame): finish(with: frame, context)
        case .disconnect: context.close(promise: nil)
        }
    }

    // MARK: Writing

    /// - Parameter isMore: the rest of the frame follows.
    private func write(_ bytes: ByteBuffer, _ context: ChannelHandlerContext, isMore: Bool = false) {
        stalls.wrote(bytes.readableBytes)
        context.write(wrapOutboundOut(bytes), promise: nil)
        needsFlush = true
        if !isProcessing, !isMore { flush(context) }
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard needsFlush else { return }
        needsFlush = false
        context.flush()
    }

    /// Whether the next message may be kept for the peer. If not, there is no point in going on.
    private func hasRoom(_ context: ChannelHandlerContext) -> Bool {
        guard !context.channel.isWritable else { return true }
        flush(context)
        guard context.channel.owedBytes > connections.limits.maxUnsentBytes else { return true }
        context.cutOff()
        return false
    }

    private func finish(with frame: ByteBuffer, _ context: ChannelHandlerContext) {
        write(frame, context)
        flush(context)
        context.close(mode: .output, promise: nil)
        setDeadline()
        // A peer that was not being read from must be, or its end of the connection would never be seen.
        context.read()
    }

    // MARK: Time

    private func setDeadline() {
        deadlines.set(min(machine.deadline ?? .distantFuture, stalls.nextLook), for: self)
    }

    func deadlineReached(now: NIODeadline) {
        guard let context else { return }
        if stalls.isStalled(owed: context.channel.owedBytes, now: now) { return context.cutOff() }
        // While nothing is read from the peer, its silence is none.
        if !isPaused(context), let action = machine.deadlineReached(now: now) { perform(action, context) }
        guard self.context != nil else { return }
        if isPaused(context) { deadlines.set(stalls.nextLook, for: self) } else { setDeadline() }
    }

    private func perform(_ action: WebSocketStateMachine.DeadlineAction, _ context: ChannelHandlerContext) {
        switch action {
        case .write(let frame): write(frame, context)
        case .writeThenDisconnect(let frame): finish(with: frame, context)
        case .disconnect: context.close(promise: nil)
        }
    }
}

@available(*, unavailable)
extension WebSocketChannelHandler: Sendable {}
