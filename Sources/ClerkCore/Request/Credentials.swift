public import HTTPTypes

/// What a request offers as proof of a session. A token in the `Authorization` field wins over every cookie.
public enum Credentials: Sendable, Redacted {
    /// No `__client_uat` applies to it.
    case header(token: String)
    case cookies(CookieSelection)
    /// A `Bearer` field that is not one token. Refuse it as `token-invalid`; the cookies are not tried.
    case malformedHeader

    public init(_ fields: HTTPFields, key: PublishableKey, at now: UnixTime) {
        switch Self.authorization(fields[values: .authorization]) {
        case .token(let token): self = .header(token: token)
        case .malformed: self = .malformedHeader
        case .absent: self = .cookies(CookieSelection(CookieHeader(fields[values: .cookie]), key: key, at: now))
        }
    }

    private enum Authorization {
        case absent
        case token(String)
        case malformed
    }

    /// One word is a token, as Clerk's SDKs have it. `Bearer` in any case (RFC 9110 §11.1) wants exactly one word after
    /// it; alone it is none. Other schemes are somebody else's.
    private static func authorization(_ values: [String]) -> Authorization {
        guard let value = values.first else { return .absent }
        guard values.count == 1 else { return .malformed }
        let words = value.split(separator: " ")
        guard let first = words.first else { return .absent }
        guard first.lowercased() == "bearer" else { return words.count == 1 ? .token(String(first)) : .absent }
        switch words.count {
        case 1: return .absent
        case 2: return .token(String(words[1]))
        default: return .malformed
        }
    }
}
