/// A revocation that must be remembered, because tokens already minted stay valid until they end.
///
/// Written before anybody is disconnected, consulted at every door (HTTP, join, renewal, phase change): otherwise the
/// reconnect of a disconnected browser would bring its user back with a token that still verifies.
public struct Tombstone: Hashable, Sendable {
    /// What is revoked, and the key under which a store keeps it.
    public enum Subject: Hashable, Sendable {
        /// An ended session never returns: every token of it is refused.
        case session(String)
        /// Tokens of this user minted at or before the moment are refused.
        case user(String)
        /// Tokens of this user that name this organisation, minted at or before the moment, are refused.
        case membership(user: String, organization: String)
        /// Tokens of anybody that name this organisation, minted at or before the moment, are refused.
        case organization(String)
    }

    public let subject: Subject
    /// The moment of the revocation. For users and memberships it parts old tokens from new ones; for a session it is a
    /// record.
    public let revokedAt: UnixTime
    /// When it may be forgotten: by then no token or lease from before the revocation lives.
    public let expiresAt: UnixTime

    /// - Parameter life: default 24 h. At least the longest token life the instance is configured for, plus clock skew,
    ///   grace and pause of the leases; shorter, and a revoked token may outlive its tombstone.
    public init(_ subject: Subject, at revokedAt: UnixTime, life: Duration = .seconds(24 * 60 * 60)) {
        self.init(subject, at: revokedAt, expiresAt: revokedAt + life)
    }

    /// As a store kept it.
    public init(_ subject: Subject, at revokedAt: UnixTime, expiresAt: UnixTime) {
        self.subject = subject
        self.revokedAt = revokedAt
        self.expiresAt = expiresAt
    }

    /// Whether the token or lease behind `reference` may no longer be relied on.
    public func forbids(_ reference: SessionReference) -> Bool {
        switch subject {
        case .session(let id):
            id == reference.sessionID
        case .user(let id):
            id == reference.userID && reference.issuedAt <= revokedAt
        case .membership(let user, let organization):
            user == reference.userID && organization == reference.organizationID && reference.issuedAt <= revokedAt
        case .organization(let id):
            id == reference.organizationID && reference.issuedAt <= revokedAt
        }
    }

    public func forbids(_ session: ClerkSession) -> Bool {
        forbids(session.reference)
    }

    /// One tombstone that forbids what either forbids, for as long as either does. Both have the same subject.
    public func merged(with other: Tombstone) -> Tombstone {
        Tombstone(
            subject, at: max(revokedAt, other.revokedAt), expiresAt: max(expiresAt, other.expiresAt))
    }
}

extension SessionReference {
    /// Every subject under which a tombstone could forbid this: what a store has to look up.
    public var tombstoneSubjects: [Tombstone.Subject] {
        var subjects: [Tombstone.Subject] = [.session(sessionID), .user(userID)]
        if let organizationID {
            subjects += [.membership(user: userID, organization: organizationID), .organization(organizationID)]
        }
        return subjects
    }
}
