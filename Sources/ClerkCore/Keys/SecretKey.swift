/// A Clerk secret key, `sk_test_…` or `sk_live_…`: full power over the instance. It prints as nothing but its type.
public struct SecretKey: Hashable, Sendable, Redacted {
    /// For the `Authorization` header of calls to the backend API, and nothing else.
    package let text: String
    public let instance: InstanceKind

    /// - Returns: nil unless `text` has one of the two prefixes followed by visible ASCII characters.
    public init?(_ text: String) {
        if text.hasPrefix("sk_live_") {
            instance = .production
        } else if text.hasPrefix("sk_test_") {
            instance = .development
        } else {
            return nil
        }
        guard text.utf8.count > "sk_live_".utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        self.text = text
    }
}
