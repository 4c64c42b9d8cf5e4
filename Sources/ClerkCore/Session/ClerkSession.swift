public import WireJSON

/// A verified Clerk session, as its token told it. A snapshot: it was true when the token was minted.
///
/// Only a verified token makes one. How long it may be relied on is the business of ``Lease``.
public struct ClerkSession: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    public enum Status: String, Hashable, Sendable {
        case active
        /// Authenticated, but a task is open: choose an organisation, reset the password, set up a second factor.
        /// Counts as signed out unless the application says otherwise.
        case pending
    }

    public let issuer: String
    /// `user_…`
    public let userID: String
    /// `sess_…`: one sign-in on one device. It outlives every single token.
    public let sessionID: String
    /// The origin that asked for the token.
    public let authorizedParty: String?
    public let issuedAt: UnixTime
    public let expiresAt: UnixTime
    public let status: Status
    /// The active organisation; nil means the personal account.
    public let organization: ClerkOrganization?
    /// Minutes since each factor was verified, as of ``issuedAt``; nil when the token does not say, or says it wrongly.
    public let factorAges: FactorAges?
    /// Set when somebody else acts as this user. Show it, and put it on every audit line.
    public let actor: ClerkActor?
    /// `pla`, raw: `u:free` or `o:pro`. Ask through `has(plan:)`.
    public let plan: String?
    /// `fea`, raw: comma-separated and scoped. Ask through `has(feature:)`.
    public let features: String?
    /// Every claim, the application's own among them.
    public let claims: JSONValue
    public let identity: ClerkIdentity
    /// Tells this token from its successors; neither secret nor reversible.
    public let fingerprint: TokenFingerprint

    /// Reads claims that the caller has verified, or has sealed itself after verification.
    ///
    /// - Returns: nil when `iss`, `sub`, `sid`, `iat` or `exp` is missing or of the wrong type.
    init?(claims: [String: JSONValue], fingerprint: TokenFingerprint, mapping: IdentityMapping) {
        guard let issuer = claims["iss"]?.string,
            let userID = claims["sub"]?.string, !userID.isEmpty,
            let sessionID = claims["sid"]?.string, !sessionID.isEmpty,
            let issuedAt = claims["iat"].flatMap(UnixTime.init(claim:)),
            let expiresAt = claims["exp"].flatMap(UnixTime.init(claim:))
        else { return nil }
        self.issuer = issuer
        self.userID = userID
        self.sessionID = sessionID
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.fingerprint = fingerprint
        authorizedParty = claims["azp"]?.string
        status = Self.status(claims["sts"])
        organization = ClerkOrganization(claims: claims)
        factorAges = claims["fva"].flatMap(FactorAges.init)
        actor = claims["act"].flatMap(ClerkActor.init)
        plan = claims["pla"]?.string
        features = claims["fea"]?.string
        identity = ClerkIdentity(subject: userID, claims: claims, mapping: mapping)
        self.claims = .object(claims)
    }

    /// Instances that did not opt in send no status. Any status but `active` keeps the door shut.
    private static func status(_ claim: JSONValue?) -> Status {
        claim == nil || claim?.string == "active" ? .active : .pending
    }

    /// What a tombstone is matched against.
    public var reference: SessionReference {
        SessionReference(
            userID: userID, sessionID: sessionID, organizationID: organization?.id, issuedAt: issuedAt)
    }

    /// Identifiers only: names, addresses and custom claims stay out of logs.
    public var description: String { "ClerkSession(\(sessionID), \(userID), \(status.rawValue))" }
    public var customMirror: Mirror { Mirror(self, children: ["sessionID": sessionID, "userID": userID]) }
}

/// Whom and what a token names: enough to decide whether it has been revoked, and safe to log.
public struct SessionReference: Hashable, Sendable {
    public let userID: String
    public let sessionID: String
    public let organizationID: String?
    public let issuedAt: UnixTime

    public init(userID: String, sessionID: String, organizationID: String? = nil, issuedAt: UnixTime) {
        self.userID = userID
        self.sessionID = sessionID
        self.organizationID = organizationID
        self.issuedAt = issuedAt
    }
}

/// Who is really there when a session is impersonated (`act`, RFC 8693 §4.1).
///
/// Any `act` at all makes one, however little it says, so that an impersonation is never taken for the user himself.
public struct ClerkActor: Hashable, Sendable {
    /// The acting user or agent.
    public let subject: String?
    public let sessionID: String?
    public let issuer: String?
    public let isAgent: Bool

    init?(_ claim: JSONValue) {
        guard claim != .null else { return nil }
        subject = claim["sub"]?.string
        sessionID = claim["sid"]?.string
        issuer = claim["iss"]?.string
        isAgent = claim["type"]?.string == "agent"
    }
}

/// Minutes since the first and second factor were verified (`fva`); nil means never, or not enrolled.
public struct FactorAges: Hashable, Sendable {
    public let first: Double?
    public let second: Double?

    init?(_ claim: JSONValue) {
        guard let ages = claim.array, ages.count == 2, let first = ages[0].number, let second = ages[1].number,
            Self.isAge(first), Self.isAge(second)
        else { return nil }
        self.first = first < 0 ? nil : first
        self.second = second < 0 ? nil : second
    }

    private static func isAge(_ minutes: Double) -> Bool {
        minutes == -1 || minutes >= 0
    }
}
