import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

@Suite("LiveStream · in views and components")
struct LiveStreamTests {
    private let pubSub = PubSub()

    private func open() async throws -> LiveViewClient {
        try await LivePages(pubSub: pubSub) { live in live.session("public") { $0.view("/feed", Feed.self) } }
            .open("/feed")
    }

    private func joined() async throws -> LiveViewClient {
        let client = try await open()
        try await client.join()
        return client
    }

    private func page(_ items: [(id: Int, ticks: Int)]?, _ lines: [(Int, String)] = [(1, "begun")]) -> String {
        let rows = items?.map { "<li id=\"items-\($0.id)\">t<i>\($0.ticks)</i></li>" }.joined()
        let list = rows.map { "<ul id=\"items\" phx-update=\"stream\">\($0)</ul>" } ?? ""
        let log = lines.map { "<li id=\"lines-\($0.0)\">\($0.1)</li>" }.joined()
        return "<main>\(list)<ol id=\"lines\" phx-update=\"stream\">\(log)</ol></main>"
    }

    @Test func `the page has the rows before it is joined, and after`() async throws {
        let client = try await open()
        #expect(client.html == page([(1, 0), (2, 0)]))
        try await client.join()
        #expect(client.html == page([(1, 0), (2, 0)]))
    }

    @Test func `events change rows; components in rows live on, though rows are not sent again`() async throws {
        let client = try await joined()
        try await client.send("append", ["id": "3"])
        try await client.send("tick", target: 1)
        try await client.send("append", ["id": "4"])
        #expect(client.html == page([(1, 1), (2, 0), (3, 0), (4, 0)]))
        try await client.send("tick", target: 1)
        try await client.send("remove", ["id": "2"])
        #expect(client.html == page([(1, 2), (3, 0), (4, 0)]))
        // Its row went; a row of the same element has a component of its own.
        try await client.send("append", ["id": "2"])
        #expect(client.html == page([(1, 2), (3, 0), (4, 0), (2, 0)]))
    }

    @Test func `a row sent again keeps its component`() async throws {
        let client = try await joined()
        try await client.send("tick", target: 1)
        try await client.send("append", ["id": "1"])
        #expect(client.html == page([(1, 1), (2, 0)]))
        try await client.send("tick", target: 1)
        #expect(client.html == page([(1, 2), (2, 0)]))
    }

    @Test func `a component has streams of its own`() async throws {
        let client = try await joined()
        try await client.send("one", target: 3)
        #expect(client.lastMessage["c"]?["3"]?["0"]?["k"]?["kc"] == 1)
        try await client.send("log", ["id": "3"])
        #expect(client.html == page([(1, 0), (2, 0), (3, 0)], [(2, "one"), (3, "from the view")]))
    }

    @Test func `rows wait while nothing shows them`() async throws {
        let client = try await joined()
        try await client.send("toggle")
        try await client.send("append", ["id": "3"])
        pubSub.publish(4, to: "feed")
        try await client.send("append", ["id": "5"])
        #expect(client.html == page(nil))
        try await client.send("toggle")
        #expect(client.html == page([(3, 0), (4, 0), (5, 0)]))
    }

    @Test func `a slow socket gets everything in one message, once`() async throws {
        let client = try await joined()
        try await client.setWritable(false)
        for id in 3...6 { pubSub.publish(id, to: "feed") }
        try await client.setWritable(true)
        try await client.receivePush()
        #expect(client.lastMessage["0"]?["0"]?["k"]?["kc"] == 4)
        #expect(client.html == page((1...6).map { ($0, 0) }))
        try await client.send("none")
        #expect(client.lastMessage == [:])
    }

    @Test func `a view that crashed begins anew`() async throws {
        let client = try await joined()
        try await client.send("append", ["id": "3"])
        await #expect(throws: LiveViewTestingError.ended) { try await client.send("crash", ["id": "4"]) }
        try await client.join()
        #expect(client.html == page([(1, 0), (2, 0)]))
    }
}
