import PhoenixWire
import Testing

@Suite("Topic · who speaks on it, by its name")
struct TopicTests {
    @Test(
        arguments: [
            ("phoenix", .phoenix), ("lv:phx-F1", .view(id: "phx-F1")), ("lv:", .view(id: "")),
            ("lv:a:b", .view(id: "a:b")),
            ("lv:\u{301}x", .view(id: "\u{301}x")), ("lvu:0", .upload(entryRef: "0")), ("lv", .channel("lv")),
            ("room:lobby", .channel("room:lobby")), ("Phoenix", .channel("Phoenix")), ("LV:a", .channel("LV:a")),
            ("", .channel("")),
        ] as [(String, Topic)])
    func `is read from its name and gives it back`(name: String, topic: Topic) {
        #expect(Topic(name) == topic)
        #expect(topic.name.unicodeScalars.elementsEqual(name.unicodeScalars))
    }
}
