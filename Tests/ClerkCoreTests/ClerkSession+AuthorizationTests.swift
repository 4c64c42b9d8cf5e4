import ClerkCore
import Testing
import WireJSON

@Suite("ClerkSession.has · passes only on what the token grants; everything malformed fails")
struct AuthorizationTests {
    let member: ClerkSession

    init() throws {
        member = try Instance.session([
            "o": ["id": "org_1", "rol": "admin", "per": "read,manage", "fpm": "3,2"],
            "fea": "o:reports,o:billing,uo:chat,u:themes",
            "pla": "o:pro", "fva": [9, -1],
        ])
    }

    @Test(arguments: ["admin", "org:admin", "org:org:admin"])
    func `a role, with any number of prefixes`(role: String) {
        #expect(member.has(role: role))
    }

    @Test(arguments: ["member", "", "org:", "ADMIN", "admin ", "org:admin:x"])
    func `no other role`(role: String) {
        #expect(!member.has(role: role))
    }

    @Test func `a permission, and both when both are asked`() throws {
        let session = try Instance.session([
            "o": ["id": "org_1", "rol": "admin", "per": "read,manage", "fpm": "1"], "fea": "o:reports",
        ])
        #expect(session.has(permission: "reports:read"))
        #expect(session.has(permission: "org:reports:read"))
        #expect(!session.has(permission: "reports:manage"))
        #expect(session.has(role: "admin", permission: "reports:read"))
        #expect(!session.has(role: "admin", permission: "reports:manage"))
        #expect(!session.has(role: "member", permission: "reports:read"))
    }

    @Test func `nothing asked, and nothing held, is false`() throws {
        let personal = try Instance.session()
        #expect(!member.has())
        #expect(!personal.has(role: "admin"))
        #expect(!personal.has(permission: "reports:read"))
        #expect(!personal.has(feature: "reports"))
        #expect(!personal.has(plan: "pro"))
    }

    @Test(arguments: [
        ("reports", true), ("o:reports", true), ("org:reports", true), ("organization:reports", true),
        ("u:reports", false),
        ("chat", true), ("u:chat", true), ("user:chat", true), ("o:chat", true), ("themes", true), ("o:themes", false),
        ("x:themes", false), (":themes", false), ("u:", false), ("", false), ("theme", false),
    ])
    func `a feature, in the scope asked for`(feature: String, held: Bool) {
        #expect(member.has(feature: feature) == held)
    }

    @Test func `a plan, and every dimension together`() {
        #expect(member.has(plan: "pro"))
        #expect(member.has(plan: "org:pro"))
        #expect(!member.has(plan: "user:pro"))
        #expect(member.has(role: "admin", feature: "chat", plan: "pro"))
        #expect(!member.has(role: "admin", feature: "chat", plan: "free"))
    }

    @Test(arguments: ["reports", "o:reports,broken", ""])
    func `an element without a scope makes the whole list worthless`(features: String) throws {
        let session = try Instance.session(["fea": .string(features)])
        #expect(!session.has(feature: "reports"))
    }

    // MARK: Re-verification

    typealias Level = Reverification.Level

    @Test(
        arguments: [
            ([9, -1], .firstFactor, true), ([10, -1], .firstFactor, false), ([-1, 5], .firstFactor, false),
            ([50, 9], .secondFactor, true), ([5, 10], .secondFactor, false), ([9, -1], .secondFactor, true),
            ([-1, 9], .secondFactor, true), ([-1, -1], .secondFactor, false), ([9, 9], .multiFactor, true),
            ([10, 9], .multiFactor, false), ([9, 10], .multiFactor, false), ([9, -1], .multiFactor, true),
            ([-1, 9], .multiFactor, false), ([0, 0], .multiFactor, true), (nil, .firstFactor, false),
            ("9,9", .firstFactor, false),
        ] as [(JSONValue?, Level, Bool)])
    func `a factor is fresh below the limit, not at it`(ages: JSONValue?, level: Level, fresh: Bool) throws {
        let session = try Instance.session(["fva": ages])
        #expect(
            session.has(reverification: Reverification(level: level, afterMinutes: 10), at: session.issuedAt) == fresh)
    }

    @Test func `ages grow while a socket lives`() throws {
        let session = try Instance.session(["fva": [9, -1]])
        #expect(session.has(reverification: .strict, at: session.issuedAt + .seconds(59)))
        #expect(!session.has(reverification: .strict, at: session.issuedAt + .seconds(60)))
        #expect(session.has(reverification: .strict, at: session.issuedAt - .seconds(600)))
        #expect(session.has(reverification: .moderate, at: session.issuedAt + .seconds(60)))
        #expect(
            !session.has(reverification: Reverification(level: .firstFactor, afterMinutes: 0), at: session.issuedAt))
    }
}
