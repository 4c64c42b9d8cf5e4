import ClerkDevelopment
import ClerkLive
import Foundation
import HTTPTypes
import TestPeer
import Testing

@Suite("Authenticator · a good token, however it comes, and no other (issue 2, bad input)")
struct AuthenticatorTests {
    enum Carrier: CaseIterable {
        case cookie, suffixedCookie, bearer

        func fields(_ token: String, _ clerk: Clerk) -> [(String, String)] {
            let suffix = clerk.configuration.publishableKey.cookieSuffix
            return switch self {
            case .cookie: [("Cookie", "__session=\(token); __client_uat=1")]
            case .suffixedCookie:
                [
                    (
                        "Cookie",
                        "other=1; __session_\(suffix)=\(token); __client_uat_\(suffix)=1; __client_uat=1; __clerk_db_jwt_\(suffix)=dvb_known"
                    )
                ]
            case .bearer: [("Authorization", "Bearer \(token)")]
            }
        }
    }

    @Test(arguments: Carrier.allCases)
    func `shows the page to who is signed in`(carrier: Carrier) async throws {
        try await TestApplication.run { application in
            let token = try await application.device().token()
            let answer = try await application.browser.send(
                "GET", "/dashboard", carrier.fields(token, application.clerk) + [("Accept", "text/html")])
            #expect(answer.status == 200)
            #expect(answer.text.contains("<p>\(application.ada.id)</p>"))
            #expect(application.log.reasons == [])
        }
    }

    /// How a token goes wrong, and what the log says of it.
    enum Fault: String, CaseIterable {
        case forged = "token-invalid-signature"
        case expired = "token-expired"
        case early = "token-not-active-yet"
        case otherIssuer = "token-invalid-issuer"
        case otherInstance = "jwk-kid-mismatch"
        case otherOrigin = "token-invalid-authorized-parties"
        case unsigned = "token-invalid-algorithm"
        case garbage = "token-invalid"

        /// The reason a program is told: of a token that is only out of time, that Clerk was not asked for another.
        var reason: String {
            switch self {
            case .expired: "session-token-expired-refresh-non-eligible-no-refresh-cookie"
            case .early: "session-token-nbf"
            default: rawValue
            }
        }

        /// Where a browser that loads a page is sent.
        func leads(to location: String, _ application: TestApplication) -> Bool {
            switch self {
            case .expired, .early:
                location.hasPrefix(application.development.frontendAPIURL + "/v1/client/handshake?")
            default: location == "/auth/sign-in?redirect_url=/dashboard"
            }
        }

        func token(_ application: TestApplication) async throws -> String {
            let device = try await application.device()
            switch self {
            case .forged:
                let (own, other) = try await (device.token(), application.device("alan@example.com").token())
                return (own.split(separator: ".").prefix(2) + other.split(separator: ".").suffix(1)).joined(
                    separator: ".")
            case .expired:
                application.development.clockOffset = -3600
                defer { application.development.clockOffset = 0 }
                return try await application.device().token()
            case .early:
                application.development.clockOffset = 3600
                defer { application.development.clockOffset = 0 }
                return try await device.token()
            case .otherIssuer: return try await application.signed(["iss": "https://clerk.evil.example"])
            case .otherInstance: return try await application.signed([:], keyID: "ins_other")
            case .otherOrigin: return try await device.token(origin: "http://localhost:5999")
            case .unsigned: return try await application.signed([:], algorithm: "none")
            case .garbage: return "abc.def.ghi-this-is-no-token"
            }
        }
    }

    @Test(arguments: Fault.allCases)
    func `anybody else is signed out, the log says why, and nothing of the token`(fault: Fault) async throws {
        try await TestApplication.run { application in
            let token = try await fault.token(application)
            let page = try await application.browser.send(
                "GET", "/dashboard", [("Authorization", "Bearer \(token)"), ("Accept", "text/html")])
            #expect(fault.leads(to: page["location"] ?? "", application))
            let api = try await application.browser.send("GET", "/members/who", [("Authorization", "Bearer \(token)")])
            #expect(api.status == 401)
            #expect(api.json?["reason"]?.string == fault.reason)
            #expect(application.log.reasons == Array(repeating: "\(fault.rawValue) (header)", count: 2))
            for part in token.split(separator: ".") { #expect(!application.log.text.contains(part)) }
            #expect(!api.text.contains(token))
        }
    }

    @Test(arguments: [
        ("__client_uat=0", "session-token-but-no-client-uat"),
        ("__client_uat=9999999999", "session-token-iat-before-client-uat"),
    ])
    func `cookies that Clerk has overtaken sign nobody in`(clientUAT: String, reason: String) async throws {
        try await TestApplication.run { application in
            let token = try await application.device().token()
            let answer = try await application.browser.send(
                "GET", "/members/who", [("Cookie", "__session=\(token); \(clientUAT)")])
            #expect(answer.json?["reason"]?.string == reason)
        }
    }
}

extension TestApplication {
    /// A token signed with the instance's own key, whose claims are Ada's but for `changes`.
    func signed(
        _ changes: [String: JSONValue], keyID: String? = nil, algorithm: String = "RS256"
    ) async throws -> String {
        let keys = try await WebClient.send("GET", development.frontendAPIURL + "/.well-known/jwks.json").json
        let published = keys?["keys"]?.array?.first?["kid"]?.string ?? ""
        let now = Int(clock.now.timeIntervalSince1970)
        let claims: [String: JSONValue] = [
            "iss": .string(development.frontendAPIURL), "sub": .string(ada.id), "sid": "sess_invented",
            "iat": .integer(now), "nbf": .integer(now), "exp": .integer(now + 60), "v": 2, "sts": "active",
            "azp": .string(browser.origin),
        ]
        return try TestKey.sign(
            header: [
                "alg": .string(algorithm), "typ": "JWT", "kid": .string(keyID ?? published), "cat": "cl_B7d4PD111AAA",
            ],
            claims: .object(claims.merging(changes) { $1 }))
    }
}
