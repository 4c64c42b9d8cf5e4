import ClerkCore
import Testing
import WireJSON

@Suite("Tombstone · what was revoked stays revoked, and nothing else")
struct TombstoneTests {
    let revokedAt = UnixTime(seconds: 1000)

    private func reference(
        user: String = "user_1", session: String = "sess_1", organization: String? = nil, issuedAt: Int = 1000
    ) -> SessionReference {
        SessionReference(
            userID: user, sessionID: session, organizationID: organization, issuedAt: UnixTime(seconds: issuedAt))
    }

    @Test func `an ended session never returns, however new the token`() {
        let tombstone = Tombstone(.session("sess_1"), at: revokedAt)
        #expect(tombstone.forbids(reference(issuedAt: 999)))
        #expect(tombstone.forbids(reference(issuedAt: 5000)))
        #expect(!tombstone.forbids(reference(session: "sess_2")))
        #expect(tombstone.expiresAt == revokedAt + .seconds(86_400))
    }

    @Test func `a user's old tokens are refused, new ones are not`() {
        let tombstone = Tombstone(.user("user_1"), at: revokedAt)
        #expect(tombstone.forbids(reference(issuedAt: 1000)))
        #expect(!tombstone.forbids(reference(issuedAt: 1001)))
        #expect(!tombstone.forbids(reference(user: "user_2", issuedAt: 999)))
    }

    @Test func `a membership's tombstone touches only tokens that name the organisation`() {
        let tombstone = Tombstone(.membership(user: "user_1", organization: "org_1"), at: revokedAt)
        #expect(tombstone.forbids(reference(organization: "org_1")))
        #expect(!tombstone.forbids(reference(organization: "org_1", issuedAt: 1001)))
        #expect(!tombstone.forbids(reference(organization: "org_2")))
        #expect(!tombstone.forbids(reference()))
        #expect(!tombstone.forbids(reference(user: "user_2", organization: "org_1")))
    }

    @Test func `judges sessions by the same rule`() throws {
        let session = try Instance.session(["o": ["id": "org_1"]])
        #expect(Tombstone(.membership(user: "user_ada", organization: "org_1"), at: session.issuedAt).forbids(session))
        #expect(session.reference.tombstoneSubjects.count == 4)
        #expect(Lease(session, at: Instance.now).reference == session.reference)
    }

    @Test func `two of one subject become the stricter`() {
        let early = Tombstone(.user("user_1"), at: revokedAt, life: .seconds(100))
        let late = Tombstone(.user("user_1"), at: revokedAt + .seconds(5), life: .seconds(1))
        let merged = early.merged(with: late)
        #expect(merged == late.merged(with: early))
        #expect(merged.revokedAt == late.revokedAt)
        #expect(merged.expiresAt == early.expiresAt)
    }
}
