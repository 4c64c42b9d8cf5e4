import ClerkDevelopment
import ClerkLive
import TestPeer
import Testing

@Suite("ClerkMountHook · asked for every page and every join (DESIGN §2)")
struct ClerkMountHookTests {
    private static let monitor = "<div id=\"clerk-session-monitor\" phx-hook=\"ClerkSessionMonitor\" hidden"

    @Test func `a page that needs a session sends others to sign in, with the way back`() async throws {
        try await TestApplication.run { application in
            let answer = try await application.browser.get("/dashboard?tab=2&x=%26")
            #expect(answer.status == 303)
            #expect(answer["location"] == "/auth/sign-in?redirect_url=/dashboard%3Ftab%3D2%26x%3D%2526")
            let page = try await application.browser.get(try #require(answer["location"]), cookies: answer.cookies)
            #expect(page.text.contains("<i>\(ClerkMessages().authRequired)</i>"))
        }
    }

    @Test func `a page that needs none shows who is there, if anybody is`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let stranger = try await application.browser.get("/").text
            #expect(stranger.contains("<p>Hello stranger</p>"))
            #expect(stranger.contains(Self.monitor + " data-authenticated=\"false\"></div>"))
            let known = try await application.browser.get("/", cookies: device.cookies()).text
            #expect(known.contains("<p>Hello Ada</p>"))
            #expect(
                known.contains(
                    Self.monitor
                        + " data-authenticated=\"true\" data-user-id=\"\(application.ada.id)\" data-session-id=\"\(device.sessionID)\"></div>"
                ))
        }
    }

    @Test func `a view that can do without a session has one where one is required`() async throws {
        try await TestApplication.run { application in
            #expect(try await application.browser.get("/lounge").status == 303)
            let open = try await application.open("/lounge", by: application.device())
            #expect(open.page.answer.text.contains("<p>Hello Ada</p>"))
        }
    }

    @Test func `a page holds Clerk's script and configuration, and nothing secret`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let cookies = try await device.cookies()
            let html = try await application.browser.get("/dashboard", cookies: cookies).text
            #expect(html.contains("data-clerk-publishable-key=\"\(application.development.publishableKey)\""))
            #expect(!html.contains(application.development.secretKey))
            #expect(!html.contains(cookies.split(separator: ";")[0].dropFirst("__session=".count)))
        }
    }

    // MARK: Joins

    /// What a join presents besides the page.
    enum Presented: CaseIterable { case nothing, cookie, joinToken, staleCookie }

    @Test(arguments: Presented.allCases)
    func `a page that was shown to somebody is joined as the same`(presented: Presented) async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let (page, all) = try await application.load("/dashboard", by: device)
            let ours = page.answer.cookies
            let cookies =
                switch presented {
                case .cookie: all
                case .nothing, .joinToken: ours
                case .staleCookie: try await Self.stale(device, application) + "; " + ours
                }
            let parameters: [String: JSONValue] =
                presented == .joinToken ? ["clerk_token": .string(try await device.token())] : [:]
            let socket = try await application.browser.openSocket(csrfToken: page.csrfToken, cookies: cookies)
            let reply = try await socket.ask(application.browser.join(page, parameters: parameters))
            #expect(reply.response?["rendered"] != nil)
            #expect(reply.text.contains(application.ada.id))
        }
    }

    private static func stale(_ device: Device, _ application: TestApplication) async throws -> String {
        application.development.clockOffset = -600
        defer { application.development.clockOffset = 0 }
        return try await device.cookies()
    }

    @Test(arguments: ["cookie", "join token"])
    func `two people in one page are neither`(carrier: String) async throws {
        try await TestApplication.run { application in
            let (page, _) = try await application.load("/dashboard", by: application.device())
            let alan = try await application.device("alan@example.com")
            let ours = page.answer.cookies
            let socket = try await application.browser.openSocket(
                csrfToken: page.csrfToken, cookies: carrier == "cookie" ? alan.cookies() + "; " + ours : ours)
            let reply = try await socket.ask(
                application.browser.join(
                    page, parameters: carrier == "cookie" ? [:] : ["clerk_token": .string(alan.token())]))
            #expect(reply.response == ["reason": "stale"])
        }
    }

    @Test func `a page left open too long is led through HTTP`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let (page, cookies) = try await application.load("/dashboard", by: device)
            application.clock.advance(by: 300)
            let socket = try await application.browser.openSocket(csrfToken: page.csrfToken, cookies: cookies)
            #expect(try await socket.ask(application.browser.join(page)).response == ["reason": "unauthorized"])
            let without = try await application.browser.openSocket(
                csrfToken: page.csrfToken, cookies: page.answer.cookies)
            let reply = try await without.ask(application.browser.join(page))
            #expect(reply.response?["redirect"]?["to"] == "/auth/sign-in?redirect_url=/dashboard")
        }
    }

    @Test func `cookies from where no origin is told prove nothing, a token does`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let page = try await application.browser.load("/")
            let cookies = try await page.answer.cookies + "; " + device.cookies()
            let socket = try await application.browser.openSocket(
                csrfToken: page.csrfToken, cookies: cookies, fields: [])
            let stranger = try await socket.ask(application.browser.join(page))
            #expect(stranger.response?["rendered"]?["0"]?["0"] == "stranger")
            let token: [String: JSONValue] = ["clerk_token": .string(try await device.token())]
            try await socket.send(application.browser.join(page, joinRef: "2", parameters: token))
            let replies = try await [socket.receive(), socket.receive()]
            #expect(replies.contains { $0.response?["rendered"]?["0"]?["0"] == "Ada" })
        }
    }
}
