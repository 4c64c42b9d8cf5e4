import ClerkCore
import Testing

@Suite("UnixTime · a number chosen by a stranger is late or early, never a trap")
struct UnixTimeTests {
    @Test func `converts and compares`() {
        #expect(UnixTime(seconds: 5) == UnixTime(milliseconds: 5000))
        #expect(UnixTime(seconds: 5) + .milliseconds(1) > UnixTime(seconds: 5))
        #expect(UnixTime(seconds: 5) - UnixTime(seconds: 3) == .seconds(2))
        #expect(UnixTime(milliseconds: 1999).seconds == 1)
        #expect(UnixTime(milliseconds: -1).seconds == -1)
        #expect(UnixTime(milliseconds: -1000).seconds == -1)
    }

    @Test func `saturates`() {
        let last = UnixTime(milliseconds: .max), first = UnixTime(milliseconds: .min)
        #expect(UnixTime(seconds: .max) == last)
        #expect(UnixTime(seconds: .min) == first)
        #expect(last + .seconds(1) == last)
        #expect(first - .seconds(1) == first)
        #expect(last + .seconds(Int64.max) == last)
        #expect(first - .seconds(Int64.min) <= last)
        #expect(last - first == .milliseconds(Int64.max))
        #expect(first.seconds < 0)
    }
}
