package import NIOCore
import NIOTLS

/// Closes a connection whose TLS handshake does not come to its end within ``ConnectionLimits/headerTimeout``.
///
/// For pipelines that are finished only after the handshake; an ``UpgradeGate`` that is there from the start counts the handshake's time by itself.
package final class HandshakeDeadline: ChannelInboundHandler, RemovableChannelHandler, DeadlineOwner {
    package typealias InboundIn = Any

    var deadlineSlot: Int?
    private let deadlines: DeadlineTable
    private let timeout: TimeAmount
    private var context: ChannelHandlerContext?

    /// Called on the channel's event loop.
    package init(_ connections: ServerConnections, eventLoop: any EventLoop) {
        deadlines = connections.deadlines.table(on: eventLoop)
        timeout = connections.limits.headerTimeout
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        deadlines.set(context.eventLoop.now + timeout, for: self)
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event)
        if case TLSUserEvent.handshakeCompleted = event {
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        }
    }

    package func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) { end() }

    func deadlineReached(now: NIODeadline) {
        context?.close(promise: nil)
    }

    private func end() {
        deadlines.remove(self)
        context = nil
    }
}

@available(*, unavailable)
extension HandshakeDeadline: Sendable {}
