/// One complete `Set-Cookie` value, as Clerk's handshake and refresh hand them out to be passed on unchanged.
public struct SetCookie: Hashable, Sendable, Redacted {
    public let text: String

    /// - Returns: nil for a text with control characters, which could become another header line, or without a name.
    public init?(_ text: String) {
        guard text.utf8.count <= 8192, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), text.contains("="),
            text.first != "="
        else { return nil }
        self.text = text
    }

    public var name: Substring { text.prefix { $0 != "=" } }

    var value: String {
        String(text.drop { $0 != "=" }.dropFirst().prefix { $0 != ";" })
    }

    /// The session token among `cookies`: of the chosen set if that is set, else of our other one. The last line of a name counts, as it does
    /// in the browser. Nil when the session is removed, or not spoken of; other instances' suffixes are none of our business.
    static func sessionToken(in cookies: [SetCookie], key: PublishableKey, usesSuffix: Bool) -> String? {
        let names = ["__session", "__session_" + key.cookieSuffix]
        for name in usesSuffix ? names.reversed() : names {
            if let value = cookies.last(where: { $0.name == name })?.value, !value.isEmpty { return value }
        }
        return nil
    }
}
