import ClerkCore
import Testing
import WireJSON

@Suite("SessionVerifier · is this token a valid Clerk session, now, for us?")
struct SessionVerifierTests {
    typealias Reason = TokenRejection.Reason

    static let issuedAt = Instance.issuedAt
    static let now = issuedAt + 10

    /// One deviation from a good token, and the verdict on it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var header: [String: JSONValue?] = [:]
        var claims: [String: JSONValue?] = [:]
        let reason: Reason?
        var testDescription: String { name }
    }

    static let classes: [Case] = [
        Case(name: "no category", header: ["cat": nil], reason: nil),
        Case(name: "category switched off", header: ["cat": "cl_I7d4PD111III"], reason: nil),
        Case(name: "template", header: ["cat": "cl_B7d4PD222AAA"], reason: .typeMismatch),
        Case(name: "machine", header: ["cat": "cl_B7d4PD333AAA"], reason: .typeMismatch),
        Case(name: "machine by its subject", claims: ["sub": "mch_1"], reason: .typeMismatch),
        Case(
            name: "machine by its subject, no category", header: ["cat": nil], claims: ["sub": "mch_1"],
            reason: .typeMismatch),
        Case(name: "OAuth access token", header: ["typ": "at+jwt"], reason: .typeMismatch),
        Case(name: "OAuth access token, long name", header: ["typ": "application/at+jwt"], reason: .typeMismatch),
        Case(name: "unknown category", header: ["cat": "cl_B7d4PD999AAA"], reason: .typeMismatch),
        Case(name: "category of another type", header: ["cat": 1], reason: .typeMismatch),
        Case(name: "handshake result", claims: ["sid": nil, "handshake": []], reason: .verificationFailed),
    ]

    static let headers: [Case] = [
        Case(name: "no type", header: ["typ": nil], reason: nil),
        Case(name: "unknown fields", header: ["oiat": 1, "x": [:]], reason: nil),
        Case(name: "another type", header: ["typ": "JWE"], reason: .invalid),
        Case(name: "type in lower case", header: ["typ": "jwt"], reason: .invalid),
        Case(name: "type not a string", header: ["typ": nil as JSONValue? ?? .null], reason: .invalid),
        Case(name: "no algorithm", header: ["alg": nil], reason: .invalidAlgorithm),
        Case(name: "alg none", header: ["alg": "none"], reason: .invalidAlgorithm),
        Case(name: "HS256", header: ["alg": "HS256"], reason: .invalidAlgorithm),
        Case(name: "RS384", header: ["alg": "RS384"], reason: .invalidAlgorithm),
        Case(name: "RS512", header: ["alg": "RS512"], reason: .invalidAlgorithm),
        Case(name: "algorithm in lower case", header: ["alg": "rs256"], reason: .invalidAlgorithm),
        Case(name: "critical extensions", header: ["crit": ["exp"]], reason: .invalid),
        Case(name: "empty critical extensions", header: ["crit": []], reason: .invalid),
    ]

    static let claimCases: [Case] = [
        Case(name: "no sub", claims: ["sub": nil], reason: .verificationFailed),
        Case(name: "sub a number", claims: ["sub": 7], reason: .verificationFailed),
        Case(name: "sub empty", claims: ["sub": ""], reason: .verificationFailed),
        Case(name: "no sid", claims: ["sid": nil], reason: .verificationFailed),
        Case(name: "sid a number", claims: ["sid": 7], reason: .verificationFailed),
        Case(name: "sid empty", claims: ["sid": ""], reason: .verificationFailed),
        Case(name: "no exp", claims: ["exp": nil], reason: .verificationFailed),
        Case(name: "exp a string", claims: ["exp": "1700000060"], reason: .verificationFailed),
        Case(name: "exp null", claims: ["exp": .null], reason: .verificationFailed),
        Case(name: "exp fractional", claims: ["exp": 1_700_000_060.5], reason: nil),
        Case(name: "exp past 2^53", claims: ["exp": 9_007_199_254_740_994], reason: .verificationFailed),
        Case(name: "exp past an Int", claims: ["exp": 1e300], reason: .verificationFailed),
        Case(name: "no iat", claims: ["iat": nil], reason: .verificationFailed),
        Case(name: "iat a string", claims: ["iat": "1700000000"], reason: .verificationFailed),
        Case(name: "iat far below", claims: ["iat": -1e300], reason: .verificationFailed),
        Case(
            name: "exp equals iat", claims: ["iat": .integer(now + 3), "exp": .integer(now + 3)],
            reason: .verificationFailed),
        Case(name: "no nbf", claims: ["nbf": nil], reason: nil),
        Case(name: "nbf a string", claims: ["nbf": "x"], reason: .verificationFailed),
        Case(name: "no iss", claims: ["iss": nil], reason: .invalidIssuer),
        Case(name: "iss a number", claims: ["iss": 7], reason: .invalidIssuer),
        Case(name: "other iss", claims: ["iss": "https://clerk.other.dev"], reason: .invalidIssuer),
        Case(name: "iss without scheme", claims: ["iss": "clerk.inspired.puma-74.lcl.dev"], reason: .invalidIssuer),
        Case(name: "iss over http", claims: ["iss": "http://clerk.inspired.puma-74.lcl.dev"], reason: .invalidIssuer),
        Case(
            name: "iss with a longer host", claims: ["iss": .string(Instance.issuer + ".evil.dev")],
            reason: .invalidIssuer),
        Case(name: "iss with a slash", claims: ["iss": .string(Instance.issuer + "/")], reason: nil),
        Case(name: "iss with two slashes", claims: ["iss": .string(Instance.issuer + "//")], reason: .invalidIssuer),
        Case(name: "unasked audience", claims: ["aud": "somebody"], reason: nil),
    ]

    /// With a skew of 5 s, around `now`.
    static let times: [Case] = [
        Case(name: "exp = now - 4", claims: ["exp": .integer(now - 4), "iat": .integer(now - 60)], reason: nil),
        Case(name: "exp = now - 5", claims: ["exp": .integer(now - 5), "iat": .integer(now - 60)], reason: .expired),
        Case(
            name: "exp = now - 4.999", claims: ["exp": .number(Double(now) - 4.999), "iat": .integer(now - 60)],
            reason: nil),
        Case(name: "exp = now", claims: ["exp": .integer(now)], reason: nil),
        Case(name: "nbf = now + 5", claims: ["nbf": .integer(now + 5)], reason: nil),
        Case(name: "nbf = now + 6", claims: ["nbf": .integer(now + 6)], reason: .notActiveYet),
        Case(name: "iat = now + 5", claims: ["iat": .integer(now + 5)], reason: nil),
        Case(name: "iat = now + 6", claims: ["iat": .integer(now + 6)], reason: .issuedInTheFuture),
        Case(
            name: "nbf and iat both late", claims: ["nbf": .integer(now + 30), "iat": .integer(now + 30)],
            reason: .notActiveYet),
        Case(name: "expired, and nbf a string", claims: ["exp": 1, "nbf": "x"], reason: .expired),
        Case(name: "expired, and of another issuer", claims: ["exp": 1, "iss": "https://evil.dev"], reason: .expired),
        Case(
            name: "expired, and for another party", claims: ["exp": 1, "azp": "https://evil.dev"],
            reason: .invalidAuthorizedParties),
    ]

    @Test(arguments: classes + headers + claimCases + times)
    func `judges one deviation from a good token`(deviation: Case) throws {
        let token = try Instance.token(header: deviation.header, deviation.claims)
        #expect(try Instance.rejection(token)?.reason == deviation.reason)
    }

    @Test func `accepts a good token and reads it`() throws {
        let session = try Instance.verify(try Instance.token())
        #expect(session.userID == "user_ada")
        #expect(session.sessionID == "sess_1")
        #expect(session.issuer == Instance.issuer)
        #expect(session.authorizedParty == Instance.party)
        #expect(session.issuedAt == UnixTime(seconds: Self.issuedAt))
        #expect(session.expiresAt == UnixTime(seconds: Self.issuedAt + 60))
        #expect(session.claims["jti"] == "9a1c")
    }

    @Test func `compares to the millisecond, and honours a skew of zero`() throws {
        let end = UnixTime(seconds: Self.issuedAt + 60)
        let token = try Instance.token()
        #expect(try Instance.rejection(token, at: end + .milliseconds(4999)) == nil)
        #expect(try Instance.rejection(token, at: end + .milliseconds(5000))?.reason == .expired)
        var configuration = try Instance.configuration()
        configuration.clockSkew = .zero
        #expect(try Instance.rejection(token, configuration, at: end - .milliseconds(1)) == nil)
        #expect(try Instance.rejection(token, configuration, at: end)?.reason == .expired)
    }

    // MARK: Stale or bad

    @Test(
        arguments: [["exp": 1_700_000_000, "iat": 1_699_999_940], ["nbf": 1_700_001_000], ["iat": 1_700_000_030]]
            as [[String: JSONValue?]])
    func `a token whose only fault is time names whom it could be renewed for`(claims: [String: JSONValue?]) throws {
        let rejection = try #require(try Instance.rejection(try Instance.token(claims)))
        #expect(rejection.stale?.sessionID == "sess_1")
        #expect(rejection.stale?.userID == "user_ada")
        #expect(SignedOutReason(rejection).isRecoverable)
    }

    @Test(
        arguments: [
            ["iss": "https://evil.dev"], ["sid": nil], ["azp": "https://evil.dev"], ["nbf": "x"], ["iat": nil],
            ["iat": 1_700_000_000],
        ] as [[String: JSONValue?]])
    func `a token with any other fault does not`(claims: [String: JSONValue?]) throws {
        let late: [String: JSONValue?] = ["exp": 1_699_999_990]
        let rejection = try #require(try Instance.rejection(try Instance.token(late.merging(claims) { $1 })))
        #expect(rejection.stale == nil)
        #expect(!SignedOutReason(rejection).isRecoverable)
    }

    // MARK: Authorised parties

    @Test(
        arguments: [
            ("https://app.example.com", true), ("https://app.example.com/", false), ("https://evil.example.com", false),
            ("http://app.example.com", false), ("", false), (.null, false), (7, false),
            (["https://app.example.com"], false),
        ] as [(JSONValue, Bool)])
    func `the party must be listed, exactly`(party: JSONValue, accepted: Bool) throws {
        let reason = try Instance.rejection(try Instance.token(["azp": party]))?.reason
        #expect(reason == (accepted ? nil : .invalidAuthorizedParties))
    }

    @Test func `a missing party passes from a cookie on a navigation or a same-origin request, and nowhere else`()
        throws
    {
        let token = try Instance.token(["azp": nil])
        for carrier in [TokenCarrier.header, .cookie, .join, .renewal] {
            for request in [CredentialContext.documentGET, .sameOrigin, .webSocket, .other] {
                let accepted = carrier == .cookie && (request == .documentGET || request == .sameOrigin)
                let rejection = try Instance.rejection(token, carrier: carrier, request: request)
                #expect(rejection?.reason == (accepted ? nil : .invalidAuthorizedParties), "\(carrier) \(request)")
                #expect(rejection.map { $0.carrier == carrier } ?? true)
            }
        }
    }

    @Test func `a missing party never passes under the strict policy, and always without a list`() throws {
        var configuration = try Instance.configuration()
        configuration.missingAuthorizedParty = .reject
        let token = try Instance.token(["azp": nil])
        #expect(try Instance.rejection(token, configuration)?.reason == .invalidAuthorizedParties)
        configuration.authorizedParties = []
        #expect(try Instance.rejection(token, configuration, carrier: .header, request: .other) == nil)
        #expect(try Instance.rejection(try Instance.token(["azp": "https://evil.dev"]), configuration) == nil)
    }

    // MARK: Audience and issuer

    @Test(
        arguments: [
            (nil, false), ("mine", true), ("other", false), (["other", "mine"], true), (["other"], false), ([], false),
            (["mine", 7], false), (7, false),
        ] as [(JSONValue?, Bool)])
    func `a configured audience must be named`(audience: JSONValue?, accepted: Bool) throws {
        var configuration = try Instance.configuration()
        configuration.audiences = ["mine", "also mine"]
        let reason = try Instance.rejection(try Instance.token(["aud": audience]), configuration)?.reason
        #expect(reason == (accepted ? nil : .verificationFailed))
    }

    @Test func `a configured frontend API is an issuer too`() throws {
        var configuration = try Instance.configuration()
        configuration.frontendAPIURL = "https://auth.example.com"
        #expect(try Instance.rejection(try Instance.token(["iss": "https://auth.example.com"]), configuration) == nil)
        #expect(try Instance.rejection(try Instance.token(), configuration) == nil)
    }

    // MARK: Shape

    @Test func `refuses what is not three parts of strict base64url`() throws {
        let token = try Instance.token()
        let parts = token.split(separator: ".").map(String.init)
        let texts = [
            "", ".", "..", "...", "a.b", "a.b.c", parts[0] + "." + parts[1], token + ".", "." + token, token + ".x",
            token + "=",
            token + "\n", " " + token, parts[0] + "=." + parts[1] + "." + parts[2], parts[0] + "." + parts[1] + ".!",
            parts[0] + ".W10." + parts[2], "W10." + parts[1] + "." + parts[2], "bnVsbA." + parts[1] + "." + parts[2],
            String(repeating: "a", count: UnverifiedToken.maximumBytes + 1),
        ]
        for text in texts {
            #expect(try Instance.rejection(text)?.reason == .invalid, "\(text.prefix(20))")
        }
    }

    @Test func `refuses standard base64 in any part`() throws {
        // 0x3E and 0x3F, three times: "+" and "/" in the standard alphabet, "-" and "_" in ours.
        let signed =
            base64URL(#"{"alg":"RS256","kid":"ins_2GIoQhbUpy0hX7B2cVkuTMinXoD","x":"ÿþ>>>???"}"#.utf8) + "."
            + base64URL(Instance.claims.json)
        let token = try Instance.key.get().sign(signed)
        #expect(try Instance.rejection(token) == nil)
        let standard = token.map { $0 == "-" ? "+" : $0 == "_" ? "/" : String($0) }.joined()
        #expect(standard != token)
        #expect(try Instance.rejection(standard)?.reason == .invalid)
    }

    @Test func `a token at the length cap is still read`() throws {
        let room = UnverifiedToken.maximumBytes - (try Instance.token(["pad": ""]).utf8.count)
        let token = try Instance.token(["pad": .string(String(repeating: "x", count: room / 4 * 3 - 3))])
        #expect(token.utf8.count <= UnverifiedToken.maximumBytes)
        #expect(try Instance.rejection(token) == nil)
    }

    // MARK: Signature

    @Test func `refuses another key's signature, whatever name it claims`() throws {
        let token = try Instance.token(key: try Instance.stranger.get())
        #expect(try Instance.rejection(token)?.reason == .invalidSignature)
    }

    @Test func `refuses a signature of the wrong length, and none`() throws {
        let parts = try Instance.token().split(separator: ".")
        for signature in ["", "AAAA", parts[2] + "AAAA"] {
            #expect(try Instance.rejection("\(parts[0]).\(parts[1]).\(signature)")?.reason == .invalidSignature)
        }
    }

    @Test func `no token survives the change of a single bit`() throws {
        let token = Array(try Instance.token().utf8)
        let verifier = SessionVerifier(try Instance.configuration())
        let keys = try Instance.key.get().keySet()
        for position in 0..<token.count * 8 {
            var changed = token
            changed[position / 8] ^= 1 << (position % 8)
            let text = String(decoding: changed, as: UTF8.self)
            let session = try? verifier.verify(
                text, carrier: .cookie, request: .documentGET, keys: keys, at: Instance.now)
            #expect(session == nil, "bit \(position)")
        }
    }

    // MARK: Silence

    @Test func `nothing a rejection says holds a piece of the token`() throws {
        let deviations = Self.classes + Self.headers + Self.claimCases + Self.times
        var tokens = try deviations.map { try Instance.token(header: $0.header, $0.claims) }
        tokens.append(try Instance.token(key: try Instance.stranger.get()))
        tokens.append(try Instance.token(header: ["kid": "ins_somebody_elses_instance"]))
        tokens.append(try Instance.token() + "=")
        for token in tokens {
            guard let rejection = try Instance.rejection(token) else { continue }
            var text = "\(rejection)" + String(reflecting: rejection) + rejection.reason.rawValue
            dump(rejection, to: &text)
            #expect(!Self.shares(text, token), "\(rejection)")
        }
    }

    @Test func `neither the unverified token, nor the session, nor its lease prints the token`() throws {
        let token = try Instance.token()
        let verifier = SessionVerifier(try Instance.configuration())
        let unverified = try verifier.inspect(token, carrier: .cookie)
        let session = try Instance.verify(token)
        let values: [any Sendable] = [
            unverified, session, session.fingerprint, Lease(session, at: Instance.now), AuthenticationState(session),
        ]
        for value in values {
            var text = "\(value)" + String(reflecting: value)
            dump(value, to: &text)
            #expect(!Self.shares(text, token))
        }
    }

    /// Whether any 16 characters of `token` stand in `text`.
    private static func shares(_ text: String, _ token: String) -> Bool {
        let bytes = Array(token.utf8)
        guard bytes.count >= 16 else { return false }
        let pieces = Set((0...bytes.count - 16).map { Array(bytes[$0..<$0 + 16]) })
        let said = Array(text.utf8)
        guard said.count >= 16 else { return false }
        return (0...said.count - 16).contains { pieces.contains(Array(said[$0..<$0 + 16])) }
    }

    @Test func `reasons are stable`() {
        #expect(
            Reason.allCases.map(\.rawValue) == [
                "token-expired", "token-not-active-yet", "token-iat-in-the-future", "token-invalid",
                "token-type-mismatch",
                "token-invalid-algorithm", "token-invalid-signature", "token-invalid-authorized-parties",
                "token-invalid-issuer",
                "token-verification-failed", "jwk-kid-mismatch", "jwk-remote-failed-to-load", "jwk-remote-invalid",
                "jwk-remote-missing", "secret-key-invalid",
            ])
    }
}

extension [String: JSONValue?] {
    fileprivate var json: [UInt8] {
        JSONValue.object(compactMapValues(\.self)).bytes
    }
}
