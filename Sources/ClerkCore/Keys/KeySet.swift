import WireJSON

/// The keys of one Clerk instance: those a JWKS names, or the single one of a PEM.
///
/// A key set belongs to the address and credentials it was fetched with. Never merge two: in a process that serves two
/// instances, one could then sign for the other.
public struct KeySet: Hashable, Sendable {
    /// A JWKS is a few kilobytes; what is larger is not one.
    public static let maximumResponseBytes = 64 * 1024

    private enum Content: Hashable {
        /// One key for every token: its `kid` is not consulted.
        case configured(VerificationKey)
        case named([String: VerificationKey])
    }

    private let content: Content

    /// Networkless: the instance's public key was configured.
    public init(_ key: VerificationKey) {
        content = .configured(key)
    }

    /// The keys in the answer to a JWKS request (RFC 7517).
    ///
    /// Kept are RSA signature keys with a usable `kid`, the first where one repeats; any other key is skipped, not an
    /// error.
    ///
    /// - Parameters:
    ///   - status: of the response; redirects must not have been followed.
    ///   - body: at most ``maximumResponseBytes``; stop reading there.
    public init(status: Int, body: [UInt8]) throws(KeySetError) {
        let json = body.withUnsafeBufferPointer { bytes in
            bytes.count <= Self.maximumResponseBytes ? try? JSONParser.parse(bytes) : nil
        }
        guard status == 200 else { throw Self.refusal(status: status, json) }
        guard let entries = json?["keys"]?.array else { throw .remoteInvalid }
        let keys = Dictionary(entries.compactMap(Self.key)) { first, _ in first }
        guard !keys.isEmpty else { throw .remoteMissing }
        content = .named(keys)
    }

    /// The key `token` names.
    ///
    /// - Throws: `jwk-kid-mismatch`. The set may be outdated: fetch again, but at most once in 30 seconds, because
    ///   anybody can send a token with a name nobody knows.
    public func key(for token: UnverifiedToken) throws(TokenRejection) -> VerificationKey {
        switch content {
        case .configured(let key):
            return key
        case .named(let keys):
            guard let name = token.header.keyID, let key = keys[name] else {
                throw TokenRejection(.keyIDMismatch, token.carrier)
            }
            return key
        }
    }

    private static func refusal(status: Int, _ json: JSONValue?) -> KeySetError {
        let codes = json?["errors"]?.array?.compactMap { $0["code"]?.string } ?? []
        return status == 401 && codes.contains("clerk_key_invalid") ? .secretKeyInvalid : .remoteFailedToLoad
    }

    private static func key(_ entry: JSONValue) -> (String, VerificationKey)? {
        guard entry["kty"]?.string == "RSA", entry["use"] == nil || entry["use"]?.string == "sig",
            let name = entry["kid"]?.string, TokenHeader.isUsableKeyID(name),
            let modulus = entry["n"]?.string.flatMap({ Base64.decode($0, .url) }),
            let exponent = entry["e"]?.string.flatMap({ Base64.decode($0, .url) }),
            let key = try? VerificationKey(modulus: modulus, exponent: exponent, algorithm: entry["alg"]?.string)
        else { return nil }
        return (name, key)
    }
}

/// Why a JWKS response gave no keys. The raw values are the reasons Clerk's own SDKs use.
public enum KeySetError: String, Error, Hashable, Sendable, CustomStringConvertible {
    /// The secret key is wrong: do not ask again for a minute.
    case secretKeyInvalid = "secret-key-invalid"
    /// No answer, or not a 200. Also for the transport's failures. Keep the keys you have.
    case remoteFailedToLoad = "jwk-remote-failed-to-load"
    case remoteInvalid = "jwk-remote-invalid"
    /// A key set without one usable key.
    case remoteMissing = "jwk-remote-missing"

    public var description: String { rawValue }
}
