import ClerkDevelopment
import Crypto
import Foundation
import JWTKit
import Testing

@Suite("Handshake · a navigation comes back with the cookies this browser should have")
struct HandshakeTests {
    private func handshake(
        _ browser: TestBrowser, to url: String = "http://localhost:8080/dashboard?tab=1"
    ) async throws -> TestResponse {
        var navigation = browser
        navigation.origin = nil
        return try await navigation.send(
            .GET, "/v1/client/handshake?redirect_url=\(TestBrowser.escape(url))&format=nonce")
    }

    private func directives(_ response: TestResponse, _ clerk: DevelopmentClerk) async throws -> [String: String] {
        let location = try #require(response.header("Location"))
        let token = try #require(location.split(separator: "__clerk_handshake=").last)
        let payload = try await JWTKeyCollection.published(by: clerk).verify(String(token), as: HandshakePayload.self)
        return Dictionary(
            uniqueKeysWithValues: payload.handshake.map { directive in
                let parts = directive.split(separator: "=", maxSplits: 1)
                return (String(parts[0]), String(parts[1]))
            })
    }

    private func suffix(_ clerk: DevelopmentClerk) -> String {
        let digest = Data(Insecure.SHA1.hash(data: Data(clerk.publishableKey.utf8))).base64EncodedString()
        return String(digest.replacing("+", with: "-").replacing("/", with: "_").prefix(8))
    }

    @Test func `brings a signed-in browser its session, plain and suffixed`() async throws {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            let session = try #require(try await browser.signIn())
            let response = try await handshake(browser)
            #expect(response.status == 307)
            #expect(response.header("Cache-Control") == "no-store")
            #expect(
                response.header("Location")?.hasPrefix("http://localhost:8080/dashboard?tab=1&__clerk_handshake=")
                    == true)

            let cookies = try await directives(response, clerk)
            let names = ["__clerk_db_jwt", "__client_uat", "__session"]
            #expect(Set(cookies.keys) == Set(names + names.map { "\($0)_\(suffix(clerk))" }))
            for name in names { #expect(cookies[name] == cookies["\(name)_\(suffix(clerk))"]) }
            #expect(cookies["__clerk_db_jwt"]?.hasPrefix("\(browser.devBrowser ?? "?"); Path=/; ") == true)

            let token = try #require(cookies["__session"]?.split(separator: ";").first)
            let claims = try await JWTKeyCollection.published(by: clerk).verify(String(token), as: SessionPayload.self)
            #expect(claims.sid == session)
            #expect(claims.azp == nil)
            let updatedAt = try #require(cookies["__client_uat"]?.split(separator: ";").first.flatMap { Int($0) })
            #expect(updatedAt > 0 && updatedAt <= claims.iat)
        }
    }

    @Test func `takes the session from a signed-out browser`() async throws {
        try await withClerk { clerk in
            let browser = try await TestBrowser.fresh(clerk)
            _ = try await browser.signIn()
            _ = try await browser.send(.DELETE, "/v1/client/sessions")
            let cookies = try await directives(handshake(browser), clerk)
            #expect(cookies["__client_uat"]?.hasPrefix("0; ") == true)
            #expect(cookies["__session"]?.contains("Expires=Thu, 01 Jan 1970 00:00:00 GMT") == true)
        }
    }

    @Test(arguments: [nil, "dvb_invented"])
    func `gives a browser it does not know a token of its own`(devBrowser: String?) async throws {
        try await withClerk { clerk in
            var browser = TestBrowser(clerk)
            browser.devBrowser = devBrowser
            let cookies = try await directives(handshake(browser), clerk)
            browser.devBrowser = cookies["__clerk_db_jwt"]?.split(separator: ";").first.map(String.init)
            #expect(browser.devBrowser?.hasPrefix("dvb_") == true && browser.devBrowser != "dvb_invented")
            #expect(try await browser.send(.GET, "/v1/client").status == 200)
        }
    }

    @Test func `keeps the fragment last, and starts a query where there is none`() async throws {
        try await withClerk { clerk in
            let response = try await handshake(TestBrowser(clerk), to: "http://127.0.0.1:8080/page#part")
            let location = try #require(response.header("Location"))
            #expect(location.hasPrefix("http://127.0.0.1:8080/page?__clerk_handshake=") && location.hasSuffix("#part"))
        }
    }

    @Test(arguments: [
        "https://evil.example/", "//evil.example", "/dashboard", "javascript:alert(1)",
        "http://localhost@evil.example/",
        "http://evil.example\\@localhost/", "http://localhost.evil.example/",
        "http://localhost:8080\r\nSet-Cookie: a=b",
        "ht\ttp://localhost/", "",
    ])
    func `sends nobody off this machine`(url: String) async throws {
        try await withClerk { clerk in
            let response = try await handshake(TestBrowser(clerk), to: url)
            #expect(response.status == 400)
            #expect(response.errorCode == "redirect_url_invalid")
            #expect(response.header("Location") == nil)
        }
    }
}
