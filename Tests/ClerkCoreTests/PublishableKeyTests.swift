import ClerkCore
import Testing

@Suite("PublishableKey · the trust anchor is what the key spells, or nothing")
struct PublishableKeyTests {
    @Test(arguments: [
        ("pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk", InstanceKind.development, "foo-bar-13.clerk.accounts.dev"),
        ("pk_live_ZmFrZS1jbGVyay10ZXN0LmNsZXJrLmFjY291bnRzLmRldiQ", .production, "fake-clerk-test.clerk.accounts.dev"),
        ("pk_test_Y2xlcmsuY2xlcmsuZGV2JA", .development, "clerk.clerk.dev"),
        ("pk_test_Y2xlcmsuY2xlcmsuZGV2JA==", .development, "clerk.clerk.dev"),
        ("pk_live_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA", .production, "clerk.inspired.puma-74.lcl.dev"),
    ])
    func `reads Clerk's published keys`(text: String, kind: InstanceKind, host: String) throws {
        let key = try PublishableKey(text)
        #expect(key.instance == kind)
        #expect(key.frontendAPIHost == host)
        #expect(key.frontendAPIURL == "https://" + host)
        #expect(key.text == text)
    }

    @Test(arguments: [
        "pk_live_ZmFrZS1jbGVyay1tYWxmb3JtZWQuY2xlcmsuYWNjb3VudHMuZGV2JGV4dHJh",
        "pk_live_ZmFrZS1jbGVyay1tdWx0aXBsZS5jbGVyay5hY2NvdW50cy5kZXYkJA==",
        "pk_live_aW52YWxpZGtleSQ=", "pk_live_invalid!@#$", "pk_live_", "", "sk_test_Y2xlcmsuY2xlcmsuZGV2JA",
        "test_Y2xlcmsuY2xlcmsuZGV2JA", "pk_prod_Y2xlcmsuY2xlcmsuZGV2JA", "pk_test_Y2xlcmsuY2xlcmsuZGV2JA_x",
        "pk_test_Y2xlcmsuY2xlcmsuZGV2JA=", " pk_test_Y2xlcmsuY2xlcmsuZGV2JA",
    ])
    func `refuses what is not a key`(text: String) {
        #expect(throws: InvalidPublishableKey.self) { try PublishableKey(text) }
    }

    @Test(arguments: [
        "clerk.example.com/path", "user@clerk.example.com", "Clerk.example.com", "clerk..example.com",
        "-clerk.example.com",
        "clerk.éxample.com", "clerk.example.com:0", "clerk.example.com:99999", "clerk.example.com:080",
        "clerk.example.com:",
        "clerk example.com", ".", "clerk_1.example.com",
    ])
    func `refuses a host that no browser would spell so`(host: String) {
        #expect(throws: InvalidPublishableKey.noHost) { try PublishableKey("pk_test_" + base64URL("\(host)$".utf8)) }
    }

    @Test(arguments: ["127.0.0.1:4010", "localhost:4010", "localhost", "[::1]:4010"])
    func `speaks http to a development Clerk on this machine, and only there`(host: String) throws {
        let encoded = base64URL("\(host)$".utf8)
        #expect(try PublishableKey("pk_test_" + encoded).frontendAPIURL == "http://" + host)
        let live = try? PublishableKey("pk_live_" + encoded)
        #expect(live == nil)
    }

    @Test func `a port belongs to development`() throws {
        let encoded = base64URL("clerk.example.com:8443$".utf8)
        #expect(try PublishableKey("pk_test_" + encoded).frontendAPIURL == "https://clerk.example.com:8443")
        #expect(throws: InvalidPublishableKey.noHost) { try PublishableKey("pk_live_" + encoded) }
    }

    @Test(arguments: [
        ("pk_live_Y2xlcmsuY2xlcmsuZGV2JA", "1Z8AzTQD"),
        ("pk_test_Y2xlcmsuY2xlcmsuZGV2JA", "QvfNY2dr"),
        ("pk_live_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA", "MqCvchyS"),
        ("pk_test_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA", "vWCgMp3A"),
        ("pk_test_ZW5vdWdoLWFscGFjYS04Mi5jbGVyay5hY2NvdW50cy5sY2xjbGVyay5jb20k", "jtYvyt_H"),
        ("pk_test_eHh4eHh4LXhhYWFhYS1hYS5jbGVyay5hY2NvdW50cy5sY2xjbGVyay5jb20k", "tZJdb-5s"),
    ])
    func `names the instance's cookies as Clerk does`(text: String, suffix: String) throws {
        #expect(try PublishableKey(text).cookieSuffix == suffix)
    }
}
