import NIOCore
import WebSocketCore

/// One TCP connection after the upgrade, from bytes to messages and back.
///
/// While the peer does not take what is sent, nothing is read from it either: a slow reader can cause no more to be written, and one that
/// never reads runs into the idle timeout.
final class WebSocketChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let eventLoop: any EventLoop
    /// Let go of at the end, since it may hold the connection.
    private var application: (any WebSocketApplication)?
    private var machine: WebSocketStateMachine
    private var unread = ByteBuffer()
    private var timer: Scheduled<Void>?
    private var context: ChannelHandlerContext?

    /// Create it on `eventLoop`, that of the channel it is added to.
    ///
    /// - Parameter agreed: what the answer to the upgrade says of compression.
    init(
        configuration: WebSocketConfiguration, agreed: PerMessageDeflate?, application: any WebSocketApplication,
        eventLoop: any EventLoop
    ) {
        self.eventLoop = eventLoop
        self.application = application
        machine = WebSocketStateMachine(configuration: configuration, agreed: agreed, now: eventLoop.now)
    }

    private var connection: WebSocketConnection { WebSocketConnection(handler: self) }

    // MARK: For the application

    var isWritable: Bool { context?.channel.isWritable == true && !machine.isClosing }

    func makeBuffer(payloadCapacity: Int) -> ByteBuffer {
        FrameEncoder.makeBuffer(payloadCapacity: payloadCapacity, allocator: context?.channel.allocator ?? .init())
    }

    /// Dropped once the connection is closing.
    func send(_ opcode: Opcode, _ payload: ByteBuffer, _ wish: OutgoingCompression) {
        guard let context, !machine.isClosing else { return }
        var frame = payload
        if let compressed = machine.compressedFrame(opcode, payload, wish) {
            frame = compressed
        } else if frame.readerIndex >= FrameEncoder.headerSpace {
            FrameEncoder.seal(opcode, &frame)
        } else if frame.readableBytes <= Self.copiedAtMost {
            frame = FrameEncoder.frame(opcode, payload)
        } else {
            context.write(
                wrapOutboundOut(FrameEncoder.header(opcode, payloadLength: frame.readableBytes)), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    /// Bytes up to which copying a payload behind its header is cheaper than one more entry in the gathering write.
    private static let copiedAtMost = 4096

    func close(_ code: CloseCode, reason: String = "") {
        guard let context, let frame = machine.close(code, reason: reason, now: eventLoop.now) else { return }
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
        setTimer(context)
    }

    // MARK: From the channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setTimer(context)
        application?.opened(connection)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if unread.readableBytes == 0 { unread = bytes } else { unread.writeBuffer(&bytes) }
        // Only this variable may hold the storage while messages are unmasked in place.
        bytes = ByteBuffer()
        while let action = machine.received(&unread, now: eventLoop.now) { perform(action, context) }
        if unread.readableBytes == 0 { unread = ByteBuffer() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        let isWritable = context.channel.isWritable
        context.channel.setOption(.autoRead, value: isWritable).whenFailure { _ in }
        if isWritable { application?.becameWritable(connection) }
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
        timer?.cancel()
        timer = nil
        context = nil
        application.take()?.closed(WebSocketEnding(machine.ending))
    }

    // MARK: Actions

    private func perform(_ action: WebSocketStateMachine.ReceivedAction, _ context: ChannelHandlerContext) {
        switch action {
        case .deliver(let message): application?.received(message, on: connection)
        case .write(let frame): context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
        case .writeThenDisconnect(let frame): finish(with: frame, context)
        case .disconnect: context.close(promise: nil)
        }
    }

    private func perform(_ action: WebSocketStateMachine.DeadlineAction, _ context: ChannelHandlerContext) {
        switch action {
        case .write(let frame): context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
        case .writeThenDisconnect(let frame): finish(with: frame, context)
        case .disconnect: context.close(promise: nil)
        }
    }

    private func finish(with frame: ByteBuffer, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
        context.close(mode: .output, promise: nil)
        // A peer that was not being read from must be, or its end of the connection would never be seen.
        context.channel.setOption(.autoRead, value: true).whenFailure { _ in }
        setTimer(context)
    }

    private func setTimer(_ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        guard let deadline = machine.deadline else { return }
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in
            guard let self, let context = self.context else { return }
            if let action = machine.deadlineReached(now: eventLoop.now) { perform(action, context) }
            setTimer(context)
        }
    }
}

@available(*, unavailable)
extension WebSocketChannelHandler: Sendable {}
