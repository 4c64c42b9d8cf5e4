public import WireJSON

/// How long a live socket may go on after the token behind it has ended.
public struct LeasePolicy: Hashable, Sendable {
    /// As the verifier's: how far our clock and Clerk's may differ.
    public let clockSkew: Duration
    /// How long a view still renders and takes ordinary events without a fresh token. Every second of it is a second in
    /// which a sign-out nobody told us of goes unnoticed.
    public let grace: Duration
    /// How long a view is kept, silent, for its browser to come back. It costs the memory of the view.
    public let pause: Duration

    /// - Parameters:
    ///   - clockSkew: default 5 s; negative counts as none.
    ///   - grace: default 60 s; at most 5 minutes, more is cut.
    ///   - pause: default 15 min.
    public init(
        clockSkew: Duration = .seconds(5), grace: Duration = .seconds(60), pause: Duration = .seconds(15 * 60)
    ) {
        self.clockSkew = max(.zero, clockSkew)
        self.grace = min(max(.zero, grace), .seconds(5 * 60))
        self.pause = max(.zero, pause)
    }
}

/// The authority of a live socket: the last verified session, and how far it still carries.
///
///     fresh ──exp + skew──▶ grace ──+ 60 s──▶ paused ──+ 15 min──▶ over
///       ▲──────── a good token ─┴───────────────┘
///
/// A socket is never more trusted than the token behind it. Nothing here looks at tombstones: whoever relies on a lease
/// consults them first.
public struct Lease: Hashable, Sendable {
    public enum Phase: Hashable, Sendable, CaseIterable {
        /// Everything is allowed.
        case fresh
        /// Renders and ordinary events; sensitive events wait for a token.
        case grace
        /// No event is executed and nothing private is sent; the view is kept, and a good token thaws it.
        case paused
        /// The channel ends; the page goes to its own URL, and HTTP decides.
        case over
    }

    /// Of the last verified token.
    public private(set) var session: ClerkSession
    /// When that token was accepted here.
    public private(set) var renewedAt: UnixTime
    public let policy: LeasePolicy

    public init(_ session: ClerkSession, at now: UnixTime, policy: LeasePolicy = LeasePolicy()) {
        self.session = session
        renewedAt = now
        self.policy = policy
    }

    public func phase(at now: UnixTime) -> Phase {
        if now < freshUntil { return .fresh }
        if now < graceUntil { return .grace }
        return now < pausedUntil ? .paused : .over
    }

    /// When the phase changes next, if nothing renews the lease; nil when it is over.
    public func nextPhaseChange(after now: UnixTime) -> UnixTime? {
        [freshUntil, graceUntil, pausedUntil].first { now < $0 }
    }

    /// When to ask the browser for a new token. Add jitter; clerk-js itself renews at about this age while the tab is
    /// visible.
    public var renewalDue: UnixTime { session.expiresAt - .seconds(15) }

    /// What a tombstone is matched against.
    public var reference: SessionReference { session.reference }

    private var freshUntil: UnixTime { session.expiresAt + policy.clockSkew }
    private var graceUntil: UnixTime { freshUntil + policy.grace }
    private var pausedUntil: UnixTime { graceUntil + policy.pause }

    // MARK: Renewal

    /// What a verified token did to the lease.
    public enum RenewalOutcome: Hashable, Sendable {
        /// The same token again.
        case unchanged
        /// An older token than the one we have: overtaken on its way, and ignored.
        case ignoredOlder
        /// The lease carries further. Tell the view what else is different; it may be nothing.
        case renewed(IdentityChanges)
        /// The token belongs to somebody else, or comes too late. The page's HTML belongs to this lease's identity, so
        /// the other one is never adopted: end the channel and let the page load again.
        case refused(RenewalRefusal)
    }

    public enum RenewalRefusal: String, Hashable, Sendable {
        case otherIssuer = "other-issuer"
        case otherUser = "other-user"
        case otherSession = "other-session"
        case leaseOver = "lease-over"
    }

    /// Takes over `new`, if it continues this lease. Also while paused.
    ///
    /// - Parameter new: verified a moment ago, by the same rules as any other token, and consulted against the
    ///   tombstones.
    public mutating func renewed(by new: ClerkSession, at now: UnixTime) -> RenewalOutcome {
        guard phase(at: now) != .over else { return .refused(.leaseOver) }
        guard new.issuer == session.issuer else { return .refused(.otherIssuer) }
        guard new.userID == session.userID else { return .refused(.otherUser) }
        guard new.sessionID == session.sessionID else { return .refused(.otherSession) }
        guard new.fingerprint != session.fingerprint else { return .unchanged }
        guard new.issuedAt >= session.issuedAt else { return .ignoredOlder }
        let changes = IdentityChanges(from: session, to: new)
        session = new
        renewedAt = now
        return .renewed(changes)
    }
}

/// What differs between two tokens of one session.
public struct IdentityChanges: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Another active organisation, or none.
    public static let organization = IdentityChanges(rawValue: 1 << 0)
    /// Role, permissions, plan or features.
    public static let authorization = IdentityChanges(rawValue: 1 << 1)
    /// Active became pending, or the reverse.
    public static let status = IdentityChanges(rawValue: 1 << 2)
    /// Impersonation began, ended, or changed hands.
    public static let actor = IdentityChanges(rawValue: 1 << 3)
    /// Name, email address, picture.
    public static let identity = IdentityChanges(rawValue: 1 << 4)

    init(from old: ClerkSession, to new: ClerkSession) {
        self = []
        if old.organization?.id != new.organization?.id { insert(.organization) }
        if Grants(old) != Grants(new) { insert(.authorization) }
        if old.status != new.status { insert(.status) }
        if old.actor != new.actor { insert(.actor) }
        if old.identity != new.identity { insert(.identity) }
    }

    private struct Grants: Equatable {
        let role: String?
        let permissions: Set<String>
        let plan: String?
        let features: String?

        init(_ session: ClerkSession) {
            role = session.organization?.role
            permissions = session.organization?.permissions ?? []
            plan = session.plan
            features = session.features
        }
    }
}

extension Lease {
    /// The lease as it travels in a page, **inside a seal**: whoever can write this is believed.
    public var sealedContent: JSONValue {
        [
            "claims": session.claims,
            "token": .string(session.fingerprint.hexadecimal),
            "renewed": .integer(Int(renewedAt.milliseconds)),
        ]
    }

    /// Reads what ``sealedContent`` wrote, from a seal of our own that was just opened.
    ///
    /// The lease's phase then follows from the token's end, as ever. Bind the seal to the route, and consult the
    /// tombstones.
    ///
    /// - Returns: nil for any other content.
    public init?(
        sealedContent: JSONValue, mapping: IdentityMapping = IdentityMapping(), policy: LeasePolicy = LeasePolicy()
    ) {
        guard let claims = sealedContent["claims"]?.object,
            let fingerprint = sealedContent["token"]?.string.flatMap(TokenFingerprint.init(hexadecimal:)),
            let renewedAt = sealedContent["renewed"]?.integer,
            let session = ClerkSession(claims: claims, fingerprint: fingerprint, mapping: mapping)
        else { return nil }
        self.init(session, at: UnixTime(milliseconds: Int64(renewedAt)), policy: policy)
    }
}
