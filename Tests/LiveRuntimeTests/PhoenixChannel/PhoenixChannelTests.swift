import HTTPTypes
import LiveRuntime
import LiveViewTesting
import NIOCore
import Testing
import WireJSON

@Suite("PhoenixChannel · one message at a time, and what was said first arrives first")
struct PhoenixChannelTests {
    private let pubSub = PubSub()
    private let pages: LivePages

    init() {
        pages = LivePages(pubSub: pubSub) { live in live.session("public") { $0.channel("room:*", Room.self) } }
    }

    // MARK: Joining

    @Test func `a join is answered first, then comes what it pushed`() async throws {
        let room = try await pages.join("room:greeting", ["wish": "greeting"])
        #expect(room.joined == .ok(["subtopic": "greeting"]))
        #expect(try await room.receive() == .init("after", ["nr": 1]))
        #expect(try await room.receive() == .init("after", ["nr": 2]))
    }

    @Test(arguments: [
        ("refusal", #"{"reason":"full"}"#), ("refusal said", #"{"reason":"full"}"#),
        ("refusal in its own words", #"{"code":7}"#), ("redirect", #"{"reason":"unauthorized"}"#),
        ("crash", #"{"reason":"join crashed"}"#),
    ])
    func `a refused join says why, and leaves nothing behind`(wish: String, response: String) async throws {
        await #expect(throws: LiveViewTestingError.joinRefused(response)) {
            _ = try await pages.join("room:refusing", ["wish": .string(wish)])
        }
        #expect(pubSub.subscriberCount(of: "room:refusing") == 0)
    }

    @Test func `a topic that nobody serves is not joined`() async throws {
        await #expect(throws: LiveViewTestingError.noRoute("hall:1")) { _ = try await pages.join("hall:1") }
    }

    @Test func `what is broadcast during a join arrives after its answer`() async throws {
        let (pages, topic) = (pages, "room:slow")
        async let joined = pages.join(topic, ["wish": "wait"]).receive()
        while pubSub.subscriberCount(of: topic) == 0 { await Task.yield() }
        pubSub.broadcast("early", ["nr": 1], to: topic)
        await Room.stage(of: topic).letHandlerGoOn()
        #expect(try await joined == .init("early", ["nr": 1]))
    }

    // MARK: Messages

    @Test func `messages are answered, refused, or left unanswered`() async throws {
        let room = try await pages.join("room:talk")
        #expect(try await room.push("echo", ["a": [1, "b"]]) == .ok(["a": [1, "b"]]))
        #expect(try await room.push("refuse") == .error(["reason": "no"]))
        #expect(try await room.push("decode", ["n": 3]).response == ["n": 3])
        room.send("echo", ["nobody": "waits"])
        _ = try await room.push("push")
        #expect(try await room.receive() == .init("pushed", ["nr": 1]))
        #expect(try await room.receive() == .init("pushed", ["nr": 2]))
    }

    @Test func `bytes are answered with bytes`() async throws {
        let room = try await pages.join("room:bytes")
        let bytes = ByteBuffer(bytes: [0, 255, 10])
        #expect(try await room.push("echo", .binary(bytes)).response == .binary(bytes))
    }

    @Test func `messages never interleave, though handlers await`() async throws {
        let room = try await pages.join("room:count")
        for _ in 1...100 { room.send("count") }
        #expect(try await room.push("count").response == ["count": 101])
    }

    @Test func `a handler that throws ends the channel, and says none of what it was about to`() async throws {
        let room = try await pages.join("room:crash")
        room.send("crash")
        await #expect(throws: LiveViewTestingError.ended) { _ = try await room.receive() }
        #expect(await Room.stage(of: "room:crash").nextEnd() == .crashed)
        #expect(pubSub.subscriberCount(of: "room:crash") == 0)
    }

    @Test func `a channel that stops says its last words`() async throws {
        let room = try await pages.join("room:stop")
        room.send("stop")
        #expect(try await room.receive() == .init("last words"))
        await #expect(throws: LiveViewTestingError.ended) { _ = try await room.receive() }
        #expect(await Room.stage(of: "room:stop").nextEnd() == .stopped)
    }

    @Test func `a channel that is left hears of it once, after the handler that was running`() async throws {
        let room = try await pages.join("room:leave")
        let stage = Room.stage(of: "room:leave")
        room.send("wait")
        room.leave()
        await #expect(throws: LiveViewTestingError.ended) { _ = try await room.receive() }
        await stage.letHandlerGoOn()
        #expect(await stage.nextEnd() == .left)
    }

    @Test func `a channel that cannot keep up ends`() async throws {
        let room = try await pages.join("room:flood")
        room.send("wait")
        for _ in 0..<300 { room.send("count") }
        await #expect(throws: LiveViewTestingError.ended) { _ = try await room.receive() }
        await Room.stage(of: "room:flood").letHandlerGoOn()
    }

    // MARK: Others

    @Test func `a broadcast reaches everybody, or everybody else`() async throws {
        let ada = try await pages.join("room:many")
        let bob = try await pages.join("room:many")
        let eve = try await pages.join("room:elsewhere")
        ada.send("say", ["text": "hello"])
        #expect(try await ada.receive() == .init("said", ["text": "hello"]))
        #expect(try await bob.receive() == .init("said", ["text": "hello"]))
        ada.send("whisper", ["text": "psst"])
        #expect(try await bob.receive() == .init("whispered", ["text": "psst"]))
        pubSub.broadcast("announced", ["to": "all"], to: "room:many")
        #expect(try await ada.receive() == .init("announced", ["to": "all"]))
        pubSub.broadcast("announced", ["to": "you"], to: "room:elsewhere")
        #expect(try await eve.receive() == .init("announced", ["to": "you"]))
    }

    @Test func `broadcasts pass a busy channel by, in their order`() async throws {
        let room = try await pages.join("room:busy")
        room.send("wait")
        for number in 1...20 { pubSub.broadcast("tick", ["nr": .integer(number)], to: "room:busy") }
        for number in 1...20 { #expect(try await room.receive() == .init("tick", ["nr": .integer(number)])) }
        await Room.stage(of: "room:busy").letHandlerGoOn()
        #expect(try await room.receive() == .init("waited"))
    }

    @Test func `other values, and broadcasts of other topics, reach the channel itself`() async throws {
        let room = try await pages.join("room:listener")
        room.send("publish")
        #expect(try await room.receive() == .init("heard", ["text": "published"]))
        room.send("listen", ["topic": "news"])
        room.send("listen", ["topic": "news"])
        _ = try await room.push("echo")
        #expect(pubSub.subscriberCount(of: "news") == 1)
        pubSub.broadcast("headline", to: "news")
        #expect(try await room.receive() == .init("overheard", ["event": "headline"]))
    }

    @Test func `a broadcast is encoded once for everybody`() async throws {
        let broadcast = ChannelBroadcast(topic: "room:one", event: "e", payload: ["a": 1])
        let first = broadcast.message.withUnsafeReadableBytes { $0.baseAddress }
        #expect(broadcast.message.withUnsafeReadableBytes { $0.baseAddress } == first)
        #expect(String(buffer: broadcast.message) == #"[null,null,"room:one","e",{"a":1}]"#)
    }

    @Test func `the name of a binary event that the wire cannot say ends the channel, not the server`() async throws {
        let room = try await pages.join("room:names")
        pubSub.broadcast(String(repeating: "x", count: 256), .binary(ByteBuffer()), to: "room:names")
        await #expect(throws: LiveViewTestingError.ended) { _ = try await room.receive() }
    }
}
