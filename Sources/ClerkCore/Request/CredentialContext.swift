public import HTTPTypes

/// What is known of how a token came: this alone decides whether one that names no authorised party may be accepted.
///
/// - SeeAlso: ``MissingAuthorizedPartyPolicy``
public enum CredentialContext: Hashable, Sendable {
    /// A GET by which a browser loads a document: no other site can read the answer.
    case documentGET
    /// The browser says that our own page sent it.
    case sameOrigin
    /// A WebSocket's join or renewal, where a token that has `azp` is always to be had.
    case webSocket
    case other

    /// - Parameter publicOrigin: our own, as browsers spell it; nil when unknown, and then `Origin` proves nothing.
    public init(_ request: HTTPRequest, publicOrigin: String? = nil) {
        let fields = request.headerFields
        if fields[.upgrade] != nil || request.method == .connect {
            self = .webSocket
        } else if request.method == .get, Self.isForDocument(fields) {
            self = .documentGET
        } else if Self.isSameOrigin(fields, publicOrigin) {
            self = .sameOrigin
        } else {
            self = .other
        }
    }

    private static func isForDocument(_ fields: HTTPFields) -> Bool {
        guard let destination = fields[.secFetchDest] else { return fields[.accept]?.hasPrefix("text/html") ?? false }
        return destination == "document" || destination == "iframe"
    }

    private static func isSameOrigin(_ fields: HTTPFields, _ publicOrigin: String?) -> Bool {
        if let site = fields[.secFetchSite] { return site == "same-origin" }
        guard let publicOrigin, let origin = fields[.origin] else { return false }
        return origin == publicOrigin
    }
}

extension HTTPField.Name {
    // Both are valid field names, so the conversion cannot fail.
    static let secFetchDest = Self("Sec-Fetch-Dest")!
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
