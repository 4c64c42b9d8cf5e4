import ClerkCore
import Testing
import WireJSON

@Suite("ClerkSession · what both versions of the claims say")
struct ClerkSessionTests {
    @Test func `reads the organisation of version 2, with its prefix`() throws {
        let session = try Instance.session([
            "o": ["id": "org_1", "slg": "acme", "rol": "admin", "per": "read,manage", "fpm": "3,2"], "fea": "o:a,o:b",
            "org_id": "org_mine", "org_role": "org:owner",
        ])
        let organization = try #require(session.organization)
        #expect(organization.id == "org_1")
        #expect(organization.slug == "acme")
        #expect(organization.role == "org:admin")
        #expect(organization.permissions == ["org:a:read", "org:a:manage", "org:b:manage"])
    }

    @Test(arguments: [nil, 1, "2", 2.5] as [JSONValue?])
    func `everything but exactly 2 is version 1, and ignores version 2's names`(version: JSONValue?) throws {
        let session = try Instance.session([
            "v": version, "org_id": "org_1", "org_slug": "acme", "org_role": "org:admin",
            "org_permissions": ["org:a:read", 7], "o": ["id": "org_mine", "rol": "owner"],
        ])
        let organization = try #require(session.organization)
        #expect(organization.id == "org_1")
        #expect(organization.role == "org:admin")
        #expect(organization.permissions == ["org:a:read"])
    }

    @Test(arguments: [nil, .null, [:], ["id": ""], ["id": 7], "org_1"] as [JSONValue?])
    func `without an id there is no organisation`(claim: JSONValue?) throws {
        #expect(try Instance.session(["o": claim]).organization == nil)
    }

    @Test(
        arguments: [
            (nil, .active), ("active", .active), ("pending", .pending), ("revoked", .pending), (7, .pending),
            (.null, .pending),
        ] as [(JSONValue?, ClerkSession.Status)])
    func `only active is active`(claim: JSONValue?, status: ClerkSession.Status) throws {
        #expect(try Instance.session(["sts": claim]).status == status)
    }

    @Test func `a pending session is its own state`() throws {
        let pending = try Instance.session(["sts": "pending"]), active = try Instance.session()
        #expect(AuthenticationState(pending) == .pending(pending))
        #expect(AuthenticationState(pending).session == nil)
        #expect(AuthenticationState(active).session == active)
        #expect(AuthenticationState.signedOut(.noSession).session == nil)
    }

    @Test func `any act at all is an impersonation`() throws {
        let actor = try #require(
            try Instance.session(["act": ["iss": "i", "sub": "user_admin", "sid": "sess_9", "type": "agent"]]).actor)
        #expect(actor.subject == "user_admin")
        #expect(actor.sessionID == "sess_9")
        #expect(actor.isAgent)
        for odd in ["x", [:], false, []] as [JSONValue] {
            #expect(try Instance.session(["act": odd]).actor != nil)
        }
        #expect(try Instance.session(["act": .null]).actor == nil)
        #expect(try Instance.session().actor == nil)
    }

    @Test(arguments: [[3], [3, "x"], [-2, 0], [3, 4, 5], "3,4", [true, 1]] as [JSONValue])
    func `factor ages that are not two ages are none`(claim: JSONValue) throws {
        #expect(try Instance.session(["fva": claim]).factorAges == nil)
    }

    @Test func `shows identifiers, and nothing personal`() throws {
        let session = try Instance.session(["email": "ada@example.com"])
        var text = "\(session)" + String(reflecting: session)
        dump(session, to: &text)
        #expect(text.contains("sess_1"))
        #expect(!text.contains("ada@example.com"))
    }
}
