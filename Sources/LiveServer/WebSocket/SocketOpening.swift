import HTTPTypes
import Hummingbird
import LiveRuntime
import NIOCore
import PhoenixWire
import WireJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What is known of a socket from the request that opened it, whatever carries it.
struct SocketOpening: Sendable {
    let version: ProtocolVersion
    /// Where the request went, with what the client connected with.
    let location: LiveLocation
    /// The request's; without cookies where they prove nothing.
    let headerFields: HTTPFields
    /// Whether the page that opened the socket got it from us: its CSRF token fits its session cookie.
    let isOurPage: Bool

    /// - Parameter namesOrigin: whether a browser would name the page's origin in this request: in every handshake of a WebSocket, but not in a
    ///   GET to its own origin. Where it would not, the page's CSRF token proves as much.
    /// - Throws: `origin-not-allowed`, `malformed-query` and `unsupported-version`, which the page cannot mend.
    init(_ request: Request, namesOrigin: Bool, endpoint: LiveEndpoint) throws(Problem) {
        let origin = try Self.allowedOrigin(request, endpoint)
        location = try Self.location(of: request)
        version = try Self.supportedVersion(location["vsn"])
        isOurPage = endpoint.acceptsCSRFToken(location["_csrf_token"], of: request.head)
        var fields = request.headers
        if origin == .absent, namesOrigin || !isOurPage { fields[.cookie] = nil }
        if fields[.authorization] == nil, let token = Self.authToken(in: fields) {
            fields[.authorization] = "Bearer \(token)"
        }
        headerFields = fields
    }

    static func allowedOrigin(_ request: Request, _ endpoint: LiveEndpoint) throws(Problem) -> OriginPolicy.Verdict {
        let verdict = endpoint.origins.judge(request.head)
        guard verdict != .foreign else {
            throw Problem(
                .forbidden, reason: "origin-not-allowed",
                detail:
                    "Pages of this origin may not connect. Add the origin to LiveConfiguration.origins if it is yours.")
        }
        return verdict
    }

    private static func location(of request: Request) throws(Problem) -> LiveLocation {
        let query = request.uri.query ?? ""
        // Nothing could be read from it, not even the version.
        guard (try? FormParameters.decode(query)) != nil else {
            throw Problem(
                .badRequest, reason: "malformed-query",
                detail: "The query must be URL-encoded pairs, of no more names and nesting than a form has.")
        }
        return LiveLocation(path: request.uri.path, query: query)
    }

    private static func supportedVersion(_ vsn: String?) throws(Problem) -> ProtocolVersion {
        guard let version = ProtocolVersion(vsn: vsn) else {
            throw Problem(
                .forbidden, reason: "unsupported-version",
                detail:
                    "The channel protocol's version must be 2.0.x, in the query as vsn=2.0.0; or 1.0.x, also by saying none."
            )
        }
        return version
    }

    // MARK: The client's `authToken`

    /// The token that `phoenix.js` was given as `authToken`: it offers it as a subprotocol, or sends it in a field when it polls.
    private static func authToken(in fields: HTTPFields) -> String? {
        if let token = fields[.phoenixAuthToken] { return token }
        for line in fields[values: .secWebSocketProtocol] {
            for offered in line.split(separator: ",").map({ $0.trimmingSpaces() }) {
                if let token = decodedToken(offered) { return token }
            }
        }
        return nil
    }

    /// - Parameter subprotocol: `base64url.bearer.phx.` and the token in standard Base64 without padding.
    private static func decodedToken(_ subprotocol: Substring) -> String? {
        guard subprotocol.hasPrefix(tokenPrefix) else { return nil }
        let encoded = subprotocol.dropFirst(tokenPrefix.count)
        let padding = String(repeating: "=", count: (4 - encoded.utf8.count % 4) % 4)
        // Header fields hold visible ASCII; whatever else is in it is no token.
        guard let bytes = Data(base64Encoded: encoded + padding), bytes.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let tokenPrefix = "base64url.bearer.phx."
}

extension HTTPField.Name {
    // A valid field name, so the conversion cannot fail.
    static let phoenixAuthToken = Self("X-Phoenix-AuthToken")!
}
