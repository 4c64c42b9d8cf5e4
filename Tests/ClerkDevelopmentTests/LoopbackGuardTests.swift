import ClerkDevelopment
import Testing

@testable import ClerkDevelopment

@Suite("LoopbackGuard · pages of this machine, and no others")
struct LoopbackGuardTests {
    @Test(arguments: ["http://localhost:8080", "http://127.0.0.1:8080", "https://app.localhost", "http://[::1]:8080"])
    func `lets pages of this machine read the answer`(origin: String) async throws {
        try await withClerk { clerk in
            var browser = TestBrowser(clerk)
            browser.origin = origin
            let answer = try await browser.send(.POST, "/v1/dev_browser")
            #expect(answer.status == 200)
            #expect(answer.header("Access-Control-Allow-Origin") == origin)
            #expect(answer.header("Access-Control-Allow-Credentials") == "true")
            #expect(answer.header("Vary") == "Origin")
        }
    }

    @Test(arguments: [
        "https://example.com", "null", "http://localhost.example.com", "http://localhost:8080/", "localhost",
    ])
    func `refuses every other origin, before anything happens`(origin: String) async throws {
        try await withClerk { clerk in
            var browser = TestBrowser(clerk)
            browser.origin = origin
            for answer in [
                try await browser.send(.POST, "/v1/dev_browser"), try await browser.send(.OPTIONS, "/v1/client"),
            ] {
                #expect(answer.status == 403)
                #expect(answer.errorCode == "origin_invalid")
                #expect(answer.header("Access-Control-Allow-Origin") == nil)
            }
        }
    }

    @Test func `answers a preflight with what the script uses`() async throws {
        try await withClerk { clerk in
            let answer = try await TestBrowser(clerk).send(.OPTIONS, "/v1/client/sessions")
            #expect(answer.status == 204)
            #expect(answer.header("Access-Control-Allow-Methods") == "GET, POST, DELETE")
            #expect(answer.header("Access-Control-Allow-Headers")?.contains("Authorization") == true)
        }
    }

    @Test func `lets a page read a refusal too`() async throws {
        try await withClerk { clerk in
            let answer = try await TestBrowser(clerk).send(.GET, "/v1/client")
            #expect(answer.status == 401)
            #expect(answer.header("Access-Control-Allow-Origin") == "http://localhost:8080")
        }
    }

    @Test(arguments: ["example.com", "example.com:4100", "127.0.0.1.example.com"])
    func `refuses a host name that is not this machine's`(host: String) async throws {
        try await withClerk { clerk in
            var browser = TestBrowser(clerk)
            (browser.origin, browser.headers) = (nil, [("Host", host)])
            let answer = try await browser.send(.GET, "/")
            #expect(answer.status == 421)
            #expect(answer.errorCode == "host_invalid")
        }
    }
}

@Suite("LoopbackOrigin · no browser reads another host out of the same text")
struct LoopbackOriginTests {
    @Test(arguments: [
        ("http://localhost/path?x#y", "http://localhost"), ("https://LOCALHOST:443", "https://LOCALHOST:443"),
        ("http://127.255.0.1:1/", "http://127.255.0.1:1"), ("http://[::1]", "http://[::1]"),
        ("http://a.b.localhost?x", "http://a.b.localhost"),
    ])
    func `takes the origin from an address of this machine`(text: String, origin: String) {
        #expect(LoopbackOrigin(urlText: text)?.text == origin)
    }

    @Test(arguments: [
        "ftp://localhost", "http://", "http:///", "http://localhost:", "http://localhost:99999999",
        "http://localhost:80a",
        "http://user@localhost", "http://128.0.0.1", "http://127.0.0.256", "http://127.0.0", "http://127.0.0.01",
        "http://[::1", "http://[::1]x", "http://[::2]", "http://.localhost", "http://a..localhost",
        "http://loc%61lhost",
        "http://localhost\\.example.com", "http://localhost .example.com", "http://lôcalhost",
    ])
    func `refuses everything else`(text: String) {
        #expect(LoopbackOrigin(urlText: text) == nil)
    }
}
