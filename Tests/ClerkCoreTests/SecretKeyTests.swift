import ClerkCore
import Testing

@Suite("SecretKey · never shows itself")
struct SecretKeyTests {
    @Test func `knows its instance and prints nothing of its text`() throws {
        let key = try #require(SecretKey("sk_live_5up3rS3cr3tK3y"))
        #expect(key.instance == .production)
        var dumped = "\(key)" + String(reflecting: key)
        dump(key, to: &dumped)
        #expect(!dumped.contains("5up3r"))
    }

    @Test(arguments: ["", "sk_live_", "pk_live_abc", "sk_prod_abc", "sk_test_a b", "sk_test_é"])
    func `refuses what is not a secret key`(text: String) {
        #expect(SecretKey(text) == nil)
    }
}
