import NIOCore

/// How often something may happen: so many times at once, and again as time passes.
///
/// A token bucket that holds what one second brings; it is computed from the times it is asked at, so nothing ticks.
struct RateLimit: Hashable, Sendable {
    private static let second: Int64 = 1_000_000_000

    /// Nanoseconds that one event uses up.
    private let interval: Int64
    /// When the bucket will be full again.
    private var fullAt: NIODeadline

    /// - Parameter perSecond: at least 1; above a thousand million it is that.
    init(perSecond: Int, now: NIODeadline) {
        interval = max(1, Self.second / Int64(perSecond))
        fullAt = now
    }

    /// Something happened.
    ///
    /// - Returns: whether it was within the limit.
    mutating func admits(now: NIODeadline) -> Bool {
        let begin = max(fullAt, now)
        fullAt = begin + .nanoseconds(interval)
        return fullAt - now <= .nanoseconds(Self.second)
    }
}
