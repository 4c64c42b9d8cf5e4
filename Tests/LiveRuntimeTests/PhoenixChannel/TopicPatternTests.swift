import LiveRuntime
import Testing

@Suite("TopicPattern · one topic, or all that begin alike")
struct TopicPatternTests {
    @Test(arguments: [
        ("room:*", "room:1", "1"), ("room:*", "room:", ""), ("room:*", "room:a:b", "a:b"), ("room:*", "rooms:1", nil),
        ("room:*", "room", nil), ("room:1", "room:1", ""), ("room:1", "room:12", nil), ("r*", "room:*", "oom:*"),
        // A combining mark would make one character of the colon.
        ("room:*", "room:\u{301}x", "\u{301}x"),
    ])
    func `matches`(pattern: String, topic: String, subtopic: String?) {
        #expect(TopicPattern(pattern).match(topic) == subtopic)
    }

    @Test func `knows which routes it would hide`() {
        #expect(TopicPattern("room:*").covers(TopicPattern("room:1")))
        #expect(TopicPattern("room:*").covers(TopicPattern("room:a:*")))
        #expect(!TopicPattern("room:1").covers(TopicPattern("room:*")))
        #expect(!TopicPattern("room:1").covers(TopicPattern("room:12")))
    }

    @Test func `a route that is never reached, or takes a topic of the protocol, stops the program at its start`() async
    {
        await #expect(processExitsWith: .failure) { _ = TopicPattern("lv:*") }
        await #expect(processExitsWith: .failure) { _ = TopicPattern("l*") }
        await #expect(processExitsWith: .failure) { _ = TopicPattern("lvu:1") }
        await #expect(processExitsWith: .failure) { _ = TopicPattern("phoenix") }
        await #expect(processExitsWith: .failure) { _ = TopicPattern("*") }
        await #expect(processExitsWith: .failure) { _ = TopicPattern("a*b") }
        await #expect(processExitsWith: .success) { _ = TopicPattern("phoenixes:*") }
    }
}
