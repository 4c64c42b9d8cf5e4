import Crypto

/// Which of Clerk's two kinds of instance a key belongs to. The key's prefix alone decides; staging keys say
/// `pk_test_`.
public enum InstanceKind: String, Hashable, Sendable {
    case development
    case production
}

/// The public name of a Clerk instance: `pk_test_` or `pk_live_`, then base64 of `<frontend API host>$`.
///
/// It is the anchor of trust: the host in it is where tokens must come from, and its hash is the suffix of this
/// instance's cookies. It is no secret.
///
/// - SeeAlso: Clerk, `@clerk/shared`, `keys.ts`.
public struct PublishableKey: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public let instance: InstanceKind
    /// Host of the frontend API, lower case; with a port in development only.
    public let frontendAPIHost: String
    /// What Clerk appends, after an underscore, to the names of this instance's cookies: eight characters of base64url.
    public let cookieSuffix: String
    /// Origin of the frontend API, which is also the issuer of the instance's tokens. `https`, except for a development
    /// instance on this machine.
    public let frontendAPIURL: String

    /// - Throws: ``InvalidPublishableKey``, which says what is wrong without repeating the text.
    public init(_ text: String) throws(InvalidPublishableKey) {
        let (instance, encoded) = try Self.parts(of: text)
        let host = try Self.host(in: encoded, instance)
        self.text = text
        self.instance = instance
        frontendAPIHost = host.text
        frontendAPIURL = (instance == .development && host.isLoopback ? "http://" : "https://") + host.text
        cookieSuffix = String(Base64.encodeURL(Insecure.SHA1.hash(data: Array(text.utf8))).prefix(8))
    }

    public var description: String { text }

    /// Stands where a key is missing while the rest of a configuration is checked. It names a host that cannot exist
    /// (RFC 6761 §6.4).
    static func placeholder(_ instance: InstanceKind) -> PublishableKey {
        PublishableKey(placeholderFor: instance)
    }

    private init(placeholderFor instance: InstanceKind) {
        text = ""
        self.instance = instance
        frontendAPIHost = "clerk.invalid"
        cookieSuffix = ""
        frontendAPIURL = "https://clerk.invalid"
    }

    private static func parts(of text: String) throws(InvalidPublishableKey) -> (InstanceKind, Substring) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "pk", !parts[2].isEmpty else { throw .wrongShape }
        switch parts[1] {
        case "live": return (.production, parts[2])
        case "test": return (.development, parts[2])
        default: throw .wrongShape
        }
    }

    private static func host(in encoded: Substring, _ instance: InstanceKind) throws(InvalidPublishableKey) -> WebHost {
        guard let bytes = Base64.decode(encoded, .standard), let decoded = String(validating: bytes, as: UTF8.self)
        else {
            throw .notBase64
        }
        guard decoded.hasSuffix("$"), let host = WebHost(String(decoded.dropLast())) else { throw .noHost }
        // A dot is part of the official form. Clerk's own keys never name this machine; those of a development Clerk
        // do.
        guard host.name.contains(".") || instance == .development && host.isLoopback else { throw .noHost }
        guard host.port == nil || instance == .development else { throw .noHost }
        return host
    }
}

/// Why a text is not a publishable key.
public enum InvalidPublishableKey: String, Error, Hashable, Sendable, CustomStringConvertible {
    case wrongShape = "it does not have the form pk_test_… or pk_live_…"
    case notBase64 = "the part after its prefix is not base64"
    case noHost = "it does not contain the frontend API's host, closed by a $"

    public var description: String { rawValue }
}
