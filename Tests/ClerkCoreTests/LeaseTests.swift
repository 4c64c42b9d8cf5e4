import ClerkCore
import Testing
import WireJSON

@Suite("Lease · a socket is never more trusted than the token behind it")
struct LeaseTests {
    static let end = UnixTime(seconds: Instance.issuedAt + 60)
    static let start = UnixTime(seconds: Instance.issuedAt + 1)

    private func lease(_ claims: [String: JSONValue?] = [:]) throws -> Lease {
        Lease(try Instance.session(claims), at: Self.start)
    }

    @Test(
        arguments: [
            (-60_000, Lease.Phase.fresh), (4_999, .fresh), (5_000, .grace), (64_999, .grace), (65_000, .paused),
            (964_999, .paused),
            (965_000, .over),
        ] as [(Int64, Lease.Phase)])
    func `runs through its phases`(millisecondsAfterEnd: Int64, phase: Lease.Phase) throws {
        #expect(try lease().phase(at: Self.end + .milliseconds(millisecondsAfterEnd)) == phase)
    }

    @Test func `knows when the next phase begins`() throws {
        let lease = try lease()
        var now = Self.start
        var phases = [lease.phase(at: now)]
        while let next = lease.nextPhaseChange(after: now) {
            #expect(lease.phase(at: next - .milliseconds(1)) == phases.last)
            phases.append(lease.phase(at: next))
            now = next
        }
        #expect(phases == Lease.Phase.allCases)
        #expect(lease.renewalDue == Self.end - .seconds(15))
    }

    @Test func `grace is bounded, and nothing is negative`() {
        let policy = LeasePolicy(clockSkew: .seconds(-1), grace: .seconds(3600), pause: .seconds(-1))
        #expect(policy.clockSkew == .zero)
        #expect(policy.grace == .seconds(300))
        #expect(policy.pause == .zero)
    }

    @Test func `a newer token of the same session carries it further, even from pause`() throws {
        var lease = try lease()
        let now = Self.end + .seconds(300)
        #expect(lease.phase(at: now) == .paused)
        let next = try Instance.session([
            "iat": .integer(Instance.issuedAt + 355), "exp": .integer(Instance.issuedAt + 415),
        ])
        #expect(lease.renewed(by: next, at: now) == .renewed([]))
        #expect(lease.phase(at: now) == .fresh)
        #expect(lease.session == next)
        #expect(lease.renewedAt == now)
    }

    @Test func `the same token changes nothing, an older one is ignored, an equally old one is taken`() throws {
        var lease = try lease()
        let before = lease
        #expect(lease.renewed(by: try Instance.session(), at: Self.start + .seconds(1)) == .unchanged)
        let older = try Instance.session(["iat": .integer(Instance.issuedAt - 1)])
        #expect(lease.renewed(by: older, at: Self.start + .seconds(1)) == .ignoredOlder)
        #expect(lease == before)
        let twin = try Instance.session(["jti": "other"])
        #expect(lease.renewed(by: twin, at: Self.start + .seconds(1)) == .renewed([]))
    }

    @Test(arguments: [
        ("sub", Lease.RenewalRefusal.otherUser), ("sid", .otherSession), ("iss", .otherIssuer),
    ])
    func `never adopts another identity`(claim: String, refusal: Lease.RenewalRefusal) throws {
        var lease = try lease()
        let before = lease
        var configuration = try Instance.configuration()
        configuration.frontendAPIURL = "https://auth.example.com"
        let value: JSONValue = claim == "iss" ? "https://auth.example.com" : "another"
        let other = try Instance.verify(
            try Instance.token([claim: value, "iat": .integer(Instance.issuedAt + 5)]), configuration)
        #expect(lease.renewed(by: other, at: Self.start) == .refused(refusal))
        #expect(lease == before)
    }

    @Test func `over is over`() throws {
        var lease = try lease()
        let late = Self.end + .seconds(3600)
        let next = try Instance.session([
            "iat": .integer(Instance.issuedAt + 3600), "exp": .integer(Instance.issuedAt + 3720),
        ])
        #expect(lease.renewed(by: next, at: late) == .refused(.leaseOver))
    }

    @Test(
        arguments: [
            (["o": ["id": "org_1"]], [.organization]),
            (["o": ["id": "org_1", "rol": "admin"]], [.organization, .authorization]),
            (["pla": "u:pro"], .authorization), (["sts": "pending"], .status), (["act": ["sub": "user_admin"]], .actor),
            (["name": "Ada"], .identity), (["custom": 1], []),
        ] as [([String: JSONValue?], IdentityChanges)])
    func `tells what is different`(claims: [String: JSONValue?], changes: IdentityChanges) throws {
        var lease = try lease()
        let next = try Instance.session(claims.merging(["jti": "next"]) { $1 })
        #expect(lease.renewed(by: next, at: Self.start) == .renewed(changes))
    }

    @Test func `comes back whole from its sealed content`() throws {
        let lease = try lease([
            "o": ["id": "org_1", "rol": "admin", "per": "read", "fpm": "1"], "fea": "o:a", "name": "Ada",
            "fva": [1, 2],
        ])
        #expect(Lease(sealedContent: try JSONValue(parsing: lease.sealedContent.text)) == lease)
    }

    @Test func `no other content makes a lease`() throws {
        let good = try #require(try lease().sealedContent.object)
        for name in good.keys {
            #expect(Lease(sealedContent: .object(good.filter { $0.key != name })) == nil)
        }
        #expect(Lease(sealedContent: .object(good.merging(["token": "zz"]) { $1 })) == nil)
        #expect(Lease(sealedContent: .null) == nil)
    }
}
