import WireJSON

/// The set of Clerk's cookies that counts for this request.
///
/// Clerk writes its cookies twice, plain and with the instance's suffix, because several applications may share a
/// domain. One set is chosen, by Clerk's own seven rules, and supplies everything; the two are never mixed. The rules
/// look into tokens that nobody has verified yet: they select, and grant nothing.
///
/// - SeeAlso: `@clerk/backend`, `tokens/authenticateContext.ts`.
public struct CookieSelection: Sendable, Redacted {
    public let usesSuffix: Bool
    /// `__session`: the session token, not verified.
    public let session: String?
    /// `__client_uat`: Unix seconds of the last sign-in or sign-out; 0 means signed out.
    public let clientUAT: Int
    /// `__clerk_db_jwt`: who the browser is to a development instance.
    public let devBrowser: String?
    /// The chosen token's own `iat`.
    private let issuedAt: Double?

    /// - Parameter now: rule 6 looks at an expiry.
    public init(_ cookies: CookieHeader, key: PublishableKey, at now: UnixTime) {
        let plain = CookieSet(cookies, suffix: "")
        let suffixed = CookieSet(cookies, suffix: "_" + key.cookieSuffix, decodedAlready: plain)
        usesSuffix = Self.choosesSuffixed(plain, suffixed, key, now)
        let chosen = usesSuffix ? suffixed : plain
        session = chosen.session
        issuedAt = chosen.claims?["iat"]?.number
        clientUAT = chosen.clientUAT.map(Self.leadingInteger) ?? 0
        devBrowser = cookies[usesSuffix ? "__clerk_db_jwt_" + key.cookieSuffix : "__clerk_db_jwt"]
    }

    /// Why these cookies sign nobody in, where that shows before the token is verified; nil when the token decides.
    ///
    /// `__client_uat` is the only sign of a sign-out elsewhere that a server can see: a token from before it is stale
    /// even though it still verifies.
    public var objection: SignedOutReason? {
        guard session != nil else { return clientUAT == 0 ? .noSession : .missingToken }
        guard clientUAT > 0 else { return .missingClientUAT }
        return isTokenBeforeClientUAT ? .tokenBeforeClientUAT : nil
    }

    /// Whether the browser's last sign-in or sign-out came after the token was minted.
    var isTokenBeforeClientUAT: Bool { issuedAt.map { $0 < Double(clientUAT) } ?? false }

    private static func choosesSuffixed(
        _ plain: CookieSet, _ suffixed: CookieSet, _ key: PublishableKey, _ now: UnixTime
    ) -> Bool {
        let claims = plain.claims
        if plain.session != nil {
            // Garbage should end in signed-out, not in a circle of redirects.
            guard let issuer = claims?["iss"], !issuer.isFalsy else { return false }
            // Another application's token, on the same domain or on localhost.
            guard issuer.string.map(withoutScheme) == key.frontendAPIHost else { return true }
        }
        if suffixed.clientUAT == nil, suffixed.session == nil { return false }
        // The next three: a clerk-js that was downgraded, and writes plain cookies only.
        let suffixedClaims = suffixed.claims
        if suffixed.clientUAT != "0", plain.clientUAT != "0", seconds(claims?["iat"]) > seconds(suffixedClaims?["iat"])
        {
            return false
        }
        if suffixed.clientUAT == "0", plain.clientUAT != "0" { return false }
        if key.instance != .production, suffixed.clientUAT != "0", plain.clientUAT == "0", let suffixedClaims,
            seconds(suffixedClaims["exp"]) * 1000 <= Double(now.milliseconds)
        {
            return false
        }
        // Suffixes were switched off for the instance.
        return !(suffixed.clientUAT == nil && suffixed.session != nil)
    }

    private static func seconds(_ claim: JSONValue?) -> Double {
        claim?.number ?? 0
    }

    private static func withoutScheme(_ issuer: String) -> String {
        for scheme in ["https://", "http://"] where issuer.hasPrefix(scheme) {
            return String(issuer.dropFirst(scheme.count))
        }
        return issuer
    }

    /// The integer a text begins with, as JavaScript's parseInt reads it; 0 for none, or for a negative one.
    private static func leadingInteger(_ text: String) -> Int {
        // Fifteen digits are thirty million years, and cannot overflow.
        Int(text.prefix(15).prefix { "0"..."9" ~= $0 }) ?? 0
    }
}

/// One of the two sets, as the rules see it.
private struct CookieSet {
    let session: String?
    let clientUAT: String?
    let claims: [String: JSONValue]?

    /// - Parameter decodedAlready: usually both sets hold the same token; it is decoded once.
    init(_ cookies: CookieHeader, suffix: String, decodedAlready other: CookieSet? = nil) {
        let token = cookies["__session" + suffix]
        session = token.flatMap { $0.utf8.count <= UnverifiedToken.maximumBytes ? $0 : nil }
        clientUAT = cookies["__client_uat" + suffix]
        if let other, other.session == session {
            claims = other.claims
        } else {
            claims = session.flatMap(UnverifiedToken.claims(in:))
        }
    }
}

extension JSONValue {
    /// As JavaScript's `!value`.
    fileprivate var isFalsy: Bool {
        switch self {
        case .null, .bool(false), .integer(0), .string(""): true
        case .number(let number): number == 0
        default: false
        }
    }
}
