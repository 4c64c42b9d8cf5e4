import LiveServer
import TestPeer
import Testing
import WireJSON

@Suite("Failure · the page says why, and nothing reloads for ever (DESIGN decision 6)")
struct FailureTests {
    private static let reloadCookie = "__phoenix_reload_status__"

    @Test func `a join that crashes twice in a row leaves a page that says so, and stays`() async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/fragile?crash=1")
            let cookies = page.answer.cookies
            let socket = try await server.browser.openSocket(for: page)
            let first = try await socket.ask(server.browser.join(page))
            #expect(first.status == "error")
            #expect(first.response?["reason"] == "join crashed")
            #expect(first.response?["error_id"]?.string?.count == 8)

            let second = try await socket.ask(server.browser.join(page, joinRef: "2"))
            #expect(second.response?["reason"] == "reload")
            #expect(second.response?["status"] == 500)
            let token = try #require(second.response?["token"]?.string)
            let shown = try await server.browser.get(
                "/fragile?crash=1", cookies: cookies + "; \(Self.reloadCookie)=\(token)")
            #expect(shown.status == 500)
            #expect(shown.text.contains(#/Error [0-9a-f]{8}/#))
            #expect(!shown.text.contains("data-phx-session"))
            #expect(shown.setCookie(Self.reloadCookie) == "\(Self.reloadCookie)=; Max-Age=0; Path=/; SameSite=Lax")
            #expect(try await server.browser.get("/fragile?crash=1", cookies: cookies).status == 200)
        }
    }

    @Test func `a join that goes well in between makes it a first time again`() async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/fragile")
            let socket = try await server.browser.openSocket(for: page)
            var crashing = server.browser.join(page)
            crashing.payload = [
                "url": .string(server.browser.origin + "/fragile?crash=1"), "session": .string(page.session),
            ]
            for ref in ["1", "3", "5"] {
                crashing.joinRef = ref
                crashing.ref = ref
                #expect(try await socket.ask(crashing).response?["reason"] == "join crashed")
                let ref = String((Int(ref) ?? 0) + 1)
                #expect(try await socket.ask(server.browser.join(page, joinRef: ref)).status == "ok")
                try await socket.send(PhoenixMessage(joinRef: ref, ref: "9", topic: page.topic, event: "phx_leave"))
                for _ in 1...2 { _ = try await socket.receive() }
            }
        }
    }

    @Test(arguments: ["forged", ""])
    func `a verdict that cannot be trusted is an error, not a page`(token: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.browser.get("/fragile", cookies: "\(Self.reloadCookie)=\(token)")
            #expect(answer.status == (token.isEmpty ? 200 : 500))
        }
    }

    @Test func `what is not there is 404, for the page and for its join`() async throws {
        try await TestServer.run { server in
            let answer = try await server.browser.get("/gone?at=page")
            #expect(answer.status == 404)
            #expect(answer.text.contains("Not found"))

            let page = try await server.browser.load("/gone")
            let socket = try await server.browser.openSocket(for: page)
            let refused = try await socket.ask(server.browser.join(page))
            #expect(refused.response?["reason"] == "reload")
            #expect(refused.response?["status"] == 404)
            let token = try #require(refused.response?["token"]?.string)
            let shown = try await server.browser.get("/gone", cookies: "\(Self.reloadCookie)=\(token)")
            #expect(shown.status == 404)
            #expect(shown.text.contains("There is nothing here, or not any more."))
        }
    }

    @Test func `a page whose view never mounts is an error once its time is over`() async throws {
        var configuration = TestServer.configuration()
        configuration.limits.mountTime = .milliseconds(50)
        try await TestServer.run(configuration) { server in
            let answer = try await server.browser.get("/stuck")
            #expect(answer.status == 500)
            #expect(answer.text.contains(#/Error [0-9a-f]{8}/#))
        }
    }
}

@Suite("What a page knows of its browser · CSRF token and tracked files")
struct PageVisitorTests {
    private static func token(in html: String) throws -> String {
        String(try #require(html.firstMatch(of: #/name="_csrf_token" value="([\w-]+)"/#)).1)
    }

    @Test func `the view's forms get the page's own token, on page and join alike`() async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/fragile")
            #expect(try Self.token(in: page.answer.text) == page.csrfToken)
            let socket = try await server.browser.openSocket(for: page)
            let reply = try await socket.ask(server.browser.join(page))
            #expect(reply.response?["rendered"]?["0"]?.string == page.csrfToken)
        }
    }

    @Test(arguments: [(["/app.css?v=2"], "current"), (["/app.css?v=1"], "old"), ([], "current"), (["x"], "old")])
    func `a page with old files learns of it at its join`(files: [String], state: String) async throws {
        var configuration = TestServer.configuration()
        configuration.trackedStatics = ["/app.css?v=2"]
        try await TestServer.run(configuration) { server in
            let page = try await server.browser.load("/fragile")
            let script = try #require(page.answer.text.firstMatch(of: #/phx-track-static src="([^"]+)"/#)).1
            let socket = try await server.browser.openSocket(for: page)
            let tracked = (files + [String(script)]).map { JSONValue.string(server.browser.origin + $0) }
            let reply = try await socket.ask(
                server.browser.join(page, parameters: files.isEmpty ? [:] : ["_track_static": .array(tracked)]))
            #expect(reply.response?["rendered"]?["1"]?.string == state)
        }
    }
}
