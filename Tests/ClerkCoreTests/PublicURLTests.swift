import ClerkCore
import HTTPTypes
import Testing

@Suite("PublicURL · the address as the visitor's browser spells it")
struct PublicURLTests {
    private func request(_ path: String = "/", host: String = "app.example.com", fields: HTTPFields = [:])
        -> HTTPRequest
    {
        HTTPRequest(method: .get, scheme: "http", authority: host, path: path, headerFields: fields)
    }

    @Test func `is made of the host, and keeps path and query as they were sent`() throws {
        let url = try #require(PublicURL(request("//evil.example/%2e?b=%20&a=1+2&b=3", host: "App.Example.com:80")))
        #expect(url.text == "http://app.example.com//evil.example/%2e?b=%20&a=1+2&b=3")
        #expect(url["a"] == "1 2")
        #expect(url["b"] == " ")
        #expect(url["c"] == nil)
    }

    @Test func `believes forwarded fields only from a proxy of ours`() {
        let fields: HTTPFields = [
            HTTPField.Name("X-Forwarded-Host")!: " public.example , inner.example",
            HTTPField.Name("X-Forwarded-Proto")!: "https,http",
        ]
        #expect(PublicURL(request(fields: fields))?.origin == "http://app.example.com")
        #expect(PublicURL(request(fields: fields), trustsForwarding: true)?.origin == "https://public.example")
        #expect(
            PublicURL(request(fields: fields), publicOrigin: "https://fixed.example", trustsForwarding: true)?.origin
                == "https://fixed.example")
    }

    @Test(arguments: ["evil.example/path", "a@b", "a b", "", "[::2", "host:0", "host:99999"])
    func `refuses a host that is none`(_ host: String) {
        #expect(PublicURL(request(host: host)) == nil)
    }

    @Test(arguments: ["*", "http://other.example/", ""])
    func `refuses a target that is no path`(_ path: String) {
        #expect(PublicURL(request(path)) == nil)
    }

    @Test func `drops and sets parameters without touching the others`() throws {
        let url = try #require(PublicURL(request("/p?x=%2F&__clerk_help=1&&y&__clerk%5Fhelp=2")))
        #expect(url.removing(["__clerk_help"]).pathAndQuery == "/p?x=%2F&y")
        #expect(url.removing(["__clerk_help"]).setting("y", to: "a b&c").pathAndQuery == "/p?x=%2F&y=a+b%26c")
    }

    @Test(arguments: [
        ("https://Primary.Example", "https://primary.example/"),
        ("https://primary.example?a=1#f", "https://primary.example/?a=1"),
        ("http://127.0.0.1:4000/sign-in", "http://127.0.0.1:4000/sign-in"),
    ])
    func `reads an absolute address`(_ text: String, _ spelled: String) {
        #expect(PublicURL(text)?.text == spelled)
    }

    @Test(arguments: ["javascript://x/%0a", "//host/", "/path", "https://user@host/", "https://host:1x/", "https:///p"])
    func `refuses an address that is not http, or names a user`(_ text: String) {
        #expect(PublicURL(text) == nil)
    }
}
