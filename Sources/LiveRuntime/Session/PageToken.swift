package import WireJSON

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// What `data-phx-session` holds: the rendered page's claim to a channel.
///
/// Bound to the channel's topic through ``id``. A page keeps it for life, also after live navigation, so it names the live session, not
/// the view alone.
package struct PageToken: Equatable, Sendable {
    /// Two weeks, as the reference server has it: a page left open that long starts over.
    package static let purpose = TokenSealer.Purpose("page", maximumAge: 14 * 24 * 3600)

    /// DOM id; the topic is `lv:` + id.
    package let id: String
    package let routeName: String
    package let sessionName: String
    package let carried: JSONValue?

    package init(id: String, routeName: String, sessionName: String, carried: JSONValue?) {
        self.id = id
        self.routeName = routeName
        self.sessionName = sessionName
        self.carried = carried
    }

    package func sealed(by sealer: TokenSealer, at now: Date) -> String {
        var members: [String: JSONValue] = ["id": .string(id), "r": .string(routeName), "s": .string(sessionName)]
        members["c"] = carried
        return sealer.seal(.object(members), for: Self.purpose, at: now)
    }

    /// `nil` if `token` cannot be trusted.
    package init?(_ token: String, sealer: TokenSealer, at now: Date) {
        guard let value = sealer.open(token, for: Self.purpose, at: now),
            let id = value["id"]?.string, let routeName = value["r"]?.string, let sessionName = value["s"]?.string
        else { return nil }
        self.init(id: id, routeName: routeName, sessionName: sessionName, carried: value["c"])
    }
}
