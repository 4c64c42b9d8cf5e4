import WireJSON

/// A moment, as milliseconds since 1970-01-01 UTC without leap seconds: the resolution Clerk compares in.
///
/// All arithmetic saturates, so a number chosen by a stranger can be late or early but never a trap.
public struct UnixTime: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public init(seconds: Int) {
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000)
        milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Seconds as JSON may spell them, with a fraction.
    init(seconds: Double) {
        milliseconds = Int64(exactly: (seconds * 1000).rounded(.down)) ?? (seconds > 0 ? .max : .min)
    }

    /// A JSON number of seconds; nil for any other value.
    init?(claim: JSONValue) {
        switch claim {
        case .integer(let seconds): self.init(seconds: seconds)
        case .number(let seconds): self.init(seconds: seconds)
        default: return nil
        }
    }

    /// Whole seconds, rounded towards the past: the spelling of `iat` and `exp`.
    public var seconds: Int {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return Int(remainder < 0 ? quotient - 1 : quotient)
    }

    public static func < (left: UnixTime, right: UnixTime) -> Bool {
        left.milliseconds < right.milliseconds
    }

    public static func + (time: UnixTime, duration: Duration) -> UnixTime {
        let (sum, overflow) = time.milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        guard overflow else { return UnixTime(milliseconds: sum) }
        return UnixTime(milliseconds: time.milliseconds < 0 ? .min : .max)
    }

    public static func - (time: UnixTime, duration: Duration) -> UnixTime {
        time + .milliseconds(-max(duration.wholeMilliseconds, -.max))
    }

    public static func - (later: UnixTime, earlier: UnixTime) -> Duration {
        let (difference, overflow) = later.milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        guard overflow else { return .milliseconds(difference) }
        return .milliseconds(later < earlier ? Int64.min : Int64.max)
    }
}

extension Duration {
    /// Rounded towards zero, saturating.
    fileprivate var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, pastTheEnd) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return pastTheEnd ? (seconds < 0 ? .min : .max) : sum
    }
}
