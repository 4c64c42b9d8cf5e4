import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which browsers' views crashed while they were joined, so that the same does not happen for ever.
///
/// A client whose join crashes loads the page anew, and joins again; where the page always loads and the join always crashes, that never
/// ends. The second crash in a row is answered with a page load that shows the failure, and no view.
package final class JoinFailures: Sendable {
    private struct Place: Hashable {
        let browser: String
        let path: String
    }

    /// Longer than a client waits before it loads the page anew.
    private static let memory: TimeInterval = 120
    /// A browser past it is remembered in the place of all others: each then gets one more try.
    private static let capacity = 10_000

    private let crashes = Mutex<[Place: Date]>([:])

    /// - Returns: whether it is the second in a row.
    func record(browser: String, path: String, at now: Date) -> Bool {
        let place = Place(browser: browser, path: path)
        return crashes.withLock { crashes in
            if let last = crashes.removeValue(forKey: place), now.timeIntervalSince(last) < Self.memory { return true }
            if crashes.count >= Self.capacity { crashes = [:] }
            crashes[place] = now
            return false
        }
    }

    /// A join went well.
    func forget(path: String, browser: () -> String) {
        crashes.withLock { crashes in
            guard !crashes.isEmpty else { return }
            crashes[Place(browser: browser(), path: path)] = nil
        }
    }
}
