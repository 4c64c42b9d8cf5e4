import ClerkLive
import TestPeer
import Testing

@Suite("SignOutRoute · here, in every open page, and at Clerk (issue 2, point 6)")
struct SignOutRouteTests {
    @Test func `GET asks, and signs nobody out`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let open = try await application.open(by: device)
            let answer = try await application.browser.get("/auth/sign-out", cookies: open.cookies)
            #expect(answer.status == 200)
            #expect(answer.text.contains("<form method=\"post\" action=\"/auth/sign-out\">"))
            #expect(answer.text.contains("<input type=\"hidden\" name=\"_csrf_token\""))
            #expect(try await open.click() == "1")
            #expect(try await device.mint() != nil)
        }
    }

    @Test(arguments: ["no token", "a forged token", "another browser's token", "a foreign origin", "no session cookie"])
    func `POST without the page's own token is refused, and signs nobody out`(lack: String) async throws {
        try await TestApplication.run { application in
            let browser = application.browser
            let device = try await application.device()
            let open = try await application.open(by: device)
            let token =
                switch lack {
                case "no token": ""
                case "a forged token": "forged"
                case "another browser's token": try await browser.load("/").csrfToken
                default: open.page.csrfToken
                }
            let cookies = lack == "no session cookie" ? try await device.cookies() : open.cookies
            let origin = lack == "a foreign origin" ? "http://evil.example" : browser.origin
            let answer = try await browser.send(
                "POST", "/auth/sign-out",
                [("Cookie", cookies), ("Origin", origin), ("Content-Type", "application/x-www-form-urlencoded")],
                body: "_csrf_token=\(token)")
            #expect(answer.status == 403)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer.json?["reason"] == "csrf-token-invalid")
            #expect(answer.values("set-cookie") == [])
            #expect(try await open.click() == "1")
            #expect(try await device.mint() != nil)
        }
    }

    @Test func `POST ends every page of the session, on every connection, and nobody else's`() async throws {
        try await TestApplication.run { application in
            let (laptop, phone) = try await (application.device(), application.device())
            let alan = try await application.device("alan@example.com")
            let tabs = try await [application.open(by: laptop), application.open("/lounge", by: laptop)]
            let home = try await application.open("/", by: laptop)
            let others = try await [application.open(by: phone), application.open(by: alan)]

            let answer = try await application.signOut(tabs[0])
            #expect(answer.status == 303)
            #expect(answer["location"] == "/")
            // Clerk's cookies are Clerk.js's to remove; until then the browser's own token is refused without asking Clerk.
            #expect(answer.setCookie("__session") == nil)
            let cookies = [try await phone.cookies(), answer.cookies].compactMap(\.self).joined(separator: "; ")
            #expect(try await application.browser.get("/dashboard", cookies: tabs[0].cookies).status == 303)
            #expect(try await application.browser.get("/dashboard", cookies: cookies).status == 200)
            let page = try await application.browser.get("/", cookies: answer.cookies)
            #expect(page.text.contains("<p>Hello stranger</p><i>You have been signed out.</i>"))

            try await tabs[0].expectSignedOut()
            try await tabs[1].expectSignedOut(returningTo: "/lounge")
            // A page that needs nobody stays where it is, without the session.
            try await home.expectEnd("signed-out", to: "/", message: "You have been signed out.")
            for other in others { #expect(try await other.click() == "1") }
            #expect(try await laptop.mint() == nil)
            #expect(try await phone.mint() != nil)
            #expect(try await alan.mint() != nil)
        }
    }

    @Test func `POST with a token that has just run out ends the session all the same`() async throws {
        try await TestApplication.run { application in
            let (laptop, alan) = try await (application.device(), application.device("alan@example.com"))
            let (tab, other) = try await (application.open(by: laptop), application.open(by: alan))
            application.clock.advance(by: 100)
            let answer = try await application.signOut(tab)
            #expect(answer.status == 303)
            try await tab.expectSignedOut()
            #expect(try await laptop.mint() == nil)
            #expect(try await other.click() == "1")
        }
    }

    @Test func `a token from before is refused at every door`() async throws {
        try await TestApplication.run { application in
            let browser = application.browser
            let device = try await application.device()
            let token = try await device.token()
            let open = try await application.open(by: device)
            let loaded = try await application.load("/dashboard", by: device)
            _ = try await application.signOut(open)

            // HTTP.
            let bearer = ("Authorization", "Bearer \(token)")
            let page = try await browser.send("GET", "/dashboard", [bearer, ("Accept", "text/html")])
            #expect(page["location"] == "/auth/sign-in?redirect_url=/dashboard")
            #expect(try await browser.send("GET", "/members/who", [bearer]).json?["reason"] == "session-revoked")
            #expect(try await browser.send("GET", "/who", [bearer]).text == "nobody")

            // The socket: by the lease in the page, by the cookies, by the join's token.
            let ours = loaded.page.answer.cookies
            for (cookies, parameters) in [
                (ours, [:]), (loaded.cookies, [:]), (ours, ["clerk_token": .string(token)]),
            ] as [(String, [String: JSONValue])] {
                let socket = try await browser.openSocket(csrfToken: loaded.page.csrfToken, cookies: cookies)
                let reply = try await socket.ask(browser.join(loaded.page, parameters: parameters))
                #expect(reply.status == "error")
                #expect(reply.response?["redirect"]?["to"] == "/auth/sign-in?redirect_url=/dashboard")
                try await socket.heartbeat()
            }
        }
    }

    @Test func `scripts send the token as a header and are told where to go`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let open = try await application.open(by: device)
            let answer = try await application.browser.send(
                "POST", "/auth/sign-out",
                [
                    ("Cookie", open.cookies), ("Origin", application.browser.origin), ("Accept", "application/json"),
                    ("X-CSRF-Token", open.page.csrfToken), ("Content-Length", "0"),
                ])
            #expect(answer.status == 200)
            #expect(answer.json == ["to": "/"])
            try await open.expectSignedOut()
            #expect(try await device.mint() == nil)
        }
    }

    @Test func `somebody who is signed out already is signed out`() async throws {
        try await TestApplication.run { application in
            let open = try await application.open("/", by: nil)
            #expect(try await application.signOut(open).status == 303)
            try await open.socket.heartbeat()
        }
    }

    /// Remembers nothing.
    private struct Unwilling: ClerkStore {
        struct Failure: Error {}
        func record(_ tombstone: Tombstone) async throws { throw Failure() }
        func tombstones(for reference: SessionReference) async throws -> [Tombstone] { [] }
        func claim(_ id: String, until expiry: UnixTime) async throws -> Bool { throw Failure() }
        func release(_ id: String) async throws { throw Failure() }
    }

    @Test func `nobody is told of a sign-out that could not be remembered`() async throws {
        try await TestApplication.run(.init(store: Unwilling())) { application in
            let device = try await application.device()
            let open = try await application.open(by: device)
            #expect(try await application.signOut(open).status == 500)
            #expect(try await open.click() == "1")
            #expect(try await device.mint() != nil)
        }
    }
}
