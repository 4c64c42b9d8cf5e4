import ClerkDevelopment
import Foundation
import JWTKit
import Testing
import WireJSON

@Suite("FrontendAPI · browsers sign in, get tokens, and sign out")
struct FrontendAPITests {
    // MARK: Signing in

    @Test func `signs in with address and password`() async throws {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            let answer = try await browser.send(
                .POST, "/v1/client/sign_ins", form: ["identifier": " ADA@example.com ", "password": "clerk-live"])
            let session = answer.json["client"]?["sessions"]?.array?.first
            #expect(answer.status == 200)
            #expect(answer.json["response"]?["status"] == "complete")
            #expect(session?["id"] == answer.json["response"]?["created_session_id"])
            #expect(session?["status"] == "active")
            #expect(session?["user"]?["first_name"] == "Ada")
            #expect(answer.json["client"]?["last_active_session_id"] == session?["id"])
        }
    }

    @Test func `takes a JSON body as well as a form, and the token as a header as well as a parameter`() async throws {
        try await withClerk { clerk in
            var browser = try await TestBrowser.fresh(clerk)
            browser.headers = [("__clerk_db_jwt", browser.devBrowser ?? "")]
            browser.devBrowser = nil
            let answer = try await browser.send(
                .POST, "/v1/client/sign_ins", json: ["identifier": "ada@example.com", "password": "clerk-live"])
            #expect(answer.json["response"]?["status"] == "complete")
        }
    }

    @Test(arguments: [
        (["identifier": "ada@example.com", "password": "wrong"], "form_password_incorrect", "password"),
        (["identifier": "eve@example.com", "password": "clerk-live"], "form_identifier_not_found", "identifier"),
        (["identifier": "ada@example.com"], "form_param_nil", "password"),
        (["password": "clerk-live"], "form_param_nil", "identifier"),
    ])
    func `refuses with Clerk's code, naming the field`(form: [String: String], code: String, field: String) async throws
    {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            let answer = try await browser.send(.POST, "/v1/client/sign_ins", form: form)
            let error = answer.json["errors"]?.array?.first
            #expect(answer.status == 422)
            #expect(error?["code"]?.string == code)
            #expect(error?["meta"]?["param_name"]?.string == field)
            #expect(error?["message"]?.string?.isEmpty == false && error?["long_message"]?.string?.isEmpty == false)
            #expect(answer.json["clerk_trace_id"]?.string?.isEmpty == false)
            #expect(try await browser.send(.GET, "/v1/client").json["response"]?["sessions"] == [])
        }
    }

    @Test func `keeps several users in one browser, the last one active`() async throws {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            let ada = try #require(try await browser.signIn())
            let alan = try #require(try await browser.signIn("alan@example.com"))
            var client = try await browser.send(.GET, "/v1/client").json["response"]
            #expect(client?["sessions"]?.array?.compactMap { $0["id"]?.string } == [ada, alan])
            #expect(client?["last_active_session_id"]?.string == alan)
            _ = try await browser.send(.POST, "/v1/client/sessions/\(ada)/touch")
            client = try await browser.send(.GET, "/v1/client").json["response"]
            #expect(client?["last_active_session_id"]?.string == ada)
            let again = try await browser.send(
                .POST, "/v1/client/sign_ins", form: ["identifier": "ada@example.com", "password": "clerk-live"])
            #expect(again.errorCode == "identifier_already_signed_in")
        }
    }

    @Test(arguments: [nil, "dvb_invented"])
    func `answers only browsers it knows`(devBrowser: String?) async throws {
        try await withClerk { clerk in
            var browser = TestBrowser(clerk)
            browser.devBrowser = devBrowser
            for answer in [
                try await browser.send(.GET, "/v1/client"), try await browser.send(.DELETE, "/v1/client/sessions"),
            ] {
                #expect(answer.status == 401)
                #expect(answer.errorCode == "dev_browser_unauthenticated")
            }
        }
    }

    @Test func `gives one browser nothing of another's session`() async throws {
        try await withClerk { clerk in
            let session = try #require(try await TestBrowser.fresh(clerk).signIn())
            let answer = try await TestBrowser.fresh(clerk).token(session)
            #expect(answer.status == 404)
            #expect(answer.errorCode == "resource_not_found")
        }
    }

    // MARK: Signing up

    @Test func `signs up, and is signed in`() async throws {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            let form = [
                "email_address": "grace@example.com", "password": "compilers", "first_name": "Grace",
                "last_name": "Hopper",
            ]
            let answer = try await browser.send(.POST, "/v1/client/sign_ups", form: form)
            let user = answer.json["client"]?["sessions"]?.array?.first?["user"]
            #expect(answer.json["response"]?["status"] == "complete")
            #expect(user?["email_addresses"]?.array?.first?["email_address"] == "grace@example.com")
            #expect(clerk.users.last?.name == "Grace Hopper")
            #expect(try await TestBrowser.fresh(clerk).signIn("grace@example.com", password: "compilers") != nil)
        }
    }

    @Test(arguments: [
        (["email_address": "Ada@Example.com", "password": "compilers"], "form_identifier_exists"),
        (["email_address": "grace", "password": "compilers"], "form_param_format_invalid"),
        (["email_address": "grace@example.com", "password": "short"], "form_password_length_too_short"),
        (["email_address": "grace@example.com"], "form_param_nil"),
        (["password": "compilers"], "form_param_nil"),
        (
            [
                "email_address": "g@example.com", "password": "compilers",
                "first_name": String(repeating: "g", count: 65),
            ],
            "form_param_format_invalid"
        ),
    ])
    func `refuses a sign-up and makes nobody`(form: [String: String], code: String) async throws {
        try await withClerk { clerk in
            let answer = try await TestBrowser.fresh(clerk).send(.POST, "/v1/client/sign_ups", form: form)
            #expect(answer.status == 422)
            #expect(answer.errorCode == code)
            #expect(clerk.users.count == 2)
        }
    }

    // MARK: Tokens

    @Test func `mints version 2 session tokens that another library verifies`() async throws {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            let session = try #require(try await browser.signIn())
            let token = try #require(try await browser.token(session).json["jwt"]?.string)
            let claims = try await JWTKeyCollection.published(by: clerk).verify(token, as: SessionPayload.self)
            let ada = clerk.users[0]
            #expect(
                claims
                    == SessionPayload(
                        iss: clerk.frontendAPIURL, sub: ada.id, sid: session, azp: "http://localhost:8080",
                        iat: claims.iat,
                        exp: claims.iat + 60, nbf: claims.iat - 10, jti: claims.jti, fva: [0, -1], sts: "active", v: 2,
                        email: "ada@example.com", name: "Ada Lovelace", given_name: "Ada", family_name: "Lovelace",
                        picture: "\(clerk.frontendAPIURL)/avatars/\(ada.id)"))
            let names = [
                "azp", "exp", "fva", "iat", "iss", "jti", "nbf", "sid", "sts", "sub", "v", "email", "name",
                "given_name",
                "family_name", "picture",
            ]
            #expect(try Set(payload(of: token).keys) == Set(names))
            let header = try DefaultJWTParser().parse(Array(token.utf8), as: SessionPayload.self).header
            #expect(header.alg == "RS256" && header.typ == "JWT" && header.kid?.hasPrefix("ins_") == true)
            #expect(header.fields["cat"] == .string("cl_B7d4PD111AAA"))
        }
    }

    private func payload(of token: String) throws -> [String: JSONValue] {
        let part = token.split(separator: ".")[1].replacing("-", with: "+").replacing("_", with: "/")
        let padded = String(part) + String(repeating: "=", count: (4 - part.count % 4) % 4)
        let data = try #require(Data(base64Encoded: padded))
        let value = try JSONValue(parsing: String(decoding: data, as: UTF8.self))
        return try #require(value.object)
    }

    @Test func `gives every token another identifier`() async throws {
        try await withClerk { clerk in
            let keys = try await JWTKeyCollection.published(by: clerk)
            let browser = try await TestBrowser.fresh(clerk)
            let session = try #require(try await browser.signIn())
            let first = try #require(try await browser.token(session).json["jwt"]?.string)
            let second = try #require(try await browser.token(session).json["jwt"]?.string)
            #expect(
                try await keys.verify(first, as: SessionPayload.self).jti
                    != keys.verify(second, as: SessionPayload.self).jti)
        }
    }

    @Test func `leaves out azp when no page asks`() async throws {
        try await withClerk { clerk in
            var browser = try await TestBrowser.fresh(clerk)
            let session = try #require(try await browser.signIn())
            browser.origin = nil
            let token = try #require(try await browser.token(session).json["jwt"]?.string)
            #expect(try await JWTKeyCollection.published(by: clerk).verify(token, as: SessionPayload.self).azp == nil)
        }
    }

    // MARK: Signing out

    @Test(arguments: ["remove", "end"])
    func `signs out one session, after which it gives no token`(verb: String) async throws {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            let ada = try #require(try await browser.signIn())
            let alan = try #require(try await browser.signIn("alan@example.com"))
            let answer = try await browser.send(.POST, "/v1/client/sessions/\(alan)/\(verb)")
            #expect(answer.json["client"]?["sessions"]?.array?.count == 1)
            #expect(answer.json["client"]?["last_active_session_id"]?.string == ada)
            #expect(try await browser.token(alan).errorCode == "authentication_invalid")
            #expect(try await browser.token(ada).status == 200)
        }
    }

    @Test func `signs out all sessions of the browser, and no other browser's`() async throws {
        try await withClerk { clerk in
            let other = try await TestBrowser.fresh(clerk)
            let elsewhere = try #require(try await other.signIn())
            let browser = try await TestBrowser.fresh(clerk)
            let sessions = [
                try #require(try await browser.signIn()), try #require(try await browser.signIn("alan@example.com")),
            ]
            let answer = try await browser.send(.DELETE, "/v1/client/sessions")
            #expect(answer.json["response"]?["sessions"] == [])
            for session in sessions { #expect(try await browser.token(session).status == 401) }
            #expect(try await other.token(elsewhere).status == 200)
        }
    }

    // MARK: Everything else

    @Test func `describes itself as a development instance`() async throws {
        try await withClerk { clerk in
            let environment = try await TestBrowser(clerk).send(.GET, "/v1/environment").json
            #expect(environment["display_config"]?["instance_environment_type"] == "development")
            #expect(environment["user_settings"]?["password_settings"]?["min_length"] == 8)
        }
    }

    @Test func `answers an unknown address, and a body that is too large, in Clerk's shape`() async throws {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            #expect(try await browser.send(.GET, "/v1/nothing").errorCode == "resource_not_found")
            let large = ["identifier": String(repeating: "a", count: 70_000)]
            #expect(
                try await browser.send(.POST, "/v1/client/sign_ins", form: large).errorCode == "request_body_invalid")
        }
    }
}
