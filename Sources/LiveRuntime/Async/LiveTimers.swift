package import NIOCore

/// When something is to happen later: by the event loop's own timers, or by a test's.
package protocol LiveTimers: Sendable {
    /// - Parameter action: called on `eventLoop`, once, unless the timer is cancelled before.
    func schedule(
        after delay: Duration, on eventLoop: any EventLoop, _ action: @escaping @Sendable () -> Void
    ) -> LiveTimer
}

/// Something that will happen.
package struct LiveTimer: Sendable {
    /// Does nothing once it has happened.
    package let cancel: @Sendable () -> Void

    package init(cancel: @escaping @Sendable () -> Void) {
        self.cancel = cancel
    }
}

/// The event loop's: they cost the loop's own queue an entry, and no task.
package struct EventLoopTimers: LiveTimers {
    package init() {}

    package func schedule(
        after delay: Duration, on eventLoop: any EventLoop, _ action: @escaping @Sendable () -> Void
    ) -> LiveTimer {
        let scheduled = eventLoop.scheduleTask(in: TimeAmount(delay), action)
        return LiveTimer { scheduled.cancel() }
    }
}
