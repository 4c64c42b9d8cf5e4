import LiveServer
import TestPeer
import Testing
import WireJSON

@Suite("PhoenixSocket · a page joins what it was given, and everything is answered")
struct PhoenixSocketTests {
    @Test func `join, event, diff, heartbeat, leave`() async throws {
        try await TestServer.run { server in
            let browser = server.browser
            let page = try await browser.load("/?place=here")
            let socket = try await browser.openSocket(for: page)
            #expect(
                try await socket.ask(browser.join(page)).payload == [
                    "status": "ok",
                    "response": [
                        "liveview_version": "1.2.10",
                        "rendered": [
                            "s": ["<p>", "</p><i>", "</i><b>", "</b>"], "0": "0", "1": "here", "2": "none",
                            "t": "Count",
                        ],
                    ],
                ])
            #expect(
                try await socket.ask(page.event("increment"))
                    == PhoenixMessage(
                        joinRef: "1", ref: "2", topic: page.topic, event: "phx_reply",
                        payload: ["status": "ok", "response": ["diff": ["0": "1"]]]))
            try await socket.heartbeat()
            server.pubSub.publish("fresh", to: Counter.topic)
            #expect(try await socket.receive() == page.push("diff", ["2": "fresh"]))

            let leave = PhoenixMessage(joinRef: "1", ref: "9", topic: page.topic, event: "phx_leave")
            try await socket.send(leave)
            let goodbyes = try await [socket.receive(), socket.receive()]
            #expect(goodbyes.contains { $0.event == "phx_reply" && $0.ref == "9" && $0.status == "ok" })
            #expect(
                goodbyes.contains(
                    PhoenixMessage(joinRef: "1", ref: "1", topic: page.topic, event: "phx_close", payload: [:])))
            #expect(server.pubSub.subscriberCount(of: Counter.topic) == 0)
            #expect(try await socket.ask(page.event("increment")).response?["reason"] == "unmatched topic")
            try await socket.heartbeat()
        }
    }

    @Test func `a form's fields arrive as pairs, an unknown event changes nothing`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            #expect(try await joined.click("no such event").response == [:])
            let form = PhoenixMessage(
                joinRef: "1", ref: "3", topic: joined.page.topic, event: "event",
                payload: ["type": "form", "event": "increment", "value": "a%5Bb%5D=1&c=", "meta": [:]])
            #expect(try await joined.socket.ask(form).response?["diff"] == ["0": "1"])
        }
    }

    // MARK: Joins that are refused

    @Test(arguments: ["session", "static", "another page's static", "url", "topic"])
    func `a join with what is forged is stale, or leads to the page`(forged: String) async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/")
            let socket = try await server.browser.openSocket(for: page)
            var join = server.browser.join(page)
            var members = join.payload.object ?? [:]
            switch forged {
            case "session": members["session"] = "forged"
            case "static": members["static"] = "forged"
            case "another page's static": members["static"] = .string(try await server.browser.load("/").shown)
            case "url": members["url"] = .string(server.browser.origin + "/other")
            default: join.topic = "lv:phx-other"
            }
            join.payload = .object(members)
            let reply = try await socket.ask(join)
            #expect(reply.status == "error")
            #expect(reply.response == ["reason": forged == "url" ? "unauthorized" : "stale"])
            #expect(try await socket.ask(server.browser.join(page, joinRef: "5")).status == "ok")
        }
    }

    @Test(arguments: ["no CSRF token", "a forged CSRF token", "another browser's CSRF token", "no cookie", "no origin"])
    func `a socket that no page of ours has opened joins nothing`(lack: String) async throws {
        try await TestServer.run { server in
            let browser = server.browser
            let page = try await browser.load("/")
            let cookies: String? = page.answer.cookies
            let socket =
                switch lack {
                case "no CSRF token": try await browser.openSocket(csrfToken: nil, cookies: cookies)
                case "a forged CSRF token": try await browser.openSocket(csrfToken: "forged", cookies: cookies)
                case "another browser's CSRF token":
                    try await browser.openSocket(csrfToken: browser.load("/").csrfToken, cookies: cookies)
                case "no cookie": try await browser.openSocket(csrfToken: page.csrfToken, cookies: nil)
                // Without an Origin nobody says that a page sent the cookies; with the token of the page it is one all the same.
                default: try await browser.openSocket(csrfToken: page.csrfToken, cookies: cookies, fields: [])
                }
            let reply = try await socket.ask(browser.join(page))
            if lack == "no origin" {
                #expect(reply.status == "ok")
            } else {
                #expect(reply.response == ["reason": "stale"])
            }
            try await socket.heartbeat()
        }
    }

    @Test(arguments: ["lv", "hall:1", "phoenix", "lvu:1"])
    func `a topic that nobody serves is unmatched`(topic: String) async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/")
            let socket = try await server.browser.openSocket(for: page)
            let reply = try await socket.ask(PhoenixMessage(joinRef: "1", ref: "1", topic: topic, event: "phx_join"))
            #expect(reply.status == "error")
            #expect(reply.response == ["reason": "unmatched topic"])
        }
    }

    @Test func `an event nobody joined for is unmatched, a leave always granted`() async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/")
            let socket = try await server.browser.openSocket(for: page)
            #expect(try await socket.ask(page.event("increment")).response == ["reason": "unmatched topic"])
            let leave = PhoenixMessage(joinRef: "1", ref: "2", topic: page.topic, event: "phx_leave")
            #expect(try await socket.ask(leave).status == "ok")
        }
    }

    @Test func `a view that refuses to be mounted says where to go`() async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/")
            let socket = try await server.browser.openSocket(for: page)
            var join = server.browser.join(page)
            join.payload = ["redirect": .string(server.browser.origin + "/refusing"), "session": .string(page.session)]
            let reply = try await socket.ask(join)
            #expect(reply.status == "error")
            #expect(reply.response?["redirect"]?["to"] == "/arrivals")
            #expect(reply.response?["redirect"]?["flash"]?.string?.isEmpty == false)
        }
    }

    // MARK: Joining again

    @Test func `a second join replaces the first, whose messages are nobody's any more`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            let (page, socket) = (joined.page, joined.socket)
            _ = try await joined.click("increment")
            try await socket.send(server.browser.join(page, joinRef: "7"))
            let both = try await [socket.receive(), socket.receive()]
            #expect(both.contains { $0.event == "phx_close" && $0.joinRef == "1" })
            #expect(both.contains { $0.event == "phx_reply" && $0.joinRef == "7" && $0.status == "ok" })
            #expect(server.pubSub.subscriberCount(of: Counter.topic) == 1)
            try await socket.send(page.event("increment", joinRef: "1", ref: "8"))
            #expect(
                try await socket.ask(page.event("increment", joinRef: "7", ref: "9")).response?["diff"] == ["0": "1"])
        }
    }

    @Test func `a view that throws is gone alone, and comes back new`() async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            let (page, socket) = (joined.page, joined.socket)
            _ = try await joined.click("increment")
            try await socket.send(page.event("crash", ref: "4"))
            let told = try await socket.receive()
            #expect(told.event == "diff")
            #expect(told.payload["e"]?.array?.first?.array?.first == "live:crashed")
            #expect(
                try await socket.receive()
                    == PhoenixMessage(
                        joinRef: "1", ref: "1", topic: page.topic, event: "phx_error",
                        payload: ["reason": "channel_crash"]))
            #expect(server.pubSub.subscriberCount(of: Counter.topic) == 0)
            let again = try await socket.ask(server.browser.join(page, joinRef: "5"))
            #expect(again.response?["rendered"]?["0"] == "0")
            #expect(
                try await socket.ask(page.event("increment", joinRef: "5", ref: "6")).response?["diff"] == ["0": "1"])
        }
    }

    @Test(arguments: [
        PhoenixMessage(joinRef: "1", ref: "2", topic: "", event: "no such message"),
        PhoenixMessage(joinRef: "1", ref: "2", topic: "", event: "event", payload: [:]),
        PhoenixMessage(joinRef: "1", ref: "2", topic: "", event: "event", payload: ["event": ""]),
    ])
    func `a message the protocol does not know is answered, and the view lives`(message: PhoenixMessage) async throws {
        try await TestServer.run { server in
            let joined = try await server.browser.joined()
            var message = message
            message.topic = joined.page.topic
            let reply = try await joined.socket.ask(message)
            #expect(reply.status == "ok")
            #expect(reply.response == [:])
            #expect(try await joined.click("increment").response?["diff"] == ["0": "1"])
        }
    }

    @Test func `many pages over one socket are many views`() async throws {
        try await TestServer.run { server in
            let first = try await server.browser.joined()
            let second = try await server.browser.load("/", cookies: first.page.answer.cookies)
            #expect(try await first.socket.ask(server.browser.join(second, joinRef: "10")).status == "ok")
            #expect(try await first.click("increment").response?["diff"] == ["0": "1"])
            let other = second.event("increment", joinRef: "10", ref: "11")
            #expect(try await first.socket.ask(other).response?["diff"] == ["0": "1"])
        }
    }
}
