/// Why a request's cookies cannot settle who is there. A stable code, sent to Clerk and to whoever reads `x-clerk-auth-reason`.
///
/// - SeeAlso: `@clerk/backend`, `tokens/authStatus.ts`.
public struct HandshakeReason: Hashable, Sendable, CustomStringConvertible {
    public let code: String

    private init(_ code: String) {
        self.code = code
    }

    static let missingClientUAT = HandshakeReason("session-token-but-no-client-uat")
    static let missingToken = HandshakeReason("client-uat-but-no-session-token")
    static let tokenBeforeClientUAT = HandshakeReason("session-token-iat-before-client-uat")
    static let tokenNotActiveYet = HandshakeReason("session-token-nbf")
    static let tokenIssuedInTheFuture = HandshakeReason("session-token-iat-in-the-future")
    /// A tombstone forbids the token, and a newer one may be had.
    static let tokenBeforeRevocation = HandshakeReason("session-token-before-revocation")
    static let devBrowserMissing = HandshakeReason("dev-browser-missing")
    static let devBrowserSync = HandshakeReason("dev-browser-sync")
    static let satelliteNeedsSyncing = HandshakeReason("satellite-needs-syncing")
    static let primaryRespondsToSyncing = HandshakeReason("primary-responds-to-syncing")
    static let primaryCrossOriginSync = HandshakeReason("primary-domain-cross-origin-sync")
    static let organizationMismatch = HandshakeReason("active-organization-mismatch")

    static func tokenExpired(_ obstacle: RefreshObstacle) -> HandshakeReason {
        HandshakeReason("session-token-expired-refresh-\(obstacle.code)")
    }

    public var description: String { code }
}

/// Why an expired token was not exchanged for a fresh one on the spot.
public struct RefreshObstacle: Error, Hashable, Sendable {
    let code: String

    static let isNotGET = RefreshObstacle(code: "non-eligible-non-get")
    static let noRefreshCookie = RefreshObstacle(code: "non-eligible-no-refresh-cookie")
    static let noSessionID = RefreshObstacle(code: "expired-session-token-missing-sid-claim")
    /// No secret key: there is no backend API to ask.
    public static let noBackend = RefreshObstacle(code: "missing-api-client")
    /// Clerk did not answer, or not in time.
    public static let fetchError = RefreshObstacle(code: "fetch-error")
    public static let unexpectedAnswer = RefreshObstacle(code: "unexpected-bapi-error")
    static let missingToken = RefreshObstacle(code: "missing-session-token")
    static let invalidToken = RefreshObstacle(code: "invalid-session-token")

    /// - Parameter apiErrorCode: as Clerk's backend API spelled it.
    public static func refused(apiErrorCode: String) -> RefreshObstacle {
        let isCode =
            1...64 ~= apiErrorCode.utf8.count
            && apiErrorCode.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "_") }
        return isCode ? RefreshObstacle(code: apiErrorCode) : .unexpectedAnswer
    }
}

/// An expired token that Clerk may exchange: `POST /v1/sessions/{sessionID}/refresh`.
public struct RefreshRequest: Hashable, Sendable, Redacted {
    /// From the token whose signature was just checked; `sess_` and letters or digits.
    public let sessionID: String
    public let expiredToken: String
    public let refreshToken: String
    public let usesSuffix: Bool
    /// The public origin of the request.
    public let origin: String
}
