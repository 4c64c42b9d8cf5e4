import LiveRendering
import LiveRuntime
import LiveViewTesting
import NIOEmbedded
import Synchronization
import Testing
import WireJSON

@Suite("Presence · who is there, until what tracked them ends")
struct PresenceTests {
    /// Present under its own name; shows who else is.
    private struct Lobby: LiveView {
        private static let topic = "room:lobby"
        private var people: PresenceList

        init(_ mount: Mount<Anyone>) {
            mount.subscribe(to: Self.topic)
            mount.track("view", ["name": .string(mount.location["name"] ?? "?")], on: Self.topic)
            people = mount.presences(on: Self.topic)
        }

        mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
            switch event.name {
            case "rename": socket.track("view", ["name": .string(event["name"] ?? "?")], on: Self.topic)
            case "hide": socket.untrack("view", on: Self.topic)
            default: break
            }
        }

        mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
            if let diff = message.presenceDiff { people.apply(diff) }
        }

        func render() -> Rendered {
            "<p>\(people.keys.map { key in people[key].map { "\(key)=\($0["name"] ?? "")" }.joined(separator: "+") }.joined(separator: " "))</p>"
        }
    }

    private let pubSub = PubSub()
    private let pages: LivePages

    init() {
        pages = LivePages(pubSub: pubSub) { live in
            live.session("public") { session in
                session.view("/lobby", Lobby.self)
                session.channel("room:*", Room.self)
            }
        }
    }

    private func track(_ key: String, _ values: JSONValue = [:]) -> ChannelPayload {
        .json(["key": .string(key), "values": values])
    }

    // MARK: Channels

    @Test func `a client is sent who is there, then who comes and goes, as phoenix.js has it`() async throws {
        let ada = try await pages.join("room:1")
        ada.send("track", track("ada", ["at": "desk"]))
        let joined = try await ada.receive()
        let ref = try #require(pubSub.presences(on: "room:1")["ada"].first?.ref)
        let meta: JSONValue = ["phx_ref": .string(ref), "at": "desk"]
        #expect(joined == .init("presence_diff", .json(["joins": ["ada": ["metas": [meta]]], "leaves": [:]])))

        let bob = try await pages.join("room:1")
        #expect(try await bob.push("who").response == ["count": 1])
        #expect(try await bob.receive() == .init("presence_state", .json(["ada": ["metas": [meta]]])))

        ada.send("track", track("ada", ["at": "door"]))
        let moved = try await bob.receive()
        let next = try #require(pubSub.presences(on: "room:1")["ada"].first)
        #expect(next.previousRef == ref && next.ref != ref)
        #expect(
            moved
                == .init(
                    "presence_diff",
                    .json([
                        "joins": [
                            "ada": [
                                "metas": [
                                    ["phx_ref": .string(next.ref), "phx_ref_prev": .string(ref), "at": "door"]
                                ]
                            ]
                        ],
                        "leaves": ["ada": ["metas": [meta]]],
                    ])))
        ada.leave()
        #expect(
            try await bob.receive()
                == .init(
                    "presence_diff",
                    .json([
                        "joins": [:],
                        "leaves": [
                            "ada": [
                                "metas": [
                                    ["phx_ref": .string(next.ref), "phx_ref_prev": .string(ref), "at": "door"]
                                ]
                            ]
                        ],
                    ])))
        #expect(pubSub.presences(on: "room:1").isEmpty)
    }

    @Test func `a crash ends presences, an untracked key leaves others`() async throws {
        let ada = try await pages.join("room:2")
        ada.send("track", track("phone"))
        ada.send("track", track("laptop"))
        ada.send("untrack", track("phone"))
        ada.send("untrack", track("never there"))
        _ = try await ada.push("echo")
        #expect(pubSub.presences(on: "room:2").keys == ["laptop"])
        ada.send("crash")
        await #expect(throws: LiveViewTestingError.ended) { while true { _ = try await ada.receive() } }
        #expect(pubSub.presences(on: "room:2").isEmpty)
    }

    // MARK: Views

    @Test func `views see each other come, change and go`() async throws {
        let ada = try await pages.open("/lobby?name=Ada")
        #expect(ada.html == "<p></p>")
        #expect(pubSub.presences(on: "room:lobby").isEmpty)
        try await ada.join()
        #expect(ada.html == "<p>view=Ada</p>")
        // Its own arrival was in the list it read, and is no news.
        let bob = try await pages.open("/lobby?name=Bob")
        try await bob.join()
        #expect(bob.html == "<p>view=Ada+view=Bob</p>")
        try await until(ada, "<p>view=Ada+view=Bob</p>")
        try await bob.send("rename", ["name": "Rob"])
        try await until(ada, "<p>view=Ada+view=Rob</p>")
        bob.leave()
        try await until(ada, "<p>view=Ada</p>")
        try await ada.send("hide")
        try await until(ada, "<p></p>")
    }

    private func until(_ client: LiveViewClient, _ html: String) async throws {
        while client.html != html { try await client.receivePush() }
    }

    // MARK: The list

    @Test func `a list is the same however often it hears a diff`() throws {
        let eventLoop = EmbeddedEventLoop()
        let diffs = Mutex<[PresenceDiff]>([])
        _ = pubSub.subscribe(to: "room", on: eventLoop) { message in
            if let diff = message.presenceDiff { diffs.withLock { $0.append(diff) } }
        }
        let scope = SubscriptionScope(pubSub: pubSub, eventLoop: eventLoop) { _ in }
        scope.track("a", [:], on: "room")
        scope.track("b", [:], on: "room")
        let read = pubSub.presences(on: "room")
        scope.track("b", ["new": true], on: "room")
        scope.untrack("a", on: "room")
        eventLoop.run()
        var list = read
        for diff in diffs.withLock({ $0 }) {
            list.apply(diff)
            list.apply(diff)
        }
        #expect(list == pubSub.presences(on: "room"))
        #expect(list.keys == ["b"] && list["b"].map(\.values) == [["new": true]])
    }
}
