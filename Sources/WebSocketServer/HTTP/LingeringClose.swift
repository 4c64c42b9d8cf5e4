import NIOCore

/// Sees a connection off whose last answer is written: ends our side of it, and lets the peer read before it is closed.
///
/// To close at once, with bytes of the peer's unread, could make the kernel throw away the answer before the peer has seen it
/// (RFC 9112 §9.6). What still arrives is dropped, and so is what handlers behind still write.
final class LingeringClose: ChannelDuplexHandler, DeadlineOwner {
    typealias InboundIn = Any
    typealias OutboundIn = Any
    typealias OutboundOut = ByteBuffer

    /// How long the peer may take to end its side, once it has the answer.
    private static let patience = TimeAmount.seconds(2)

    var deadlineSlot: Int?
    private let deadlines: DeadlineTable
    private var stalls: StallWatch
    private var isInputClosed: Bool
    private var isOutputClosed = false
    private var context: ChannelHandlerContext?

    init(deadlines: DeadlineTable, stalls: StallWatch, isInputClosed: Bool) {
        self.deadlines = deadlines
        self.stalls = stalls
        self.isInputClosed = isInputClosed
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        deadlines.set(stalls.nextLook, for: self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    /// Call it once this is all there is of HTTP in the pipeline.
    func begin() {
        guard let context else { return }
        context.flush()
        guard isInputClosed else {
            context.close(mode: .output, promise: nil)
            return context.read()
        }
        // With nothing more to come, to close our side means to close all, and would not wait for what is being sent.
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    // MARK: Inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func channelReadComplete(context: ChannelHandlerContext) {
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.outputClosed:
            isOutputClosed = true
            deadlines.set(context.eventLoop.now + Self.patience, for: self)
        case ChannelEvent.inputClosed:
            isInputClosed = true
        default:
            break
        }
        if isOutputClosed, isInputClosed { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    // MARK: Outbound, from handlers that have not heard yet

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        promise?.fail(ChannelError.outputClosed)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        promise?.succeed()
    }

    // MARK: Time

    func deadlineReached(now: NIODeadline) {
        guard let context else { return }
        guard !isOutputClosed else { return context.close(promise: nil) }
        if stalls.isStalled(owed: context.channel.owedBytes, now: now) { return context.cutOff() }
        deadlines.set(stalls.nextLook, for: self)
    }

    private func end() {
        deadlines.remove(self)
        context = nil
    }
}

@available(*, unavailable)
extension LingeringClose: Sendable {}
