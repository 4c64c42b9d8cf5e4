import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

@Suite("LiveComponent · state of its own, inside a view")
struct LiveComponentTests {
    private func open(_ path: String) async throws -> LiveViewClient {
        let pages = LivePages { live in
            live.session("public") { pages in
                pages.view("/board", Board.self)
                pages.view("/cards", Cards.self)
            }
        }
        return try await pages.open(path)
    }

    private func joined(_ path: String = "/board") async throws -> LiveViewClient {
        let client = try await open(path)
        try await client.join()
        return client
    }

    private func tally(_ label: String, _ cid: Int, _ count: Int) -> String {
        "<section>\(label)<button phx-click=\"up\" phx-target=\"\(cid)\">\(count)</button></section>"
    }

    @Test func `the page shows components before it is joined, and the same after`() async throws {
        let client = try await open("/board")
        let before = "<main><p>none</p><div>\(tally("L", 1, 0))\(tally("L", 2, 0))</div></main>"
        #expect(client.html == before)
        try await client.join()
        #expect(client.html == before)
    }

    // MARK: Events

    @Test func `an event reaches the component that is its target, and only that is rendered`() async throws {
        let client = try await joined()
        try await client.send("up", target: 2)
        try await client.send("later", target: 2)
        #expect(client.html.contains(tally("L", 1, 0) + tally("L", 2, 2)))
        #expect(client.lastMessage == ["c": ["2": ["2": "2"]]])
    }

    @Test func `events push, reply and patch as a view's do`() async throws {
        let client = try await joined()
        try await client.send("up", target: 1)
        let reply = try await client.send("reply", target: 1)
        #expect(reply == ["count": 1])
        try await client.send("push", target: 1)
        #expect(client.events.map(\.name) == ["pushed"])
        try await client.send("patch", target: 1)
        #expect(client.path == "/board?note=patched")
        #expect(client.html.contains("<p>patched</p>"))
        try await client.send("redirect", target: 1)
        #expect(client.redirectedTo == "/elsewhere")
    }

    @Test(arguments: [0, 3, -1, Int.max]) func `a target that is not there is refused, and the view lives`(cid: Int)
        async throws
    {
        let client = try await joined()
        let before = client.html
        try await client.send("up", target: cid)
        #expect(client.html == before)
        try await client.send("up", target: 1)
        #expect(client.html.contains(tally("L", 1, 1)))
    }

    @Test func `a component that throws takes its view with it`() async throws {
        let client = try await joined()
        await #expect(throws: LiveViewTestingError.ended) { try await client.send("crash", target: 1) }
        try await client.join()
        #expect(client.html.contains(tally("L", 1, 0)))
    }

    // MARK: Life

    @Test func `components keep their state while their view changes around them`() async throws {
        let client = try await joined()
        try await client.send("up", target: 1)
        try await client.send("label", ["id": "M"])
        #expect(client.html.contains(tally("M", 1, 1) + tally("M", 2, 0)))
        try await client.send("add", ["id": "c"])
        #expect(client.html.contains(tally("M", 3, 0)))
        try await client.send("drop", ["id": "a"])
        #expect(!client.html.contains(tally("M", 1, 1)))
    }

    @Test func `one that comes back after the browser dropped it is new, under a new number`() async throws {
        let client = try await joined()
        try await client.send("up", target: 1)
        try await client.send("drop", ["id": "a"])
        try await client.send("up", target: 1)
        try await client.send("add", ["id": "a"])
        #expect(client.html.contains(tally("L", 2, 0) + tally("L", 3, 0)))
    }

    @Test func `one that comes back before that is the same`() async throws {
        let client = try await joined()
        client.dropsComponents = false
        try await client.send("up", target: 1)
        try await client.send("toggle")
        try await client.send("toggle")
        #expect(client.html.contains(tally("L", 1, 1) + tally("L", 2, 0)))
        #expect(try await client.dropComponents() == [])
        try await client.send("up", target: 1)
        #expect(client.html.contains(tally("L", 1, 2)))
    }

    @Test func `a component without a place handles what was under way to it, and sends nothing`() async throws {
        let client = try await joined()
        client.dropsComponents = false
        try await client.send("toggle")
        try await client.send("up", target: 1)
        #expect(client.lastMessage == [:])
        try await client.send("toggle")
        #expect(client.html.contains(tally("L", 1, 1)))
        try await client.send("toggle")
        #expect(try await client.dropComponents() == [1, 2])
    }

    @Test func `mounting pushes events with the rendering, and sends nobody elsewhere`() async throws {
        let client = try await joined()
        try await client.send("label", ["id": "push"])
        try await client.send("add", ["id": "c"])
        #expect(client.events.map(\.name) == ["mounted"])
        try await client.send("label", ["id": "away"])
        await #expect(throws: LiveViewTestingError.ended) { try await client.send("add", ["id": "d"]) }
    }

    @Test func `a component that cannot be mounted takes its view with it`() async throws {
        let client = try await joined()
        try await client.send("label", ["id": "crash"])
        await #expect(throws: LiveViewTestingError.ended) { try await client.send("add", ["id": "c"]) }
    }

    // MARK: Changing each other

    @Test func `a view changes a component, a component its view and another component`() async throws {
        let client = try await joined()
        try await client.send("set", ["id": "b"])
        #expect(client.html.contains(tally("L", 1, 0) + tally("L", 2, 100)))
        try await client.send("pick", target: 2)
        #expect(client.html.contains("<p>b</p>"))
        try await client.send("other", ["id": "a"], target: 2)
        #expect(client.html.contains(tally("L", 1, 10) + tally("L", 2, 100)))
        #expect(client.lastMessage == ["c": ["1": ["2": "10"]]])
    }

    @Test func `what is not there is not changed`() async throws {
        let client = try await joined()
        let before = client.html
        try await client.send("set", ["id": "z"])
        try await client.send("other", ["id": "z"], target: 1)
        #expect(client.html == before)
    }

    @Test func `changes asked for while updating follow in a message of their own`() async throws {
        let client = try await joined()
        try await client.send("label", ["id": "chain"])
        try await client.receivePush()
        // Both components asked.
        #expect(client.html.contains(tally("chain", 1, 0) + tally("chain", 2, 2)))
    }

    @Test(arguments: ["loop", "wrong view"]) func `changes without end, or of another view, end the view`(event: String)
        async throws
    {
        let client = try await joined()
        await #expect(throws: LiveViewTestingError.ended) { try await client.send(event, target: 1) }
    }

    // MARK: Inputs

    @Test func `markup and closures passed in are rendered by the component, and stay the view's`() async throws {
        let client = try await joined("/cards")
        #expect(client.html.contains("<article><b>x</b><ul><li>1 x</li></ul><i>0</i></article>"))
        try await client.send("more", target: 1)
        #expect(client.html.contains("<b>x</b><ul><li>1 x</li><li>2 x</li></ul>"))
        try await client.send("body", ["value": "y"])
        #expect(client.html.contains("<b>y</b><ul><li>1 y</li><li>2 y</li></ul>"))
    }

    @Test func `a component in a component has its own events`() async throws {
        let client = try await joined("/cards")
        let inner = 4
        try await client.send("tick", target: inner)
        #expect(client.html.contains("<i>1</i></article>"))
        #expect(client.lastMessage == ["c": ["4": ["0": "1"]]])
    }

    @Test func `equal inputs leave a component alone`() async throws {
        let client = try await joined("/cards")
        try await client.send("title", ["value": "counted once"])
        let count = Renderings.shared["counted once"]
        try await client.send("click")
        try await client.send("body", ["value": "z"])
        #expect(Renderings.shared["counted once"] == count)
        #expect(client.html.contains("<h1>counted once</h1>"))
    }

    @Test func `many components cost one message when all change`() async throws {
        let client = try await joined()
        for id in 0..<200 { try await client.send("add", ["id": .string("n\(id)")]) }
        try await client.send("label", ["id": "N"])
        #expect(client.lastMessage["c"]?.object?.count == 202)
        #expect(client.html.contains(tally("N", 202, 0)))
    }
}
