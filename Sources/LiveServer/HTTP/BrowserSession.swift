import Crypto
import HTTPTypes
import Hummingbird
import LiveRuntime
import WireJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What this server knows about a browser, in a sealed cookie: so far the secret that its CSRF tokens must name.
///
/// The cookie is `HttpOnly` and `SameSite=Lax`; over TLS `Secure` and named `__Host-`, so that no sibling domain can set it (RFC 6265bis §4.1.3).
struct BrowserSession: Equatable, Sendable {
    private static let cookiePurpose = TokenSealer.Purpose("session", maximumAge: 30 * 24 * 3600)
    private static let csrfPurpose = TokenSealer.Purpose("csrf", maximumAge: PageToken.purpose.maximumAge)

    private let csrfSecret: String

    static func new() -> BrowserSession {
        let secret = SymmetricKey(size: .bits128)
        return BrowserSession(csrfSecret: secret.withUnsafeBytes { Base64URL.encode($0) })
    }

    /// The session of the browser that sent `headerFields`; `nil` without a cookie that opens.
    init?(_ headerFields: HTTPFields, keeper: Keeper) {
        guard let token = headerFields.cookie(named: keeper.cookieName),
            let secret = keeper.sealer.open(token, for: Self.cookiePurpose, at: keeper.now())?["c"]?.string
        else { return nil }
        csrfSecret = secret
    }

    private init(csrfSecret: String) {
        self.csrfSecret = csrfSecret
    }

    /// Which browser it is, for as long as it keeps its cookie. Not for logs.
    var id: String { csrfSecret }

    /// Differs each time, so that compressing a page tells nothing about it.
    func csrfToken(_ keeper: Keeper) -> String {
        keeper.sealer.seal(.string(csrfSecret), for: Self.csrfPurpose, at: keeper.now())
    }

    func accepts(csrfToken: String, _ keeper: Keeper) -> Bool {
        keeper.sealer.open(csrfToken, for: Self.csrfPurpose, at: keeper.now())?.string == csrfSecret
    }

    func setCookie(_ keeper: Keeper) -> String {
        let value = keeper.sealer.seal(["c": .string(csrfSecret)], for: Self.cookiePurpose, at: keeper.now())
        return "\(keeper.cookieName)=\(value); Path=/; HttpOnly; SameSite=Lax\(keeper.isSecure ? "; Secure" : "")"
    }

    /// What sealing and naming sessions takes.
    struct Keeper: Sendable {
        let sealer: TokenSealer
        let isSecure: Bool
        let now: @Sendable () -> Date

        var cookieName: String { isSecure ? "__Host-live_session" : "live_session" }
    }
}

extension HTTPFields {
    /// The value of the first cookie called `name`, as sent; `nil` if there is none or it is empty.
    func cookie(named name: String) -> String? {
        for line in self[values: .cookie] {
            for pair in line.split(separator: ";") {
                let pair = pair.trimmingSpaces()
                guard let equals = pair.firstIndex(of: "="), pair[..<equals] == name else { continue }
                let value = pair[pair.index(after: equals)...]
                return value.isEmpty ? nil : String(value)
            }
        }
        return nil
    }
}

extension StringProtocol {
    /// Without the optional white space that HTTP allows around list members (RFC 9110 §5.6.3).
    func trimmingSpaces() -> SubSequence {
        let start = firstIndex { $0 != " " && $0 != "\t" } ?? endIndex
        let end = self[start...].lastIndex { $0 != " " && $0 != "\t" }.map(index(after:)) ?? start
        return self[start..<end]
    }
}
