import ClerkCore
import Testing
import WireJSON

@Suite("CookieSelection · one of the two sets, by Clerk's rules, and never both")
struct CookieSelectionTests {
    static let now = UnixTime(seconds: 1_700_000_000)
    static let live = Result { try PublishableKey("pk_live_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA") }
    static let test = Result { try PublishableKey("pk_test_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA") }

    /// What a session cookie may hold, as the rules see it.
    enum Token: CaseIterable, Sendable {
        case missing, garbage, withoutIssuer, emptyIssuer, numericIssuer, foreign, older, newer, expired, undated

        func text(_ label: String) -> String? {
            let issuer = JSONValue.string("https://clerk.inspired.puma-74.lcl.dev")
            let claims: [String: JSONValue]
            switch self {
            case .missing: return nil
            case .garbage: return "garbage-\(label)"
            case .withoutIssuer: claims = ["iat": 1_699_999_990]
            case .emptyIssuer: claims = ["iss": "", "iat": 1_699_999_990]
            case .numericIssuer: claims = ["iss": 42, "iat": 1_699_999_990]
            case .foreign: claims = ["iss": "https://clerk.other.dev", "iat": 1_699_999_990]
            case .older: claims = ["iss": issuer, "iat": 1_699_999_950, "exp": 1_700_000_010]
            case .newer: claims = ["iss": issuer, "iat": 1_699_999_990, "exp": 1_700_000_050]
            case .expired: claims = ["iss": issuer, "iat": 1_699_999_900, "exp": 1_700_000_000]
            case .undated: claims = ["iss": issuer]
            }
            let payload = JSONValue.object(claims.merging(["label": .string(label)]) { $1 })
            return base64URL(#"{"alg":"RS256"}"#.utf8) + "." + base64URL(payload.bytes) + ".c2ln"
        }

        var decodes: Bool { self != .missing && self != .garbage }
        var issuedAt: Int {
            switch self {
            case .missing, .garbage, .undated: 0
            case .older: 1_699_999_950
            case .expired: 1_699_999_900
            default: 1_699_999_990
            }
        }
        /// A missing `exp` counts as 0.
        var isExpired: Bool { ![.older, .newer].contains(self) }
    }

    struct Jar: Sendable {
        var session = Token.missing
        var uat: String?
        var suffixedSession = Token.missing
        var suffixedUAT: String?

        func header(_ key: PublishableKey) -> CookieHeader {
            let values = [
                ("__session", session.text("plain")), ("__client_uat", uat), ("__clerk_db_jwt", "plain"),
                ("__session_" + key.cookieSuffix, suffixedSession.text("suffixed")),
                ("__client_uat_" + key.cookieSuffix, suffixedUAT), ("__clerk_db_jwt_" + key.cookieSuffix, "suffixed"),
            ]
            return CookieHeader(values.compactMap { name, value in value.map { "\(name)=\($0)" } })
        }

        /// The seven rules, over what was put in rather than over decoded text.
        func isSuffixed(production: Bool) -> Bool {
            switch self {
            case _ where [.garbage, .withoutIssuer, .emptyIssuer].contains(session): false
            case _ where [.numericIssuer, .foreign].contains(session): true
            case _ where suffixedUAT == nil && suffixedSession == .missing: false
            case _ where suffixedUAT != "0" && uat != "0" && session.issuedAt > suffixedSession.issuedAt: false
            case _ where suffixedUAT == "0" && uat != "0": false
            case _
            where !production && suffixedUAT != "0" && uat == "0" && suffixedSession.decodes
                && suffixedSession.isExpired:
                false
            case _ where suffixedUAT == nil && suffixedSession != .missing: false
            default: true
            }
        }
    }

    @Test(arguments: [
        ("plain only", Jar(session: .newer, uat: "5"), live, false),
        ("plain newer", Jar(session: .newer, uat: "5", suffixedSession: .older, suffixedUAT: "5"), live, false),
        ("suffixed signed out, plain signed in", Jar(session: .newer, uat: "5", suffixedUAT: "0"), test, false),
        ("both signed out", Jar(session: .newer, uat: "0", suffixedSession: .newer, suffixedUAT: "0"), live, true),
        (
            "both signed out, development", Jar(session: .newer, uat: "0", suffixedSession: .newer, suffixedUAT: "0"),
            test, true
        ),
        ("same moment", Jar(session: .newer, uat: "5", suffixedSession: .newer, suffixedUAT: "5"), live, true),
        ("foreign plain", Jar(session: .foreign, uat: "5", suffixedSession: .newer, suffixedUAT: "5"), live, true),
        (
            "foreign plain, development", Jar(session: .foreign, uat: "5", suffixedSession: .newer, suffixedUAT: "5"),
            test, true
        ),
        ("numeric issuer", Jar(session: .numericIssuer, suffixedSession: .newer, suffixedUAT: "5"), live, true),
        ("plain left over from a sign-out", Jar(session: .newer, uat: "0", suffixedUAT: "0"), live, true),
    ])
    func `decides Clerk's own cases as Clerk does`(
        name: String, jar: Jar, key: Result<PublishableKey, any Error>, suffixed: Bool
    ) throws {
        let key = try key.get()
        #expect(CookieSelection(jar.header(key), key: key, at: Self.now).usesSuffix == suffixed, "\(name)")
    }

    @Test(arguments: [live, test])
    func `over every combination: agrees with the table, and never mixes the sets`(
        key: Result<PublishableKey, any Error>
    ) throws {
        let key = try key.get()
        let uats: [String?] = [nil, "0", "1699999000"]
        for session in Token.allCases {
            for suffixedSession in Token.allCases {
                for uat in uats {
                    for suffixedUAT in uats {
                        let jar = Jar(
                            session: session, uat: uat, suffixedSession: suffixedSession, suffixedUAT: suffixedUAT)
                        let choice = CookieSelection(jar.header(key), key: key, at: Self.now)
                        let suffixed = jar.isSuffixed(production: key.instance == .production)
                        #expect(choice.usesSuffix == suffixed, "\(jar)")
                        #expect(choice.session == (suffixed ? suffixedSession.text("suffixed") : session.text("plain")))
                        #expect(choice.clientUAT == Int((suffixed ? suffixedUAT : uat) ?? "0"))
                        #expect(choice.devBrowser == (suffixed ? "suffixed" : "plain"))
                    }
                }
            }
        }
    }

    @Test(arguments: [
        ("12abc", 12), ("abc", 0), ("-5", 0), ("1e3", 1), (String(repeating: "9", count: 40), 999_999_999_999_999),
    ])
    func `reads the integer a client uat begins with`(text: String, value: Int) throws {
        let choice = CookieSelection(CookieHeader(["__client_uat=\(text)"]), key: try Self.live.get(), at: Self.now)
        #expect(choice.clientUAT == value)
    }

    @Test func `another instance's suffix is not ours`() throws {
        let choice = CookieSelection(
            CookieHeader(["__session_zzzzzzzz=x; __client_uat_zzzzzzzz=5"]), key: try Self.live.get(), at: Self.now)
        #expect(choice.session == nil)
        #expect(choice.objection == .noSession)
    }

    @Test func `ignores a session cookie that is too long to be one`() throws {
        let long = String(repeating: "a", count: UnverifiedToken.maximumBytes + 1)
        let choice = CookieSelection(CookieHeader(["__session=" + long]), key: try Self.live.get(), at: Self.now)
        #expect(choice.session == nil)
    }

    @Test(arguments: [
        (Jar(), SignedOutReason.noSession), (Jar(uat: "5"), .missingToken), (Jar(session: .newer), .missingClientUAT),
        (Jar(session: .newer, uat: "0"), .missingClientUAT),
        (Jar(session: .newer, uat: "1699999991"), .tokenBeforeClientUAT),
        (Jar(session: .newer, uat: "1699999990"), nil), (Jar(session: .garbage, uat: "5"), nil),
    ])
    func `objects where the cookies alone tell that nobody is signed in`(jar: Jar, reason: SignedOutReason?) throws {
        let key = try Self.live.get()
        #expect(CookieSelection(jar.header(key), key: key, at: Self.now).objection == reason)
    }
}
