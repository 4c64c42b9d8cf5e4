import ClerkCore
import CryptoExtras
import Testing

@Suite("ClerkConfiguration · refuses to start with every problem at once, and shows none of the values")
struct ClerkConfigurationTests {
    static let testKey = "pk_test_Y2xlcmsuY2xlcmsuZGV2JA"
    static let liveKey = "pk_live_Y2xlcmsuY2xlcmsuZGV2JA"

    private func variables(_ environment: [String: String]) -> [String] {
        do {
            _ = try ClerkConfiguration.validated(environment: environment)
            return []
        } catch {
            return error.problems.map(\.variable)
        }
    }

    @Test func `a publishable key is enough for development`() throws {
        let configuration = try ClerkConfiguration.validated(environment: [
            "CLERK_PUBLISHABLE_KEY": " \(Self.testKey)\n"
        ])
        #expect(configuration.publishableKey.text == Self.testKey)
        #expect(configuration.secretKey == nil)
        #expect(configuration.frontendAPIURL == "https://clerk.clerk.dev")
        #expect(configuration.apiURL == "https://api.clerk.com")
        #expect(configuration.issuers == ["https://clerk.clerk.dev"])
        #expect(configuration.clockSkew == .seconds(5))
        #expect(configuration.missingAuthorizedParty == .allowFromCookieOnNavigation)
        #expect(configuration.routes == ClerkRoutes())
        #expect(configuration.identityMapping == IdentityMapping())
    }

    @Test func `reads every variable`() throws {
        let pem = try Instance.key.get().privateKey.publicKey.pemRepresentation
        let configuration = try ClerkConfiguration.validated(environment: [
            "CLERK_PUBLISHABLE_KEY": Self.liveKey, "CLERK_SECRET_KEY": "sk_live_abc", "CLERK_JWT_KEY": pem,
            "CLERK_FRONTEND_API_URL": "https://auth.example.com/", "CLERK_API_URL": "https://api.example.com",
            "CLERK_AUTHORIZED_PARTIES": "https://a.example.com, https://b.example.com:8443,",
            "CLERK_MISSING_AUTHORIZED_PARTY": "reject", "CLERK_AUDIENCES": "x,y", "CLERK_CLOCK_SKEW_SECONDS": "0",
            "CLERK_SIGN_IN_URL": "/in", "CLERK_SIGN_UP_URL": "/up", "CLERK_SIGN_OUT_URL": "/out",
            "CLERK_CALLBACK_URL": "/back",
            "CLERK_AFTER_SIGN_IN_URL": "/a", "CLERK_AFTER_SIGN_UP_URL": "/b?x=1", "CLERK_AFTER_SIGN_OUT_URL": "/c",
            "CLERK_HOME_URL": "/h", "CLERK_IDENTITY_EMAIL": "mail, email",
        ])
        #expect(configuration.secretKey == SecretKey("sk_live_abc"))
        #expect(configuration.jwtKey == (try VerificationKey(pem: pem)))
        #expect(configuration.frontendAPIURL == "https://auth.example.com")
        #expect(configuration.apiURL == "https://api.example.com")
        #expect(configuration.issuers == ["https://clerk.clerk.dev", "https://auth.example.com"])
        #expect(configuration.authorizedParties == ["https://a.example.com", "https://b.example.com:8443"])
        #expect(configuration.missingAuthorizedParty == .reject)
        #expect(configuration.audiences == ["x", "y"])
        #expect(configuration.clockSkew == .zero)
        let routes = configuration.routes
        #expect([routes.signIn, routes.signUp, routes.signOut, routes.callback] == ["/in", "/up", "/out", "/back"])
        #expect(
            [routes.afterSignIn, routes.afterSignUp, routes.afterSignOut, routes.home] == ["/a", "/b?x=1", "/c", "/h"])
        #expect(configuration.identityMapping.email == ["mail", "email"])
    }

    @Test func `lists every problem at once, one sentence each`() throws {
        let environment = [
            "CLERK_SECRET_KEY": "whatever", "CLERK_JWT_KEY": "nonsense", "CLERK_API_URL": "api.clerk.com",
            "CLERK_FRONTEND_API_URL": "http://clerk.example.com", "CLERK_AUTHORIZED_PARTIES": "app.example.com",
            "CLERK_CLOCK_SKEW_SECONDS": "a while", "CLERK_MISSING_AUTHORIZED_PARTY": "maybe",
            "CLERK_HOME_URL": "//evil.example",
        ]
        #expect(Set(variables(environment)) == Set(environment.keys).union(["CLERK_PUBLISHABLE_KEY"]))
        let error = try #require(throws: ConfigurationError.self) {
            try ClerkConfiguration.validated(environment: environment)
        }
        for problem in error.problems {
            #expect(problem.description.hasPrefix(problem.variable + " "))
            #expect(problem.message.hasSuffix("."))
            #expect(!problem.description.contains("\n"))
        }
        #expect(error.description.split(separator: "\n").count == error.problems.count)
    }

    @Test func `says nothing of what was configured`() throws {
        let sesame = "sk_live_sesame_open",
            misplaced = [
                "CLERK_PUBLISHABLE_KEY", "CLERK_JWT_KEY", "CLERK_API_URL",
                "CLERK_AUTHORIZED_PARTIES", "CLERK_SIGN_IN_URL", "CLERK_CLOCK_SKEW_SECONDS",
                "CLERK_MISSING_AUTHORIZED_PARTY",
                "CLERK_FRONTEND_API_URL",
            ]
        var environment = Dictionary(uniqueKeysWithValues: misplaced.map { ($0, sesame) })
        environment["CLERK_SECRET_KEY"] = sesame + " with a space"
        let error = try #require(throws: ConfigurationError.self) {
            try ClerkConfiguration.validated(environment: environment)
        }
        var text = "\(error)" + String(reflecting: error)
        dump(error, to: &text)
        #expect(error.problems.count >= misplaced.count)
        #expect(!text.contains("sesame"))
    }

    @Test func `a configuration shows no secret`() throws {
        let configuration = try ClerkConfiguration.validated(environment: [
            "CLERK_PUBLISHABLE_KEY": Self.testKey, "CLERK_SECRET_KEY": "sk_test_sesame",
        ])
        var text = "\(configuration)" + String(reflecting: configuration)
        dump(configuration, to: &text)
        #expect(!text.contains("sesame"))
    }

    @Test(arguments: [(testKey, "sk_live_abc"), (liveKey, "sk_test_abc")])
    func `refuses keys of two kinds of instance`(publishable: String, secret: String) {
        let environment = [
            "CLERK_PUBLISHABLE_KEY": publishable, "CLERK_SECRET_KEY": secret,
            "CLERK_AUTHORIZED_PARTIES": "https://a.example.com",
        ]
        #expect(variables(environment) == ["CLERK_SECRET_KEY"])
    }

    @Test func `production needs its authorised parties`() {
        #expect(variables(["CLERK_PUBLISHABLE_KEY": Self.liveKey]) == ["CLERK_AUTHORIZED_PARTIES"])
        #expect(
            variables(["CLERK_PUBLISHABLE_KEY": Self.liveKey, "CLERK_AUTHORIZED_PARTIES": " , "]) == [
                "CLERK_AUTHORIZED_PARTIES"
            ])
    }

    @Test(arguments: [
        "https://a.example.com/", "https://A.example.com", "https://a.example.com/path", "a.example.com", "*",
        "https://*.example.com", "https://a.example.com:443x", "https://",
    ])
    func `an authorised party is an origin as browsers spell it`(party: String) {
        let environment = [
            "CLERK_PUBLISHABLE_KEY": Self.testKey, "CLERK_AUTHORIZED_PARTIES": "https://b.example.com,\(party)",
        ]
        #expect(variables(environment) == ["CLERK_AUTHORIZED_PARTIES"])
    }

    @Test func `plain http is for a Clerk on this machine, in development`() {
        let local = ["CLERK_FRONTEND_API_URL": "http://127.0.0.1:4010", "CLERK_API_URL": "http://localhost:4010"]
        #expect(variables(local.merging(["CLERK_PUBLISHABLE_KEY": Self.testKey]) { $1 }) == [])
        let live = ["CLERK_PUBLISHABLE_KEY": Self.liveKey, "CLERK_AUTHORIZED_PARTIES": "https://a.example.com"]
        #expect(variables(local.merging(live) { $1 }) == ["CLERK_FRONTEND_API_URL", "CLERK_API_URL"])
        let remote = ["CLERK_PUBLISHABLE_KEY": Self.testKey, "CLERK_API_URL": "http://10.0.0.1:4010"]
        #expect(variables(remote) == ["CLERK_API_URL"])
    }

    @Test(arguments: ["dashboard", "//evil.example", "/\\evil.example", "https://evil.example/", "/a b", "/a\u{7F}"])
    func `a route stays on this server`(path: String) {
        #expect(
            variables(["CLERK_PUBLISHABLE_KEY": Self.testKey, "CLERK_AFTER_SIGN_IN_URL": path]) == [
                "CLERK_AFTER_SIGN_IN_URL"
            ])
    }

    @Test(arguments: ["-1", "301", "5.5", "NaN"])
    func `the skew is a small number of seconds`(skew: String) {
        #expect(
            variables(["CLERK_PUBLISHABLE_KEY": Self.testKey, "CLERK_CLOCK_SKEW_SECONDS": skew]) == [
                "CLERK_CLOCK_SKEW_SECONDS"
            ])
    }

    @Test func `a configuration made in code is held to the same rules`() throws {
        var configuration = ClerkConfiguration(
            publishableKey: try PublishableKey(Self.liveKey), secretKey: SecretKey("sk_test_x"))
        configuration.routes.home = "home"
        let error = try #require(throws: ConfigurationError.self) { try configuration.validated() }
        #expect(error.problems.map(\.variable) == ["CLERK_SECRET_KEY", "CLERK_AUTHORIZED_PARTIES", "CLERK_HOME_URL"])
    }
}
