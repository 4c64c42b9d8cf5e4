/// How a token reached us.
public enum TokenCarrier: String, Hashable, Sendable {
    /// The `Authorization` field.
    case header
    case cookie
    /// Parameters of a channel's join, or the socket's authentication token.
    case join
    /// Pushed by the browser over a channel that is already joined.
    case renewal
}

/// Why a token is not a valid session, now, for us. Holds nothing of the token's text.
public struct TokenRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The closed set of reasons. The raw values are stable: they are logged, counted, and sent in
    /// `x-clerk-auth-reason`.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case expired = "token-expired"
        case notActiveYet = "token-not-active-yet"
        case issuedInTheFuture = "token-iat-in-the-future"
        case invalid = "token-invalid"
        case typeMismatch = "token-type-mismatch"
        case invalidAlgorithm = "token-invalid-algorithm"
        case invalidSignature = "token-invalid-signature"
        case invalidAuthorizedParties = "token-invalid-authorized-parties"
        case invalidIssuer = "token-invalid-issuer"
        case verificationFailed = "token-verification-failed"
        case keyIDMismatch = "jwk-kid-mismatch"
        case keysFailedToLoad = "jwk-remote-failed-to-load"
        case keysInvalid = "jwk-remote-invalid"
        case keysMissing = "jwk-remote-missing"
        case secretKeyInvalid = "secret-key-invalid"
    }

    public let reason: Reason
    public let carrier: TokenCarrier
    /// Whom the token named, if time is the *only* thing wrong with it: signature, issuer, class and every other rule
    /// hold.
    ///
    /// Such a holder can recover by asking Clerk for a fresh token; any other rejected one is a stranger. It grants
    /// nothing.
    public let stale: SessionReference?

    init(_ reason: Reason, _ carrier: TokenCarrier, stale: SessionReference? = nil) {
        self.reason = reason
        self.carrier = carrier
        self.stale = stale
    }

    /// The verdict on a token that could not be checked because there were no keys to check it with.
    public init(_ error: KeySetError, carrier: TokenCarrier) {
        self.carrier = carrier
        stale = nil
        reason =
            switch error {
            case .secretKeyInvalid: .secretKeyInvalid
            case .remoteFailedToLoad: .keysFailedToLoad
            case .remoteInvalid: .keysInvalid
            case .remoteMissing: .keysMissing
            }
    }

    public var description: String { "\(reason.rawValue) (\(carrier.rawValue))" }
}
