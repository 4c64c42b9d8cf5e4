import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

@Suite("LiveChannel · one input at a time, every message answered")
struct LiveChannelTests {
    let pubSub = PubSub()

    private func pages() -> LivePages {
        LivePages(pubSub: pubSub) { live in
            live.session("public") { pages in
                pages.view("/counter", Counter.self)
                pages.view("/other", Other.self)
                pages.view("/refusing", Refusing.self)
            }
        }
    }

    private func joined(_ path: String = "/counter") async throws -> LiveViewClient {
        let client = try await pages().open(path)
        try await client.join()
        return client
    }

    @Test func `a page is rendered before it is joined, and looks the same after`() async throws {
        let client = try await pages().open("/counter?filter=a%20b")
        #expect(client.html == "<p>Clicked 0 times</p><i>a b</i><b>none</b>")
        #expect(client.title == "Count 0")
        let before = client.html
        try await client.join()
        #expect(client.html == before)
    }

    @Test func `events change the page, in order, also those that suspend`() async throws {
        let client = try await joined()
        try await client.send("increment")
        try await client.send("increment later")
        try await client.send("increment")
        #expect(client.html == "<p>Clicked 3 times</p><i>none</i><b>none</b><u>many</u>")
        #expect(client.title == "Count 3")
    }

    @Test func `a burst of events is no overload for a view that keeps up`() async throws {
        let client = try await joined()
        for _ in 0..<1000 { try client.sendWithoutWaiting("increment") }
        try await client.send("increment")
        #expect(client.html.contains("Clicked 1001 times"))
    }

    @Test func `payloads decode into application types`() async throws {
        let client = try await joined()
        try await client.send("set", ["count": 41])
        #expect(client.html.contains("Clicked 41 times"))
    }

    @Test func `forms arrive decoded and leave escaped`() async throws {
        let client = try await joined()
        try await client.submit("name", "name=%3Cb%3E%26+x")
        #expect(client.html.contains("<b>&lt;b&gt;&amp; x</b>"))
    }

    @Test func `hooks get replies and pushed events`() async throws {
        let client = try await joined()
        let reply = try await client.send("reply")
        #expect(reply == ["count": 0])
        try await client.send("push")
        #expect(client.events.map(\.name) == ["pushed"])
        #expect(client.events.first?.payload == ["count": 0])
    }

    @Test func `what is published on a topic reaches the view by itself`() async throws {
        let client = try await joined()
        pubSub.publish("extra", to: "news")
        try await client.receivePush()
        #expect(client.html.contains("<b>extra</b>"))
    }

    @Test func `a page that left is subscribed to nothing`() async throws {
        let client = try await joined()
        #expect(pubSub.subscriberCount(of: "news") == 1)
        try await client.send("redirect")
        #expect(pubSub.subscriberCount(of: "news") == 0)
    }

    @Test func `an unknown event changes nothing and is answered`() async throws {
        let client = try await joined()
        let before = client.html
        try await client.send("no such event")
        #expect(client.html == before)
    }

    // MARK: Navigation

    @Test func `a patch changes the address, and the view hears of it`() async throws {
        let client = try await joined()
        try await client.send("patch")
        #expect(client.path == "/counter?filter=some")
        #expect(client.html.contains("<i>some</i>"))
        try await client.patch(to: "/counter?filter=link")
        #expect(client.html.contains("<i>link</i>"))
    }

    @Test func `redirects and navigation end the view`() async throws {
        for (event, destination) in [("redirect", "/elsewhere"), ("navigate", "/other")] {
            let client = try await joined()
            try await client.send(event)
            #expect(client.redirectedTo == destination)
            await #expect(throws: LiveViewTestingError.ended) { try await client.send("increment") }
        }
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/a\nb", "/\t/evil.example",
    ])
    func `a redirect that could leave the origin ends the view instead`(target: String) async throws {
        let client = try await joined()
        await #expect(throws: LiveViewTestingError.ended) { try await client.send("redirect", ["to": .string(target)]) }
        #expect(client.redirectedTo == nil)
    }

    @Test func `a patch to another view, or without end, ends the view`() async throws {
        let client = try await joined()
        await #expect(throws: LiveViewTestingError.ended) { try await client.send("patch elsewhere") }
        let looping = try await joined()
        await #expect(throws: LiveViewTestingError.ended) { try await looping.patch(to: "/counter?filter=loop") }
    }

    @Test func `a mount that redirects answers page and join alike`() async throws {
        await #expect(throws: LiveViewTestingError.redirected(to: "/elsewhere", flash: [:])) {
            try await pages().open("/counter?filter=away")
        }
        await #expect(throws: LiveViewTestingError.redirected(to: "/counter", flash: [:])) {
            try await pages().open("/refusing")
        }
    }

    // MARK: Failure

    @Test func `a view that throws is gone, and comes back new`() async throws {
        let client = try await joined()
        try await client.send("increment")
        await #expect(throws: LiveViewTestingError.ended) { try await client.send("crash") }
        try await client.join()
        #expect(client.html.contains("Clicked 0 times"))
        try await client.send("increment")
        #expect(client.html.contains("Clicked 1 times"))
    }

    @Test func `payloads that do not decode end the view`() async throws {
        let client = try await joined()
        await #expect(throws: LiveViewTestingError.ended) { try await client.send("set", ["count": "many"]) }
    }
}
