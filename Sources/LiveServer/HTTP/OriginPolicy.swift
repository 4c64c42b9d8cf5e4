package import HTTPTypes

/// Whose pages may open a socket and post to us.
///
/// A browser sends cookies with a WebSocket's handshake wherever the page came from: the `Origin` is all that tells (RFC 6455 §10.2).
package struct OriginPolicy: Sendable {
    package enum Verdict: Hashable, Sendable {
        /// The request comes from a page of ours, and so do its cookies.
        case own
        /// No page sent this: its cookies prove nothing, an explicit token still counts.
        case absent
        case foreign
    }

    private let origins: Set<String>

    /// - Parameter origins: exact origins; empty allows the one whose host and port equal the request's `Host`.
    package init(origins: [String]) {
        self.origins = Set(origins.map(Self.normalized))
    }

    package func judge(_ request: HTTPRequest) -> Verdict {
        let lines = request.headerFields[values: .origin]
        guard let origin = lines.first else { return .absent }
        guard lines.count == 1, origin != "null" else { return .foreign }
        if !origins.isEmpty { return origins.contains(Self.normalized(origin)) ? .own : .foreign }
        guard let host = request.authority, let separator = origin.firstRange(of: "://") else { return .foreign }
        return origin[separator.upperBound...].lowercased() == host.lowercased() ? .own : .foreign
    }

    private static func normalized(_ origin: String) -> String {
        let origin = origin.lowercased()
        return origin.hasSuffix("/") ? String(origin.dropLast()) : origin
    }
}
