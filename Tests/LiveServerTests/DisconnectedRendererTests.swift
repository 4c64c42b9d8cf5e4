import Crypto
import LiveServer
import TestPeer
import Testing

@Suite("DisconnectedRenderer · a GET shows the view, once, to this browser only")
struct DisconnectedRendererTests {
    @Test func `a page holds the rendered view in its container, the CSRF token and the script`() async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/?place=%3Chere%3E")
            let html = page.answer.text
            #expect(page.answer.status == 200)
            #expect(page.answer["content-type"] == "text/html; charset=utf-8")
            #expect(html.contains("\">" + "<p>0</p><i>&lt;here&gt;</i><b>none</b></div>"))
            #expect(html.contains("<title data-default=\"Live page\">Count</title>"))
            #expect(html.contains("data-live-socket=\"/live\""))
            #expect(page.id.hasPrefix("phx-"))
        }
    }

    @Test func `a page is for nobody else to keep`() async throws {
        try await TestServer.run { server in
            let answer = try await server.browser.get("/")
            #expect(answer["cache-control"] == "private, no-store")
            #expect(answer["vary"] == "Cookie")
        }
    }

    @Test func `a browser gets a session cookie with its first page, and keeps it`() async throws {
        try await TestServer.run { server in
            let first = try await server.browser.load("/")
            let cookie = try #require(first.answer.setCookie("live_session"))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
            let second = try await server.browser.load("/", cookies: first.answer.cookies)
            #expect(second.answer.values("set-cookie") == [])
            #expect(second.csrfToken != first.csrfToken)
            #expect(second.id != first.id)
        }
    }

    @Test func `over TLS the cookie is Secure and bound to the host`() async throws {
        var configuration = TestServer.configuration()
        configuration.origins = ["https://shop.example"]
        try await TestServer.run(configuration) { server in
            let cookie = try #require(try await server.browser.get("/").setCookie("__Host-live_session"))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
        }
    }

    @Test(arguments: ["live_session=forged", "live_session=", "other=1"])
    func `a cookie that does not open is replaced`(cookie: String) async throws {
        try await TestServer.run { server in
            let page = try await server.browser.load("/", cookies: cookie)
            #expect(page.answer.setCookie("live_session") != nil)
        }
    }

    @Test func `an address without a route is not found`() async throws {
        try await TestServer.run { server in
            let answer = try await server.browser.get("/nowhere")
            #expect(answer.status == 404)
        }
    }

    // MARK: Flash

    @Test func `a mount that refuses redirects, and what it says is shown once, on page and join alike`() async throws {
        try await TestServer.run { server in
            let browser = server.browser
            let redirect = try await browser.get("/refusing")
            #expect(redirect.status == 303)
            #expect(redirect["location"] == "/arrivals")
            #expect(redirect["cache-control"] == "private, no-store")
            let flash = try #require(redirect.setCookie("__phoenix_flash__"))
            #expect(flash.hasSuffix("; Max-Age=60; Path=/; SameSite=Lax"))

            let page = try await browser.load("/arrivals", cookies: redirect.cookies)
            #expect(page.answer.text.contains("<p>refused</p>"))
            #expect(page.answer.setCookie("__phoenix_flash__") == "__phoenix_flash__=; Max-Age=0; Path=/; SameSite=Lax")
            let socket = try await browser.openSocket(for: page)
            let joined = try await socket.ask(browser.join(page))
            #expect(joined.response?["rendered"]?["0"] == "refused")

            var again = browser.join(page, joinRef: "2")
            again.payload = ["url": "http://h/arrivals", "session": .string(page.session), "params": ["_mounts": 1]]
            try await socket.send(again)
            let replies = try await [socket.receive(), socket.receive()]
            #expect(replies.first { $0.event == "phx_reply" }?.response?["rendered"]?["0"] == "nothing")
            #expect(try await browser.get("/arrivals").text.contains("<p>nothing</p>"))
        }
    }

    @Test func `forged flash says nothing`() async throws {
        try await TestServer.run { server in
            let page = try await server.browser.get("/arrivals", cookies: "__phoenix_flash__=forged")
            #expect(page.text.contains("<p>nothing</p>"))
        }
    }
}
