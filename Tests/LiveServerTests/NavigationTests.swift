import LiveServer
import TestPeer
import Testing
import WireJSON

@Suite("Live navigation · over one socket, within one live session (liveview-wire §2.5, §5.6)")
struct NavigationTests {
    private static func patch(_ joined: JoinedPage, _ url: String) -> PhoenixMessage {
        PhoenixMessage(
            joinRef: "1", ref: "3", topic: joined.page.topic, event: "live_patch", payload: ["url": .string(url)])
    }

    /// The join of another view, under the page that is there.
    private static func arrive(
        _ joined: JoinedPage, at url: String, flash: JSONValue? = nil
    ) -> PhoenixMessage {
        var payload: [String: JSONValue] = [
            "redirect": .string(url), "session": .string(joined.page.session), "params": ["_mounts": 1],
        ]
        payload["flash"] = flash
        return PhoenixMessage(
            joinRef: "20", ref: "20", topic: joined.page.topic, event: "phx_join", payload: .object(payload))
    }

    @Test func `a link within the view is patched`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            let reply = try await joined.socket.ask(Self.patch(joined, server.browser.origin + "/?place=linked#here"))
            #expect(reply.response == ["diff": ["1": "linked"]])
        }
    }

    @Test(arguments: ["/other", "/apart", "/nowhere"])
    func `a link out of the view is for the browser to follow`(path: String) async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            let reply = try await joined.socket.ask(Self.patch(joined, server.browser.origin + path))
            #expect(reply.response == ["link_redirect": true])
            #expect(try await joined.click("increment").response?["diff"] == ["0": "1"])
        }
    }

    @Test func `a view that patches tells the address, then the difference`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            try await joined.socket.send(joined.page.event("patch"))
            #expect(
                try await joined.socket.receive()
                    == joined.page.push("live_patch", ["kind": "push", "to": "/?place=patched"]))
            #expect(try await joined.socket.receive().response == ["diff": ["1": "patched"]])
        }
    }

    @Test func `a view that navigates leaves, and the next one joins in its place with its flash`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            let reply = try await joined.click("navigate", value: ["to": "/arrivals"])
            let departure = try #require(reply.response?["live_redirect"])
            #expect(departure["to"] == "/arrivals")
            #expect(departure["kind"] == "push")
            #expect(try await joined.socket.receive().event == "phx_close")
            let arrival = try await joined.socket.ask(
                Self.arrive(joined, at: server.browser.origin + "/arrivals", flash: departure["flash"]))
            #expect(arrival.response?["rendered"]?["0"] == "moved")
            #expect(arrival.response?["container"] == ["div", [:]])
        }
    }

    @Test func `a page navigates within its live session`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            try await joined.socket.send(
                PhoenixMessage(joinRef: "1", ref: "5", topic: joined.page.topic, event: "phx_leave"))
            for _ in 1...2 { _ = try await joined.socket.receive() }
            let arrival = try await joined.socket.ask(Self.arrive(joined, at: server.browser.origin + "/other"))
            #expect(arrival.response?["rendered"]?["s"] == ["<p>other</p>"])
        }
    }

    @Test(arguments: ["/apart", "/nowhere", "/plain"])
    func `across live sessions, and to no view, the browser loads a page`(path: String) async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            try await joined.socket.send(Self.arrive(joined, at: server.browser.origin + path))
            let both = try await [joined.socket.receive(), joined.socket.receive()]
            #expect(both.first { $0.event == "phx_reply" }?.response == ["reason": "unauthorized"])
        }
    }

    @Test func `a redirect's flash travels through the cookie to the next page and its join, once`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            let reply = try await joined.click("redirect")
            let departure = try #require(reply.response?["redirect"])
            #expect(departure["to"] == "/arrivals")
            let token = try #require(departure["flash"]?.string)
            #expect(try await joined.socket.receive().event == "phx_close")

            let page = try await server.browser.load(
                "/arrivals", cookies: joined.page.answer.cookies + "; __phoenix_flash__=\(token)")
            #expect(page.answer.text.contains("<p>moved</p>"))
            #expect(page.answer.setCookie("__phoenix_flash__")?.contains("Max-Age=0") == true)
            let socket = try await server.browser.openSocket(
                csrfToken: page.csrfToken, cookies: joined.page.answer.cookies)
            #expect(try await socket.ask(server.browser.join(page)).response?["rendered"]?["0"] == "moved")
        }
    }

    @Test func `a redirect may leave the site`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            #expect(try await joined.click("leave the site").response == ["redirect": ["to": "https://example.com/"]])
        }
    }
}
