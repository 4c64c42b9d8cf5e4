import Foundation
import Synchronization

/// The machine's clock, moved by hand.
final class TestClock: Sendable {
    private let offset = Mutex<TimeInterval>(0)

    var now: Date { Date().addingTimeInterval(offset.withLock { $0 }) }

    func advance(by seconds: Int) {
        offset.withLock { $0 += TimeInterval(seconds) }
    }
}
