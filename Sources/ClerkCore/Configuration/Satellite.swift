/// An application on another domain that shares the primary application's sessions.
///
/// - SeeAlso: Clerk, "Authentication across different domains".
public struct Satellite: Hashable, Sendable {
    /// The satellite's own domain, whose `clerk.` host answers for Clerk in production; nil where a proxy URL does.
    public var domain: String?
    /// Absolute address of the primary application's sign-in page.
    public var signInURL: String
    /// Asks the primary on a visitor's first page already, instead of only when a link says so (`__clerk_synced=false`).
    public var syncsAutomatically = false

    public init(domain: String? = nil, signInURL: String, syncsAutomatically: Bool = false) {
        self.domain = domain
        self.signInURL = signInURL
        self.syncsAutomatically = syncsAutomatically
    }
}

/// Which paths belong to an organisation or to the personal account, so that a page follows its address rather than the token.
///
/// A pattern is a path whose segments are literal, `:id` or `:slug` (the organisation's), another `:name` (anything), or, as the last one,
/// `(.*)` (whatever follows). Handlers must authorise all the same: after three redirects a page is shown with the organisation the token has.
public struct OrganizationSync: Hashable, Sendable {
    public var organizationPatterns: [String] = []
    public var personalAccountPatterns: [String] = []

    public init(organizationPatterns: [String] = [], personalAccountPatterns: [String] = []) {
        self.organizationPatterns = organizationPatterns
        self.personalAccountPatterns = personalAccountPatterns
    }

    /// What a path asks for.
    enum Target: Hashable {
        case organizationID(String)
        case organizationSlug(String)
        case personalAccount

        /// As the handshake's `organization_id` spells it.
        var parameter: String {
            switch self {
            case .organizationID(let text), .organizationSlug(let text): text
            case .personalAccount: ""
            }
        }

        func fits(_ organization: ClerkOrganization?) -> Bool {
            switch self {
            case .organizationID(let id): organization?.id == id
            case .organizationSlug(let slug): organization?.slug == slug
            case .personalAccount: organization == nil
            }
        }
    }

    func target(of path: String) -> Target? {
        for pattern in organizationPatterns {
            guard let values = Self.match(path, pattern) else { continue }
            if let id = values["id"] { return .organizationID(id) }
            if let slug = values["slug"] { return .organizationSlug(slug) }
        }
        return personalAccountPatterns.contains { Self.match(path, $0) != nil } ? .personalAccount : nil
    }

    private static func match(_ path: String, _ pattern: String) -> [String: String]? {
        let segments = path.split(separator: "/")
        let wanted = pattern.split(separator: "/")
        let isOpen = wanted.last == "(.*)"
        let fixed = isOpen ? wanted.dropLast() : wanted[...]
        guard isOpen ? segments.count >= fixed.count : segments.count == fixed.count else { return nil }
        var values: [String: String] = [:]
        for (segment, want) in zip(segments, fixed) {
            if want.hasPrefix(":") {
                values[String(want.dropFirst())] = String(segment)
            } else if want != segment {
                return nil
            }
        }
        return values
    }
}
