import Crypto
import WireJSON

/// What to do with a token that does not say which origin asked for it (no `azp`), when authorised parties are
/// configured.
///
/// A token minted by a top-level navigation, as right after Clerk's handshake, legitimately has none.
public enum MissingAuthorizedPartyPolicy: String, Hashable, Sendable {
    /// As Clerk's SDKs do. Right where a parent domain is shared with applications one does not trust; the price is
    /// that a person may be signed out until clerk-js renews the cookie.
    case reject
    /// Accepted from a cookie on a document GET or a same-origin request. The price: whoever steals such a token can
    /// replay it for its last seconds with headers of his own invention.
    case allowFromCookieOnNavigation = "allow-from-cookie-on-navigation"
}

/// Is this token a valid Clerk session, now, for us?
///
/// One verifier serves every carrier: HTTP, join and renewal. The rules run in the order of Clerk's own backend SDK, so
/// that the reported reason is the same, and are stricter where that SDK leaves the instance or the class of a token
/// unchecked.
///
///     inspect ──▶ UnverifiedToken ──▶ KeySet.key(for:) ──▶ verify ──▶ ClerkSession
public struct SessionVerifier: Sendable {
    private let issuers: [String]
    private let authorizedParties: Set<String>
    private let missingAuthorizedParty: MissingAuthorizedPartyPolicy
    private let audiences: Set<String>
    private let clockSkew: Duration
    private let identityMapping: IdentityMapping

    public init(_ configuration: ClerkConfiguration) {
        issuers = configuration.issuers.map(Self.withoutTrailingSlash)
        authorizedParties = configuration.authorizedParties
        missingAuthorizedParty = configuration.missingAuthorizedParty
        audiences = configuration.audiences
        clockSkew = configuration.clockSkew
        identityMapping = configuration.identityMapping
    }

    /// Shape and class: everything that needs no key, so that no key is fetched for a token that could never pass.
    ///
    /// - Throws: `token-invalid`, `token-type-mismatch`.
    public func inspect(_ text: String, carrier: TokenCarrier) throws(TokenRejection) -> UnverifiedToken {
        let token = try UnverifiedToken(text, carrier: carrier)
        guard TokenClass(token.header, subject: token.claims["sub"]?.string) == .session else {
            throw TokenRejection(.typeMismatch, carrier)
        }
        return token
    }

    /// Signature and claims.
    ///
    /// - Parameters:
    ///   - key: from the key set of *this* instance.
    ///   - request: what the token came with; it matters only for tokens without `azp`.
    ///   - clockSkew: in place of the configured one.
    /// - Throws: any reason of ``TokenRejection/Reason`` that is not about fetching keys. After
    ///   `token-invalid-signature` with a cached key, fetch the keys once more (at most every 30 seconds) and try
    ///   again: a rotated key may keep its name.
    public func verify(
        _ token: UnverifiedToken, with key: VerificationKey, request: CredentialContext, clockSkew: Duration? = nil,
        at now: UnixTime
    ) throws(TokenRejection) -> ClerkSession {
        let check = Check(token: token, request: request, clockSkew: clockSkew ?? self.clockSkew, now: now)
        try checkHeader(check, key)
        let fingerprint = try checkSignature(check, key)
        guard check.claims["sub"]?.string != nil else { throw check.rejection(.verificationFailed) }
        try checkAudience(check)
        try checkAuthorizedParty(check)
        if let reason = try untimeliness(check) {
            // What is left to check decides only whether the holder may recover; the reason stays the first one found.
            let session = try? session(check, fingerprint)
            throw TokenRejection(reason, token.carrier, stale: session?.reference)
        }
        return try session(check, fingerprint)
    }

    /// All of it, for keys already at hand.
    public func verify(
        _ text: String, carrier: TokenCarrier, request: CredentialContext, keys: KeySet, at now: UnixTime
    ) throws(TokenRejection) -> ClerkSession {
        let token = try inspect(text, carrier: carrier)
        return try verify(token, with: keys.key(for: token), request: request, at: now)
    }

    /// The cookies that a handshake token hands out, in order. It is signed by the instance and names nobody: neither its times nor a party are
    /// looked at, only its class and signature.
    ///
    /// A token from a template of the application's own making could hold such a claim too, and set cookies; the class tells it apart.
    public func handshakeCookies(
        in token: UnverifiedToken, with key: VerificationKey
    ) throws(TokenRejection) -> [SetCookie] {
        let check = Check(
            token: token, request: .other, clockSkew: clockSkew, now: UnixTime(milliseconds: 0))
        try checkHeader(check, key)
        _ = try checkSignature(check, key)
        guard check.claims["sid"] == nil, let directives = check.claims["handshake"]?.array else {
            throw check.rejection(.invalid)
        }
        var cookies: [SetCookie] = []
        for directive in directives {
            guard let cookie = directive.string.flatMap({ SetCookie($0) }) else { throw check.rejection(.invalid) }
            cookies.append(cookie)
        }
        return cookies
    }

    // MARK: The rules, in order

    private func checkHeader(_ check: Check, _ key: VerificationKey) throws(TokenRejection) {
        let header = check.token.header
        guard header.type == .absent || header.type == .text("JWT") else { throw check.rejection(.invalid) }
        // RFC 8725 §3.1: the algorithm is ours to choose, and the key's to agree.
        guard header.algorithm == .text("RS256"), key.algorithm ?? "RS256" == "RS256" else {
            throw check.rejection(.invalidAlgorithm)
        }
        guard !header.hasCriticalExtensions else { throw check.rejection(.invalid) }
    }

    /// Claims come only after this, so that differing reasons tell a forger nothing about the configuration.
    private func checkSignature(_ check: Check, _ key: VerificationKey) throws(TokenRejection) -> TokenFingerprint {
        let token = check.token
        var hasher = SHA256()
        hasher.update(token.text, ..<token.signedCount)
        guard key.isValidSignature(token.signature, for: hasher.finalize()) else {
            throw check.rejection(.invalidSignature)
        }
        // The fingerprint covers the whole text, and the greater part of it is hashed already.
        hasher.update(token.text, token.signedCount...)
        return TokenFingerprint(hasher.finalize())
    }

    private func checkAudience(_ check: Check) throws(TokenRejection) {
        guard !audiences.isEmpty else { return }
        let named: [JSONValue]
        switch check.claims["aud"] {
        case .string(let audience): named = [.string(audience)]
        case .array(let all): named = all
        default: throw check.rejection(.verificationFailed)
        }
        guard named.allSatisfy({ $0.string != nil }), named.contains(where: { audiences.contains($0.string ?? "") })
        else {
            throw check.rejection(.verificationFailed)
        }
    }

    private func checkAuthorizedParty(_ check: Check) throws(TokenRejection) {
        guard !authorizedParties.isEmpty else { return }
        switch check.claims["azp"] {
        case .string(let party) where authorizedParties.contains(party): return
        case nil where allowsMissingParty(check): return
        default: throw check.rejection(.invalidAuthorizedParties)
        }
    }

    private func allowsMissingParty(_ check: Check) -> Bool {
        guard missingAuthorizedParty == .allowFromCookieOnNavigation, check.token.carrier == .cookie else {
            return false
        }
        return check.request == .documentGET || check.request == .sameOrigin
    }

    /// - Returns: the reason, if the token is outside its time.
    private func untimeliness(_ check: Check) throws(TokenRejection) -> TokenRejection.Reason? {
        guard let expiresAt = try check.time("exp") else { throw check.rejection(.verificationFailed) }
        if expiresAt <= check.now - check.clockSkew { return .expired }
        if let notBefore = try check.time("nbf"), notBefore > check.now + check.clockSkew { return .notActiveYet }
        if let issuedAt = try check.time("iat"), issuedAt > check.now + check.clockSkew { return .issuedInTheFuture }
        return nil
    }

    /// What binds the token to this instance and makes it a session. Every number is sane here: finite by JSON, and
    /// within ±2⁵³, where a Double still counts seconds.
    private func session(_ check: Check, _ fingerprint: TokenFingerprint) throws(TokenRejection) -> ClerkSession {
        guard let issuer = check.claims["iss"]?.string, issuers.contains(Self.withoutTrailingSlash(issuer)) else {
            throw check.rejection(.invalidIssuer)
        }
        for name in ["exp", "nbf", "iat"] {
            guard abs(check.claims[name]?.number ?? 0) <= 0x1p53 else { throw check.rejection(.verificationFailed) }
        }
        _ = try check.time("nbf")
        guard let expiresAt = try check.time("exp"), let issuedAt = try check.time("iat"), expiresAt > issuedAt,
            let session = ClerkSession(claims: check.claims, fingerprint: fingerprint, mapping: identityMapping)
        else { throw check.rejection(.verificationFailed) }
        return session
    }

    private static func withoutTrailingSlash(_ url: String) -> String {
        url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}

/// One verification's inputs.
private struct Check {
    let token: UnverifiedToken
    let request: CredentialContext
    let clockSkew: Duration
    let now: UnixTime

    var claims: [String: JSONValue] { token.claims }

    func rejection(_ reason: TokenRejection.Reason) -> TokenRejection {
        TokenRejection(reason, token.carrier)
    }

    /// A claim that, if present, must be a number of seconds (RFC 7519 §2, NumericDate).
    func time(_ name: String) throws(TokenRejection) -> UnixTime? {
        guard let value = claims[name] else { return nil }
        guard let time = UnixTime(claim: value) else { throw rejection(.verificationFailed) }
        return time
    }
}

extension SHA256 {
    /// Takes in some of the bytes of `text`, where they lie.
    fileprivate mutating func update(_ text: String, _ range: some RangeExpression<Int>) {
        var text = text
        text.withUTF8 { bytes in
            update(bufferPointer: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range])))
        }
    }
}
