import NIOCore

/// Runs an actor's jobs on an event loop, and knows when it is there already.
///
/// NIO's own executor does not answer ``isIsolatingCurrentContext()``; without the answer `Task.immediate`, called from a channel handler, would
/// go through the loop's queue instead of running at once.
///
/// - SeeAlso: Swift Evolution 0424 and 0471.
final class EventLoopExecutor: SerialExecutor {
    let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() {
        eventLoop.preconditionInEventLoop()
    }

    func isIsolatingCurrentContext() -> Bool? {
        eventLoop.inEventLoop
    }
}
