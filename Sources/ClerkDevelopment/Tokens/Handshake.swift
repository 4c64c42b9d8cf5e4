import NIOCore
import WireJSON

/// What a handshake tells the application's server to set: the three cookies, each plain and with the instance's
/// suffix.
///
/// Each directive is a complete `Set-Cookie` value. The plain session comes before the suffixed one: the last
/// `__session…` directive is the one a server reads.
struct Handshake: Hashable, Sendable {
    let cookieSuffix: String
    let devBrowser: String
    /// Seconds since 1970, or 0 when nobody is signed in.
    let clientUpdatedAt: Int
    /// `nil` removes the cookie.
    let sessionToken: String?
    /// Whether the page to return to is served over TLS.
    let isSecure: Bool

    /// The browser keeps the cookies for a year; the token inside `__session` says itself when it ends.
    private static let maximumAge = 365 * 24 * 3_600

    var directives: [String] {
        [
            ("__clerk_db_jwt", devBrowser), ("__client_uat", String(clientUpdatedAt)),
            ("__session", sessionToken ?? ""),
        ].flatMap { name, value in
            [directive(name, value), directive("\(name)_\(cookieSuffix)", value)]
        }
    }

    private func directive(_ name: String, _ value: String) -> String {
        let life = value.isEmpty ? "Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0" : "Max-Age=\(Self.maximumAge)"
        return "\(name)=\(value); Path=/; \(life); SameSite=Lax" + (isSecure ? "; Secure" : "")
    }

    /// The claims of the handshake token: nothing but the directives, and no `sid`, which is what tells it from a
    /// session token.
    func serialized() -> ByteBuffer {
        JSONValue.object(["handshake": .array(directives.map(JSONValue.string))]).serialized()
    }

    /// `url` with the handshake token as its `__clerk_handshake` parameter.
    static func returnURL(_ url: String, token: String) -> String {
        let fragment = url.firstIndex(of: "#") ?? url.endIndex
        let base = url[..<fragment]
        return base + (base.contains("?") ? "&" : "?") + "__clerk_handshake=" + token + url[fragment...]
    }
}
