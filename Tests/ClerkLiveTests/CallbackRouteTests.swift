import ClerkLive
import TestPeer
import Testing

@Suite("CallbackRoute · sends on who has signed in, and nobody off the site")
struct CallbackRouteTests {
    @Test(arguments: [
        ("/lounge", "/lounge"), ("/lounge%3Fa%3D1", "/lounge?a=1"),
        ("http%3A%2F%2Flocalhost%3A4999%2Flounge", "/lounge"),
        ("http%3A%2F%2Flocalhost%3A4999", "/"),
        // What a browser would follow to another site, in all its spellings.
        ("//evil.example", "/dashboard"), ("/%5Cevil.example", "/dashboard"), ("/%2Fevil.example", "/dashboard"),
        ("https%3A%2F%2Fevil.example%2F", "/dashboard"), ("/%09/evil.example", "/dashboard"),
        ("%2F%0A%2Fevil.example", "/dashboard"), ("javascript%3Aalert(1)", "/dashboard"), ("evil", "/dashboard"),
        ("http%3A%2F%2Flocalhost%3A4999.evil.example%2F", "/dashboard"),
        ("http%3A%2F%2Flocalhost%3A4999%40evil.example%2F", "/dashboard"),
        ("http%3A%2F%2Flocalhost%3A4999%2F%2Fevil.example", "/dashboard"),
        ("http%3A%2F%2Flocalhost%3A49991%2F", "/dashboard"), ("", "/dashboard"),
    ])
    func `follows a return path of its own site only`(wanted: String, destination: String) async throws {
        try await TestApplication.run { application in
            let cookies = try await application.device().cookies()
            let answer = try await application.browser.get("/auth/callback?redirect_url=\(wanted)", cookies: cookies)
            #expect(answer.status == 303)
            #expect(answer["location"] == destination)
            #expect(answer["cache-control"] == "private, no-store")
        }
    }

    @Test func `leads to the usual page without a return path`() async throws {
        try await TestApplication.run { application in
            let answer = try await application.browser.get("/auth/callback", cookies: application.device().cookies())
            #expect(answer["location"] == "/dashboard")
        }
    }

    @Test(arguments: [
        ("", "/auth/sign-in"), ("?redirect_url=/lounge", "/auth/sign-in?redirect_url=/lounge"),
        ("?redirect_url=//evil.example", "/auth/sign-in"),
    ])
    func `leads who is not signed in back to the form, and says so`(query: String, destination: String) async throws {
        try await TestApplication.run { application in
            let answer = try await application.browser.get("/auth/callback\(query)")
            #expect(answer.status == 303)
            #expect(answer["location"] == destination)
            let page = try await application.browser.get(destination, cookies: answer.cookies)
            #expect(page.text.contains("<i>\(ClerkMessages().sessionExpired)</i>"))
        }
    }
}
