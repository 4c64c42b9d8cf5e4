import ClerkDevelopment
import ClerkLive
import TestPeer
import Testing

@Suite("LeaseKeeper · a page is never more trusted than the token behind it (clerk.md, leases)")
struct LeaseKeeperTests {
    private static let sessionExpired = ClerkMessages().sessionExpired

    /// Moves application and Clerk together, as time does.
    private static func pass(_ seconds: Int, _ application: TestApplication) {
        application.clock.advance(by: seconds)
        application.development.clockOffset += seconds
    }

    @Test func `an event past grace ends the page, unheard`() async throws {
        try await TestApplication.run { application in
            let open = try await application.open(by: application.device())
            // The token's minute, 5 s of skew, a minute of grace.
            Self.pass(120, application)
            #expect(try await open.click() == "1")
            Self.pass(10, application)
            try await open.socket.send(open.page.event("increment", ref: "9"))
            #expect(try await open.socket.receive().response == [:])
            try await open.expectEnd("session-expired", to: "/dashboard", message: Self.sessionExpired)
        }
    }

    @Test func `a fresh token carries the page further`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let open = try await application.open(by: device)
            Self.pass(50, application)
            try await open.renew(with: device.token())
            Self.pass(90, application)
            #expect(try await open.click() == "1")
            Self.pass(60, application)
            try await open.socket.send(open.page.event("increment"))
            #expect(try await open.socket.receive().response == [:])
            try await open.expectEnd("session-expired", to: "/dashboard", message: Self.sessionExpired)
        }
    }

    @Test(arguments: ["another user", "another session", "a forged token"])
    func `a token that is not this session's ends the page`(whose: String) async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let open = try await application.open(by: device)
            let token =
                switch whose {
                case "another user": try await application.device("alan@example.com").token()
                case "another session": try await application.device().token()
                default: try await device.token() + "AAAA"
                }
            try await open.renew(with: token)
            try await open.expectEnd("identity-changed", to: "/dashboard", message: Self.sessionExpired)
        }
    }

    @Test func `a token that is merely old changes nothing`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let open = try await application.open(by: device)
            let old = try await device.token()
            Self.pass(70, application)
            try await open.renew(with: old)
            #expect(try await open.click() == "1")
        }
    }

    @Test(arguments: [["token": 1], [:], "token"] as [JSONValue])
    func `a renewal without a token changes nothing`(value: JSONValue) async throws {
        try await TestApplication.run { application in
            let open = try await application.open(by: application.device())
            #expect(try await open.socket.ask(open.page.event("clerk:token", value: value)).response == [:])
            #expect(try await open.click() == "1")
        }
    }

    @Test func `a token of a revoked session ends the page as signed out`() async throws {
        try await TestApplication.run { application in
            let (laptop, phone) = try await (application.device(), application.device())
            let open = try await application.open(by: laptop)
            let token = try await phone.token()
            try await application.clerk.signOut(.session(phone.sessionID))
            try await open.renew(with: token)
            try await open.expectSignedOut()
        }
    }

    @Test func `a browser may give up its session`() async throws {
        try await TestApplication.run { application in
            let open = try await application.open(by: application.device())
            #expect(try await open.socket.ask(open.page.event("clerk:session-expired")).response == [:])
            try await open.expectSignedOut()
        }
    }

    @Test func `without a session there is no lease, and nothing runs out`() async throws {
        try await TestApplication.run { application in
            let open = try await application.open("/", by: nil)
            Self.pass(7 * 24 * 3600, application)
            #expect(try await open.socket.ask(open.page.event("anything")).response == [:])
        }
    }
}
