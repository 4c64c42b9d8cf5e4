import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

@Suite("DeclaredEvent · what a view does not declare, it is never handed")
struct DeclaredEventTests {
    private struct Named: LiveView {
        enum Event: String, DeclaredEvent {
            case up
            case reset = "start over"
        }
        var count = 0
        init(_ mount: Mount<Anyone>) {}
        mutating func handle(_ event: Event, socket: inout LiveSocket) {
            switch event {
            case .up: count += 1
            case .reset: count = 0
            }
        }
        func render() -> Rendered { "<p>\(count)</p>" }
    }

    private struct Valued: LiveView {
        struct Person: Decodable { let name: String }
        enum Event: Decodable, DeclaredEvent {
            case reverse
            case remove(id: Int, quietly: Bool?)
            case save(Person)
            case say(String)
            case move(from: Int, to: Int)

            enum CodingKeys: String, CodingKey {
                case reverse, remove, save, say
                case move = "list:move"
            }
        }
        var last = "none"
        init(_ mount: Mount<Anyone>) {}
        mutating func handle(_ event: Event, socket: inout LiveSocket) { last = "\(event)" }
        func render() -> Rendered { "<p>\(last)</p>" }
    }

    private struct Silent: LiveView {
        var heard = "nothing"
        init(_ mount: Mount<Anyone>) { mount.subscribe(to: "news") }
        mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) { heard = "news" }
        func render() -> Rendered { "<p>\(heard)</p>" }
    }

    private struct Open: LiveView {
        var count = 0
        init(_ mount: Mount<Anyone>) {}
        mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
            switch event.name {
            case "up": count += 1
            default: socket.refuse(event)
            }
        }
        func render() -> Rendered { "<p>\(count)</p>" }
    }

    private let pages = LivePages { live in
        live.session("s") { pages in
            pages.view("/named", Named.self)
            pages.view("/valued", Valued.self)
            pages.view("/silent", Silent.self)
            pages.view("/open", Open.self)
        }
    }

    private func joined(_ path: String) async throws -> LiveViewClient {
        let client = try await pages.open(path)
        try await client.join()
        return client
    }

    @Test func `names are an enumeration`() async throws {
        let client = try await joined("/named")
        try await client.send("up")
        try await client.send("up")
        #expect(client.html == "<p>2</p>")
        try await client.send("start over")
        #expect(client.html == "<p>0</p>")
        #expect(pages.refusedCount == 0)
    }

    @Test(arguments: ["reset", "Up", "up ", "no such event", "lv:unknown"])
    func `another name is answered and counted, and the view lives`(name: String) async throws {
        let client = try await joined("/named")
        try await client.send("up")
        #expect(try await client.send(name) == nil)
        #expect(pages.refusedCount == 1)
        #expect(client.html == "<p>1</p>")
        try await client.send("up")
        #expect(client.html == "<p>2</p>")
    }

    private static let payloads: [(String, JSONValue, String)] = [
        ("reverse", .null, "reverse"), ("reverse", ["value": ""], "reverse"),
        ("remove", ["id": "7"], "remove(id: 7, quietly: nil)"),
        ("remove", ["id": 7, "quietly": "true", "more": 1], "remove(id: 7, quietly: Optional(true))"),
        ("say", "hello", "say(&quot;hello&quot;)"), ("list:move", ["from": 1, "to": "2"], "move(from: 1, to: 2)"),
    ]

    @Test(arguments: payloads)
    func `values come with the names`(name: String, value: JSONValue, event: String) async throws {
        let client = try await joined("/valued")
        try await client.send(name, value)
        #expect(client.html == "<p>\(event)</p>")
    }

    @Test func `a value without a label is the whole payload`() async throws {
        let client = try await joined("/valued")
        try await client.submit("save", "name=Ada")
        #expect(client.html.contains("name: &quot;Ada&quot;"))
    }

    private static let undecodable: [(String, JSONValue)] = [
        ("remove", .null), ("remove", [:]), ("remove", ["id": "seven"]), ("remove", [7]), ("say", 7),
        ("save", ["nam": "Ada"]), ("move", ["from": 1, "to": 2]), ("_0", [:]),
    ]

    @Test(arguments: undecodable)
    func `what does not decode is answered and counted, and the view lives`(
        name: String, value: JSONValue
    ) async throws {
        let client = try await joined("/valued")
        #expect(try await client.send(name, value) == nil)
        #expect(pages.refusedCount == 1)
        #expect(client.html == "<p>none</p>")
    }

    @Test func `a view without a handler has no events`() async throws {
        let client = try await joined("/silent")
        try await client.send("up")
        #expect(pages.refusedCount == 1)
    }

    @Test func `a view that takes every event says which it refuses`() async throws {
        let client = try await joined("/open")
        try await client.send("up")
        #expect(pages.refusedCount == 0)
        try await client.send("no such event")
        #expect(pages.refusedCount == 1)
        #expect(client.html == "<p>1</p>")
    }

    @Test(arguments: ["a=%zz", String(repeating: "a=1&", count: 1001), "a[b][c][d][e][f][g][h][i]=1"])
    func `a form that is none, too large or too deep is refused`(fields: String) async throws {
        let client = try await joined("/open")
        try await client.submit("up", fields)
        #expect(pages.refusedCount == 1)
        try await client.submit("up", "a=1")
        #expect(client.html == "<p>1</p>")
    }

    @Test func `odd types and values of the protocol arrive all the same`() {
        let event = LiveEvent(name: "x", value: ["_target": ["user", "name"]], isForm: true)
        #expect(event.target == ["user", "name"])
        #expect(LiveEvent(name: "x", value: ["_target": ["user"]]).target.isEmpty)
        #expect(LiveEvent(name: "x", value: .null)["y"] == nil)
    }
}
