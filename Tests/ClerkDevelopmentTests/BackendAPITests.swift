import ClerkDevelopment
import Testing
import WireJSON

@Suite("BackendAPI · servers ask and revoke, with the secret key")
struct BackendAPITests {
    @Test(arguments: [
        (nil, "authorization_header_format_invalid"), ("Bearer", "authorization_header_format_invalid"),
        ("Basic abc", "authorization_header_format_invalid"), ("Bearer sk_test_wrong", "clerk_key_invalid"),
    ])
    func `refuses whoever does not hold the key`(authorization: String?, code: String) async throws {
        try await withClerk { clerk in
            var server = TestBrowser.backend(clerk)
            server.headers = authorization.map { [("Authorization", $0)] } ?? []
            for path in ["/v1/jwks", "/v1/sessions", "/v1/users/\(clerk.users[0].id)"] {
                let answer = try await server.send(.GET, path)
                #expect(answer.status == 401)
                #expect(answer.errorCode == code)
            }
        }
    }

    @Test func `publishes the same keys as the frontend API`() async throws {
        try await withClerk { clerk in
            let backend = try await TestBrowser.backend(clerk).send(.GET, "/v1/jwks").json
            #expect(backend == (try await TestBrowser(clerk).send(.GET, "/.well-known/jwks.json").json))
            let key = backend["keys"]?.array?.first
            #expect(key?["kty"] == "RSA" && key?["alg"] == "RS256" && key?["use"] == "sig")
            #expect(key?["d"] == nil)
        }
    }

    @Test func `revokes a session, which then gives no token`() async throws {
        try await withClerk { clerk in
            let server = TestBrowser.backend(clerk)
            let browser = try await TestBrowser.fresh(clerk)
            let session = try #require(try await browser.signIn())
            #expect(try await server.send(.GET, "/v1/sessions/\(session)").json["status"] == "active")
            #expect(try await server.send(.POST, "/v1/sessions/\(session)/revoke").json["status"] == "revoked")
            #expect(try await server.send(.GET, "/v1/sessions/\(session)").json["status"] == "revoked")
            #expect(try await browser.token(session).errorCode == "authentication_invalid")
            #expect(try await browser.send(.GET, "/v1/client").json["response"]?["sessions"] == [])
        }
    }

    @Test func `lists sessions by user and status, newest first`() async throws {
        try await withClerk { clerk in
            let server = TestBrowser.backend(clerk)
            let ada = clerk.users[0].id
            let first = try #require(try await TestBrowser.fresh(clerk).signIn())
            clerk.clockOffset = 1
            let second = try #require(try await TestBrowser.fresh(clerk).signIn())
            _ = try await TestBrowser.fresh(clerk).signIn("alan@example.com")
            let ids = { (query: String) in
                try await server.send(.GET, "/v1/sessions?user_id=\(ada)\(query)").json.array?.compactMap {
                    $0["id"]?.string
                }
            }
            #expect(try await ids("") == [second, first])
            #expect(try await ids("&limit=1") == [second])
            #expect(try await ids("&offset=1") == [first])
            _ = try await server.send(.POST, "/v1/sessions/\(second)/revoke")
            #expect(try await ids("&status=active") == [first])
            #expect(try await ids("&status=revoked") == [second])
            #expect(try await ids("&status=unheard") == [])
        }
    }

    @Test func `describes a user`() async throws {
        try await withClerk { clerk in
            let user = try await TestBrowser.backend(clerk).send(.GET, "/v1/users/\(clerk.users[1].id)").json
            #expect(user["object"] == "user")
            #expect(user["last_name"] == "Turing")
            #expect(user["email_addresses"]?.array?.first?["id"] == user["primary_email_address_id"])
        }
    }

    @Test(arguments: ["/v1/sessions/sess_none", "/v1/users/user_none"])
    func `answers 404 for what does not exist`(path: String) async throws {
        try await withClerk { clerk in
            let answer = try await TestBrowser.backend(clerk).send(.GET, path)
            #expect(answer.status == 404)
            #expect(answer.errorCode == "resource_not_found")
        }
    }
}
