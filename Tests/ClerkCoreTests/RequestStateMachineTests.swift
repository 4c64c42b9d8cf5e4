import ClerkCore
import HTTPTypes
import Testing
import WireJSON

@Suite("RequestStateMachine · signed in, signed out, or for Clerk to say")
struct RequestStateMachineTests {
    private static let suffix = "MqCvchyS"
    private static let devKey = "pk_test_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA"
    private static let uat = Instance.issuedAt - 100

    // MARK: Header tokens

    @Test func `a token in the header needs no client uat`() throws {
        let visit = Visit(["authorization": "Bearer \(try Instance.token())"])
        #expect(try visit.session()?.sessionID == "sess_1")
    }

    @Test func `an expired token in the header sends a document to Clerk, and refuses anything else`() throws {
        let token = try Instance.token()
        var visit = Visit(["authorization": "Bearer \(token)", "sec-fetch-dest": "document"])
        visit.now = UnixTime(seconds: Instance.issuedAt + 600)
        #expect(try visit.redirectReason() == "session-token-expired-refresh-non-eligible-no-refresh-cookie")
        visit.request.headerFields[.secFetchDest] = "empty"
        let reason = try #require(try visit.signedOutReason())
        #expect(reason.code == "session-token-expired-refresh-non-eligible-no-refresh-cookie")
        #expect(reason.isRecoverable)
        #expect(reason.stale?.sessionID == "sess_1")
    }

    // MARK: Cookies

    /// What cookies come to, on a production instance, for a document and for anything else.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var cookies: [String] = []
        var token: [String: JSONValue?]?
        /// The reason of the redirect that a document gets; nil when it is signed out at once.
        var redirect: String?
        var signedOut: String?
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "nothing", signedOut: "session-token-and-uat-missing"),
        Case(name: "uat 0", cookies: ["__client_uat=0"], signedOut: "session-token-and-uat-missing"),
        Case(name: "token without uat", token: [:], redirect: "session-token-but-no-client-uat"),
        Case(
            name: "uat without token", cookies: ["__client_uat=1699999900"], redirect: "client-uat-but-no-session-token"
        ),
        Case(
            name: "token before uat", cookies: ["__client_uat=1700000001"], token: [:],
            redirect: "session-token-iat-before-client-uat"),
        Case(
            name: "expired", cookies: ["__client_uat=1699999900"],
            token: ["iat": 1_699_999_910, "exp": 1_699_999_970],
            redirect: "session-token-expired-refresh-non-eligible-no-refresh-cookie"),
        Case(
            name: "not active yet", cookies: ["__client_uat=1699999900"], token: ["nbf": 1_700_000_100],
            redirect: "session-token-nbf"),
        Case(
            name: "issued in the future", cookies: ["__client_uat=1699999900"],
            token: ["iat": 1_700_000_100, "exp": 1_700_000_160], redirect: "session-token-iat-in-the-future"),
        Case(
            name: "another party", cookies: ["__client_uat=1699999900"], token: ["azp": "https://evil.example"],
            signedOut: "token-invalid-authorized-parties"),
        Case(
            name: "garbage", cookies: ["__client_uat=1699999900", "__session=a.b.c"], signedOut: "token-invalid"),
    ]

    @Test(arguments: cases)
    func `cookies decide, and only a document is sent round`(_ testCase: Case) throws {
        var cookies = testCase.cookies
        if let claims = testCase.token { cookies.append("__session=\(try Instance.token(claims))") }
        var visit = Visit(["sec-fetch-dest": "document", "cookie": cookies.joined(separator: "; ")])
        if let redirect = testCase.redirect {
            #expect(try visit.redirectReason() == redirect)
        } else {
            #expect(try visit.signedOutReason()?.code == testCase.signedOut)
        }
        for changes: HTTPFields in [[.secFetchDest: "empty"], [.upgrade: "websocket"], [.secPurpose: "prefetch"]] {
            visit.request.headerFields[.secFetchDest] = "document"
            for field in changes { visit.request.headerFields[field.name] = field.value }
            let code = try visit.signedOutReason()?.code
            #expect(code == testCase.redirect || code == testCase.signedOut, "\(changes)")
        }
    }

    @Test func `a good token younger than the client uat signs in`() throws {
        let visit = try Visit(signedInWith: [:])
        #expect(try visit.session()?.userID == "user_ada")
        #expect(try visit.outcome().headerFields.isEmpty)
    }

    @Test func `a session with an open task is pending, not signed in`() throws {
        let visit = try Visit(signedInWith: ["sts": "pending"])
        guard case .proceed(.pending(let session)) = try visit.outcome().answer else {
            Issue.record("not pending")
            return
        }
        #expect(session.sessionID == "sess_1")
    }

    @Test func `a revoked session is signed out for good`() throws {
        var visit = try Visit(signedInWith: [:])
        visit.tombstones = [Tombstone(.session("sess_1"), at: visit.now)]
        let reason = try #require(try visit.signedOutReason())
        #expect(reason.code == "session-revoked")
        #expect(!reason.isRecoverable)
    }

    @Test func `a token from before its user's revocation is exchanged for a newer one, if Clerk has one`() throws {
        var visit = try Visit(signedInWith: [:])
        visit.tombstones = [Tombstone(.user("user_ada"), at: visit.now)]
        #expect(try visit.redirectReason() == "session-token-before-revocation")
        visit.request.method = .post
        #expect(try visit.signedOutReason()?.isRecoverable == true)
        visit.tombstones = [Tombstone(.user("user_ada"), at: UnixTime(seconds: Instance.issuedAt - 1))]
        #expect(try visit.session() != nil)
    }

    // MARK: The redirect

    @Test func `the redirect says everything Clerk asks for, in its order`() throws {
        let token = try Instance.token(["iat": 1_699_999_910, "exp": 1_699_999_970])
        let visit = Visit(
            ["accept": "text/html,*/*", "cookie": "__session=\(token); __client_uat=1699999900"],
            path: "/inbox?q=a%20b&__clerk_db_jwt=x&__dev_session=y")
        let url = try #require(try visit.redirect())
        let start =
            "https://clerk.inspired.puma-74.lcl.dev/v1/client/handshake?redirect_url=https%3A%2F%2Fapp.example.com%2Finbox"
            + "%3Fq%3Da%2520b&__clerk_api_version=2026-05-12&suffixed_cookies=false&__clerk_hs_reason="
            + "session-token-expired-refresh-non-eligible-no-refresh-cookie&format=nonce&__session="
        #expect(url == start + token)
        let fields = try visit.outcome().headerFields
        #expect(fields[.cacheControl] == "no-store")
        #expect(fields[HTTPField.Name("x-clerk-auth-status")!] == "handshake")
        #expect(
            fields[values: .setCookie] == [
                "__clerk_redirect_count=1; SameSite=Lax; HttpOnly; Secure; Max-Age=2",
                "__clerk_live_redirect_count=1; Path=/; SameSite=Lax; HttpOnly; Secure; Max-Age=10",
            ])
    }

    @Test func `a token too long for an address, or none at all, is left out of it`() throws {
        let junk = try Instance.token([
            "exp": 1_699_999_970, "iat": 1_699_999_910, "x": .string(String(repeating: "a", count: 4000)),
        ])
        let visit = Visit(["accept": "text/html", "cookie": "__session=\(junk); __client_uat=1699999900"])
        #expect(try visit.redirect()?.contains("__session=") == false)
    }

    @Test(arguments: ["__clerk_redirect_count=3", "__clerk_live_redirect_count=3", "__clerk_redirect_count=99"])
    func `the third redirect in a row is the last`(_ counter: String) throws {
        var visit = Visit([
            "sec-fetch-dest": "document", "cookie": "__client_uat=1699999900; __client_uat=0; \(counter)",
        ])
        #expect(try visit.signedOutReason()?.code == "client-uat-but-no-session-token")
        guard case .redirectLoop(let reason, let repeated) = try visit.outcome().notice else {
            Issue.record("no notice")
            return
        }
        #expect(reason.code == "client-uat-but-no-session-token")
        #expect(repeated)
        visit.request.headerFields[.cookie] = "__client_uat=1699999900; __clerk_redirect_count=2"
        #expect(try visit.redirectReason() == "client-uat-but-no-session-token")
    }

    @Test func `goes through the proxy, whose path is on this server`() throws {
        var visit = Visit(["sec-fetch-dest": "document", "cookie": "__client_uat=1699999900"])
        visit.configure = { $0.proxyURL = "/__clerk/" }
        #expect(try visit.redirect()?.hasPrefix("https://app.example.com/__clerk/v1/client/handshake?") == true)
        visit.configure = { $0.proxyURL = "https://proxy.example/c/" }
        #expect(try visit.redirect()?.hasPrefix("https://proxy.example/c/v1/client/handshake?") == true)
    }

    // MARK: Coming back

    @Test func `production takes the handshake's cookies along and serves the page`() throws {
        let token = try Instance.token(["azp": nil])
        let cookies = [
            "__client_uat=1699999900; Path=/", "__session=\(token); Path=/",
            "__session_\(Self.suffix)=\(token); Path=/",
        ]
        let visit = Visit(["sec-fetch-dest": "document", "cookie": "__clerk_handshake=\(try handshake(cookies))"])
        #expect(try visit.session()?.sessionID == "sess_1")
        let fields = try visit.outcome().headerFields
        #expect(fields[values: .setCookie] == cookies)
        #expect(fields[.accessControlAllowOrigin] == "null")
        #expect(fields[.location] == nil)
    }

    @Test func `development sets them and loads the cleaned address`() throws {
        let token = try Instance.token()
        let cookies = ["__clerk_db_jwt=dvb_1; Path=/", "__session=\(token); Path=/"]
        var visit = Visit(
            ["sec-fetch-dest": "document"],
            path: "/p?keep=%2f&__clerk_handshake=\(try handshake(cookies))&__clerk_help=1&__clerk_db_jwt=x&z")
        visit.key = Self.devKey
        #expect(try visit.redirect() == "https://app.example.com/p?keep=%2f&z")
        #expect(try visit.outcome().headerFields[values: .setCookie] == cookies)
    }

    @Test func `no session in the handshake is the answer, not a question`() throws {
        let cookies = ["__client_uat=0; Path=/", "__session=; Path=/; Max-Age=0"]
        let visit = Visit(["sec-fetch-dest": "document", "cookie": "__clerk_handshake=\(try handshake(cookies))"])
        #expect(try visit.signedOutReason()?.code == "session-token-missing")
        #expect(try visit.outcome().headerFields[values: .setCookie] == cookies)
    }

    @Test func `the nonce wins over the token, and the last line of our own names counts`() throws {
        let (old, new) = (try Instance.token(["sid": "sess_old"]), try Instance.token(["sid": "sess_new"]))
        var visit = Visit([
            "sec-fetch-dest": "document", "cookie": "__clerk_handshake_nonce=n1; __clerk_handshake=junk",
        ])
        visit.nonces = [
            "n1": [
                "__session=\(old)", "__session=\(new)",
                "__session_zzzzzzzz=\(try Instance.token(["sid": "sess_foreign"]))",
            ]
        ]
        #expect(try visit.session()?.sessionID == "sess_new")
    }

    @Test func `a result that is not Clerk's is an error page in development, and nothing in production`() throws {
        let forged = try handshake(["__session=x"], key: Instance.stranger.get())
        var visit = Visit(["sec-fetch-dest": "document"], path: "/?__clerk_handshake=\(forged)")
        #expect(try visit.signedOutReason()?.code == "session-token-and-uat-missing")
        guard case .handshakeRefused(let rejection) = try visit.outcome().notice else {
            Issue.record("no notice")
            return
        }
        #expect(rejection.reason == .invalidSignature)
        visit.key = Self.devKey
        guard case .misconfigured = try visit.outcome().answer else {
            Issue.record("not misconfigured")
            return
        }
    }

    @Test func `a template's token with a handshake claim, or a session's, sets no cookie`() throws {
        for (header, claims): ([String: JSONValue?], [String: JSONValue?]) in [
            (["cat": "cl_B7d4PD222AAA"], ["sid": nil, "handshake": ["__session=x"]]),
            ([:], ["handshake": ["__session=x"]]),
            ([:], ["sid": nil, "handshake": ["__session=x\r\nset-cookie: y=z"]]),
        ] {
            let visit = Visit(["cookie": "__clerk_handshake=\(try Instance.token(header: header, claims))"])
            #expect(try visit.outcome().headerFields[values: .setCookie].isEmpty)
        }
    }

    @Test func `a clock off by hours passes in development, and is said to be`() throws {
        let token = try Instance.token()
        var visit = Visit(
            ["sec-fetch-dest": "document"], path: "/?__clerk_handshake=\(try handshake(["__session=\(token)"]))")
        visit.now = UnixTime(seconds: Instance.issuedAt + 36_000)
        visit.key = Self.devKey
        #expect(try visit.redirect() == "https://app.example.com/")
        #expect(try visit.outcome().notice == .clockSkew)
    }

    // MARK: Development browsers

    @Test func `a development browser that is not known is made known first`() throws {
        var visit = Visit(["sec-fetch-dest": "document"])
        visit.key = Self.devKey
        #expect(try visit.redirectReason() == "dev-browser-missing")
        visit.request.path = "/?__clerk_db_jwt=dvb_2"
        #expect(try visit.redirectReason() == "dev-browser-sync")
        #expect(try visit.redirect()?.hasSuffix("&__clerk_db_jwt=dvb_2") == true)
    }

    // MARK: Refresh

    @Test func `an expired token is exchanged where the browser holds a refresh token`() throws {
        var visit = try Visit(
            signedInWith: ["iat": 1_699_999_910, "exp": 1_699_999_970], and: "__refresh_\(Self.suffix)=r1")
        visit.refreshed = .success(["__session=\(try Instance.token()); Path=/"])
        #expect(try visit.session()?.sessionID == "sess_1")
        #expect(try visit.outcome().headerFields[values: .setCookie].count == 1)
    }

    @Test(arguments: [
        (RefreshObstacle.fetchError, "fetch-error"), (.noBackend, "missing-api-client"),
        (.refused(apiErrorCode: "session_not_found"), "session_not_found"),
        (.refused(apiErrorCode: "evil\r\n"), "unexpected-bapi-error"),
    ])
    func `an exchange that fails is a redirect that says why`(_ obstacle: RefreshObstacle, _ why: String) throws {
        var visit = try Visit(
            signedInWith: ["iat": 1_699_999_910, "exp": 1_699_999_970], and: "__refresh_\(Self.suffix)=r1")
        visit.refreshed = .failure(obstacle)
        #expect(try visit.redirectReason() == "session-token-expired-refresh-\(why)")
        visit.refreshed = .success(["__client_uat=1"])
        #expect(try visit.redirectReason() == "session-token-expired-refresh-missing-session-token")
        visit.refreshed = .success(["__session=junk"])
        #expect(try visit.redirectReason() == "session-token-expired-refresh-invalid-session-token")
        visit.request.method = .post
        #expect(try visit.signedOutReason()?.code == "session-token-expired-refresh-non-eligible-non-get")
    }

    // MARK: Satellites

    @Test func `a satellite asks when told to, or on its own when configured so`() throws {
        var visit = Visit(["sec-fetch-dest": "document"])
        visit.configure = {
            $0.satellite = Satellite(domain: "sat.example", signInURL: "https://primary.example/sign-in")
        }
        #expect(try visit.signedOutReason()?.code == "session-token-and-uat-missing")
        visit.request.path = "/?__clerk_synced=false"
        #expect(try visit.redirectReason() == "satellite-needs-syncing")
        #expect(try visit.redirect()?.hasPrefix("https://clerk.sat.example/v1/client/handshake?") == true)
        visit.request.path = "/?__clerk_synced=true"
        #expect(try visit.signedOutReason()?.code == "session-token-and-uat-missing")
        visit.request.path = "/"
        visit.configure = {
            $0.satellite = Satellite(
                domain: "sat.example", signInURL: "https://primary.example/sign-in", syncsAutomatically: true)
        }
        #expect(try visit.redirectReason() == "satellite-needs-syncing")
        visit.key = Self.devKey
        #expect(
            try visit.redirect()
                == "https://primary.example/sign-in?__clerk_redirect_url=https%3A%2F%2Fapp.example.com%2F")
    }

    @Test func `the primary answers known satellites only`() throws {
        var visit = Visit(
            ["sec-fetch-dest": "document", "cookie": "__clerk_db_jwt=dvb_1"],
            path: "/sign-in?__clerk_redirect_url=https%3A%2F%2Fsat.example%2Fp%3F__clerk_synced%3Dfalse")
        visit.key = Self.devKey
        #expect(try visit.redirect() == nil)
        visit.configure = { $0.allowedRedirectOrigins = ["https://sat.example"] }
        #expect(try visit.redirect() == "https://sat.example/p?__clerk_db_jwt=dvb_1&__clerk_synced=true")
    }

    @Test(arguments: [
        ("https://other.example/", true), ("https://app.example.com/x", false),
        ("https://clerk.inspired.puma-74.lcl.dev/", false), ("https://accounts.inspired.puma-74.lcl.dev/x", false),
        ("https://accounts.evil.example/", true), ("not a url", false),
    ])
    func `a visitor from another site is looked up again where satellites exist`(_ referrer: String, _ isAsked: Bool)
        throws
    {
        var visit = try Visit(signedInWith: [:])
        visit.request.headerFields[.referer] = referrer
        #expect(try visit.redirect() == nil)
        visit.configure = { $0.allowedRedirectOrigins = ["https://sat.example"] }
        #expect(try visit.redirectReason() == (isAsked ? "primary-domain-cross-origin-sync" : nil))
    }

    // MARK: Organisations

    @Test(
        arguments: [
            ("/orgs/acme/settings", nil), ("/orgs/other/settings", "other"), ("/orgs/acme", nil), ("/o/org_1", nil),
            ("/o/org_2", "org_2"), ("/me", ""), ("/elsewhere", nil),
        ] as [(String, String?)])
    func `the address may ask for another organisation`(_ path: String, _ wanted: String?) throws {
        var visit = try Visit(signedInWith: ["o": ["id": "org_1", "slg": "acme", "rol": "admin"]])
        visit.request.path = path
        visit.configure = {
            $0.organizationSync = OrganizationSync(
                organizationPatterns: ["/orgs/:slug/(.*)", "/o/:id"], personalAccountPatterns: ["/me"])
        }
        let url = try visit.redirect()
        #expect(
            url.flatMap {
                $0.split(separator: "&organization_id=", omittingEmptySubsequences: false).dropFirst().last.map(
                    String.init)
            } == wanted)
        #expect((url == nil) == (wanted == nil))
    }

    // MARK: Support

    private func handshake(_ cookies: [String], key: SigningKey? = nil) throws -> String {
        let signer = try key ?? Instance.key.get()
        return try signer.sign(
            header: .object(Instance.header.compactMapValues(\.self)),
            payload: ["handshake": .array(cookies.map(JSONValue.string))])
    }
}

/// One request, and a shell that carries out what the machine asks for, with real signatures.
private struct Visit {
    var request: HTTPRequest
    var key = Instance.publishableKeyText
    var now = Instance.now
    var tombstones: [Tombstone] = []
    var nonces: [String: [String]] = [:]
    var refreshed = Result<[String], RefreshObstacle>.failure(.noBackend)
    var configure: (inout ClerkConfiguration) -> Void = { _ in }

    init(_ fields: [String: String], path: String = "/") {
        request = HTTPRequest(method: .get, scheme: "https", authority: "app.example.com", path: path)
        for (name, value) in fields { request.headerFields[HTTPField.Name(name)!] = value }
    }

    init(signedInWith claims: [String: JSONValue?], and cookie: String = "a=b") throws {
        self.init([
            "sec-fetch-dest": "document",
            "cookie": "__session=\(try Instance.token(claims)); __client_uat=1699999900; \(cookie)",
        ])
    }

    func outcome() throws -> RequestOutcome {
        var configuration = ClerkConfiguration(publishableKey: try PublishableKey(key))
        configuration.authorizedParties = [Instance.party]
        configure(&configuration)
        let verifier = SessionVerifier(configuration)
        let keys = try Instance.key.get().keySet()
        let url = try #require(PublicURL(request))
        var machine = RequestStateMachine(request, url: url, configuration: configuration, at: now)
        var action = machine.begin()
        for _ in 0..<10 {
            switch action {
            case .finish(let outcome): return outcome
            case .verify(let token, let carrier, let skew):
                action = machine.verified(verdict(verifier, keys, token, carrier, skew))
            case .fetchHandshake(let nonce):
                action = machine.received(handshake: .success((nonces[nonce] ?? []).compactMap { SetCookie($0) }))
            case .verifyHandshake(let token):
                action = machine.received(
                    handshake: Result { () throws(TokenRejection) in
                        let token = try verifier.inspect(token, carrier: .cookie)
                        return try verifier.handshakeCookies(in: token, with: keys.key(for: token))
                    })
            case .refresh:
                action = machine.refreshed(refreshed.map { $0.compactMap { SetCookie($0) } })
            }
        }
        throw Endless()
    }

    private struct Endless: Error {}

    private func verdict(
        _ verifier: SessionVerifier, _ keys: KeySet, _ text: String, _ carrier: TokenCarrier, _ skew: Duration?
    ) -> RequestStateMachine.Verdict {
        do throws(TokenRejection) {
            let token = try verifier.inspect(text, carrier: carrier)
            let session = try verifier.verify(
                token, with: keys.key(for: token), request: CredentialContext(request), clockSkew: skew, at: now)
            let tombstone = tombstones.first { $0.forbids(session) }
            return tombstone.map { .revoked($0) } ?? .session(session)
        } catch {
            return .rejected(error)
        }
    }

    func session() throws -> ClerkSession? {
        guard case .proceed(let state) = try outcome().answer else { return nil }
        return state.session
    }

    func signedOutReason() throws -> SignedOutReason? {
        guard case .proceed(.signedOut(let reason)) = try outcome().answer else { return nil }
        return reason
    }

    func redirect() throws -> String? {
        guard case .redirect(let url, _) = try outcome().answer else { return nil }
        return url
    }

    func redirectReason() throws -> String? {
        guard case .redirect(_, let reason) = try outcome().answer else { return nil }
        return reason?.code
    }
}

extension HTTPField.Name {
    fileprivate static let secFetchDest = Self("Sec-Fetch-Dest")!
    fileprivate static let secPurpose = Self("Sec-Purpose")!
}
