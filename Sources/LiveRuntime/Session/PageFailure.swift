package import HTTPTypes
import WireJSON

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// What a page load is to say instead of showing its view: the verdict of a join on its way to HTTP.
///
/// The client keeps the token of a join refused with `reload` in a cookie, and loads the page.
///
/// - SeeAlso: liveview-wire §2.7, §3.3.
package struct PageFailure: Hashable, Sendable {
    /// The cookie in which the browser carries it.
    package static let cookieName = "__phoenix_reload_status__"
    private static let purpose = TokenSealer.Purpose("reload", maximumAge: 60)

    package let status: Int
    package let title: String
    package let message: String

    package init(status: HTTPResponse.Status, title: String, message: String) {
        self.status = status.code
        self.title = title
        self.message = message
    }

    /// A crash, named as the log names it.
    package init(_ id: ErrorID) {
        self.init(
            status: .internalServerError, title: "Something went wrong",
            message: "It was not your doing. Error \(id)")
    }

    /// `nil` if `token` cannot be trusted.
    package init?(_ token: String, sealer: TokenSealer, at now: Date) {
        guard let content = sealer.open(token, for: Self.purpose, at: now), let status = content["s"]?.integer,
            let title = content["t"]?.string, let message = content["m"]?.string
        else { return nil }
        self.status = status
        self.title = title
        self.message = message
    }

    package func sealed(by sealer: TokenSealer, at now: Date) -> String {
        sealer.seal(
            ["s": .integer(status), "t": .string(title), "m": .string(message)], for: Self.purpose, at: now)
    }
}
