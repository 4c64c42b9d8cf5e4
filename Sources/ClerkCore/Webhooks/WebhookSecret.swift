import Crypto

/// The secret with which Clerk signs one endpoint's webhooks: `whsec_` and base64. It prints as nothing but its type.
public struct WebhookSecret: Hashable, Sendable, Redacted {
    private let bytes: [UInt8]

    /// - Returns: nil unless `text` is `whsec_` followed by base64 of at least one byte; padding may be missing.
    public init?(_ text: String) {
        guard text.hasPrefix("whsec_"), let bytes = Base64.decode(text.dropFirst(6), .standard), !bytes.isEmpty else {
            return nil
        }
        self.bytes = bytes
    }

    var key: SymmetricKey { SymmetricKey(data: bytes) }
}
