package import LiveRuntime
package import NIOCore
import Synchronization

/// The time by which the timers and time limits of ``LivePages``' views run: it passes when the test says so.
///
///     let timers = TestTimers()
///     let pages = LivePages(timers: timers) { live in … }
///     await timers.advance(by: .seconds(5))
public final class TestTimers: Sendable {
    private struct Entry {
        let due: Duration
        let eventLoop: any EventLoop
        let action: @Sendable () -> Void
    }

    private struct State {
        var now = Duration.zero
        var lastNumber = 0
        var entries: [Int: Entry] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// How many timers and time limits are running.
    public var count: Int { state.withLock { $0.entries.count } }

    /// Lets `duration` pass. What comes due meanwhile happens, in order, also what that sets anew.
    public func advance(by duration: Duration) async {
        let end = state.withLock { $0.now + duration }
        while let entry = takeNext(until: end) {
            // The loop does not end before the process.
            try? await entry.eventLoop.submit(entry.action).get()
        }
        state.withLock { $0.now = end }
    }

    private func takeNext(until end: Duration) -> Entry? {
        state.withLock { state in
            let next = state.entries.min { ($0.value.due, $0.key) < ($1.value.due, $1.key) }
            guard let (number, entry) = next, entry.due <= end else { return nil }
            state.entries[number] = nil
            state.now = entry.due
            return entry
        }
    }
}

extension TestTimers: LiveTimers {
    package func schedule(
        after delay: Duration, on eventLoop: any EventLoop, _ action: @escaping @Sendable () -> Void
    ) -> LiveTimer {
        let number = state.withLock { state in
            state.lastNumber += 1
            state.entries[state.lastNumber] = Entry(due: state.now + delay, eventLoop: eventLoop, action: action)
            return state.lastNumber
        }
        return LiveTimer { [weak self] in self?.state.withLock { $0.entries[number] = nil } }
    }
}
