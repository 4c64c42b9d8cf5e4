import Crypto
public import HTTPTypes

/// Did Clerk send this, just now?
///
/// Understands the header names of Svix and those of Standard Webhooks; of the two the complete set counts, Svix's first, and they are never
/// mixed.
///
/// - SeeAlso: Standard Webhooks 1.0, "Verifying signatures"; Clerk, "Sync Clerk data to your app with webhooks".
public struct WebhookVerifier: Sendable {
    private let secrets: [WebhookSecret]

    /// How far a delivery's time may be from ours: a recorded one is worthless after that.
    public static let tolerance = Duration.seconds(300)

    /// - Parameter secrets: all that may be in use; two while one replaces the other.
    public init(secrets: [WebhookSecret]) {
        self.secrets = secrets
    }

    /// - Parameter body: exactly as received.
    /// - Returns: the delivery's identifier: one delivery may arrive several times.
    public func verify(
        _ fields: HTTPFields, body: some Sequence<UInt8>, at now: UnixTime
    ) throws(WebhookRejection) -> String {
        guard let headers = Headers(fields, prefix: "svix-") ?? Headers(fields, prefix: "webhook-") else {
            throw .missingHeaders
        }
        guard let seconds = headers.seconds else { throw .malformedTimestamp }
        let sentAt = UnixTime(seconds: seconds)
        guard sentAt >= now - Self.tolerance else { throw .tooOld }
        guard sentAt <= now + Self.tolerance else { throw .tooNew }
        let signed = Array("\(headers.id).\(headers.timestamp).".utf8) + body
        for secret in secrets {
            // Every item is looked at, and each comparison takes the same time.
            let matches = headers.signatures.filter {
                HMAC<SHA256>.isValidAuthenticationCode($0, authenticating: signed, using: secret.key)
            }
            if !matches.isEmpty { return headers.id }
        }
        throw .noMatchingSignature
    }

    private struct Headers {
        let id: String
        let timestamp: String
        /// Decoded, of version 1; other versions and malformed items match nothing.
        let signatures: [[UInt8]]

        init?(_ fields: HTTPFields, prefix: String) {
            func value(_ name: String) -> String? {
                guard let name = HTTPField.Name(prefix + name), let value = fields[name] else { return nil }
                let trimmed = value.drop(while: \.isWhitespace)
                let text = String(trimmed.reversed().drop(while: \.isWhitespace).reversed())
                return text.isEmpty ? nil : text
            }
            guard let id = value("id"), id.utf8.count <= 256, let timestamp = value("timestamp"),
                let signature = value("signature"), signature.utf8.count <= 4096
            else { return nil }
            self.id = id
            self.timestamp = timestamp
            signatures = signature.split(separator: " ").compactMap { item in
                let parts = item.split(separator: ",", omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0] == "v1" else { return nil }
                return Base64.decode(parts[1], .standard)
            }
        }

        /// Digits only, at most twelve: until the year 33 658.
        var seconds: Int? {
            guard 1...12 ~= timestamp.utf8.count,
                timestamp.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
            else { return nil }
            return Int(timestamp)
        }
    }
}

/// Why a delivery is not believed. The raw values are stable.
public enum WebhookRejection: String, Error, Hashable, Sendable, CaseIterable {
    case missingHeaders = "webhook-headers-missing"
    case malformedTimestamp = "webhook-timestamp-malformed"
    case tooOld = "webhook-too-old"
    case tooNew = "webhook-too-new"
    case noMatchingSignature = "webhook-signature-invalid"
    /// Signed, and yet not an event.
    case malformedBody = "webhook-body-malformed"
    /// Signed for another instance.
    case otherInstance = "webhook-of-another-instance"
}
