import NIOCore
import Testing

@testable import WebSocketCore

@Suite("RateLimit · so many in a second, computed")
struct RateLimitTests {
    private let start = NIODeadline.uptimeNanoseconds(5_000_000_000)

    /// How many of so many are admitted, all at one time.
    private func admitted(_ count: Int, by limit: inout RateLimit, after time: TimeAmount) -> Int {
        (0..<count).count { _ in limit.admits(now: start + time) }
    }

    @Test(arguments: [1, 3, 100, 1000, 1_000_000])
    func `a second's worth may come at once, and no more`(perSecond: Int) {
        var limit = RateLimit(perSecond: perSecond, now: start)
        #expect(admitted(perSecond + 1, by: &limit, after: .zero) == perSecond)
    }

    @Test func `time gives back what was used, and not more than there was`() {
        var limit = RateLimit(perSecond: 10, now: start)
        #expect(admitted(10, by: &limit, after: .zero) == 10)
        #expect(admitted(1, by: &limit, after: .milliseconds(100)) == 1)
        #expect(admitted(2, by: &limit, after: .milliseconds(300)) == 2)
        #expect(admitted(11, by: &limit, after: .hours(1)) == 10)
    }

    @Test func `an even pace at the limit goes on for ever`() {
        var limit = RateLimit(perSecond: 50, now: start)
        for step in 0..<5000 as Range<Int64> {
            #expect(admitted(1, by: &limit, after: .milliseconds(20 * step)) == 1)
        }
    }
}
