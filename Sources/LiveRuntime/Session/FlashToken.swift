import WireJSON

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Flash outside the server: on its way to the next page, or shown by a page whose view has yet to join.
package enum FlashToken {
    /// In a redirect's payload, then in the browser's `__phoenix_flash__` cookie.
    private static let travelling = TokenSealer.Purpose("flash", maximumAge: 60)
    /// In the page's `data-phx-static`.
    private static let shown = TokenSealer.Purpose("static", maximumAge: PageToken.purpose.maximumAge)

    /// The cookie in which a browser carries flash over a full page load.
    package static let cookieName = "__phoenix_flash__"

    package static func seal(_ flash: Flash, by sealer: TokenSealer, at now: Date) -> String {
        sealer.seal(value(of: flash), for: travelling, at: now)
    }

    /// Empty if `token` cannot be trusted.
    package static func open(_ token: String, by sealer: TokenSealer, at now: Date) -> Flash {
        flash(of: sealer.open(token, for: travelling, at: now))
    }

    /// - Parameter id: of the page's container.
    package static func sealShown(_ flash: Flash, id: String, by sealer: TokenSealer, at now: Date) -> String {
        sealer.seal(["id": .string(id), "flash": value(of: flash)], for: shown, at: now)
    }

    /// `nil` if `token` cannot be trusted, or belongs to another page.
    package static func openShown(_ token: String, id: String, by sealer: TokenSealer, at now: Date) -> Flash? {
        guard let content = sealer.open(token, for: shown, at: now), content["id"]?.string == id else { return nil }
        return flash(of: content["flash"])
    }

    private static func value(of flash: Flash) -> JSONValue {
        .object(flash.mapValues { .string($0) })
    }

    private static func flash(of value: JSONValue?) -> Flash {
        value?.object?.compactMapValues(\.string) ?? [:]
    }
}
