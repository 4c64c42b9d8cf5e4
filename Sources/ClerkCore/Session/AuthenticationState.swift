/// What a request or a join amounts to. Three cases, so that no code can forget the session that is not finished.
public enum AuthenticationState: Hashable, Sendable {
    case signedOut(SignedOutReason)
    /// Authenticated, with an open task. A guard treats it as signed out: a page goes to sign-in, an API answers 401.
    case pending(ClerkSession)
    case signedIn(ClerkSession)

    public init(_ session: ClerkSession) {
        self =
            switch session.status {
            case .active: .signedIn(session)
            case .pending: .pending(session)
            }
    }

    /// The session that its holder may end: any that a token proves, finished or not, and also when it has just run out.
    public var endable: SessionReference? {
        switch self {
        case .signedIn(let session), .pending(let session): session.reference
        case .signedOut(let reason): reason.stale
        }
    }

    /// The session of somebody who is fully signed in.
    public var session: ClerkSession? {
        guard case .signedIn(let session) = self else { return nil }
        return session
    }
}

/// Why somebody is signed out: a stable code for logs, metrics and `x-clerk-auth-reason`.
public struct SignedOutReason: Hashable, Sendable, CustomStringConvertible {
    public let code: String
    /// Whether a page load could mend it: the person seems to have a session at Clerk, of which we hold no current
    /// token.
    public let isRecoverable: Bool
    /// Whose token it was, if only time was wrong with it. It grants nothing, but its holder may give up the session.
    public let stale: SessionReference?

    private init(_ code: String, isRecoverable: Bool, stale: SessionReference? = nil) {
        self.code = code
        self.isRecoverable = isRecoverable
        self.stale = stale
    }

    /// A token was refused. Recoverable when time was its only fault.
    public init(_ rejection: TokenRejection) {
        self.init(rejection.reason.rawValue, isRecoverable: rejection.stale != nil, stale: rejection.stale)
    }

    /// Clerk would have to be asked, and this request cannot be sent there.
    init(_ reason: HandshakeReason, stale: SessionReference?) {
        self.init(reason.code, isRecoverable: true, stale: stale)
    }

    /// Never signed in here.
    public static let noSession = SignedOutReason("session-token-and-uat-missing", isRecoverable: false)
    /// Clerk says somebody is signed in, but we have no token.
    public static let missingToken = SignedOutReason("client-uat-but-no-session-token", isRecoverable: true)
    /// We have a token, but Clerk says nobody is signed in: the mark of a sign-out elsewhere.
    public static let missingClientUAT = SignedOutReason("session-token-but-no-client-uat", isRecoverable: true)
    /// The token is older than the client's last sign-in or sign-out.
    public static let tokenBeforeClientUAT = SignedOutReason("session-token-iat-before-client-uat", isRecoverable: true)
    /// Clerk was asked, and knows nobody.
    public static let handshakeWithoutSession = SignedOutReason("session-token-missing", isRecoverable: false)
    /// A tombstone forbids every token of the session.
    public static let revoked = SignedOutReason("session-revoked", isRecoverable: false)

    /// `tombstone` forbids the token. An ended session never returns; where a user or a membership was meant, Clerk may mint a newer token.
    public init(_ tombstone: Tombstone) {
        if case .session = tombstone.subject {
            self = .revoked
        } else {
            self.init(.tokenBeforeRevocation, stale: nil)
        }
    }

    /// Signed in at Clerk, with a task still open.
    public static let pending = SignedOutReason("session-pending", isRecoverable: false)
    /// A `Bearer` field that is not one token.
    public static let malformedAuthorization = SignedOutReason("token-invalid", isRecoverable: false)

    public var description: String { code }
}
