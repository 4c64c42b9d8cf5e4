public import WireJSON

/// Who the token says the person is. We authenticate; users are the application's own records.
public struct ClerkIdentity: Hashable, Sendable {
    public let subject: String
    public let email: String?
    public let firstName: String?
    public let lastName: String?
    /// The full name; first and last name joined where the token has no name of its own.
    public let name: String?
    public let imageURL: String?
    /// As the token spells them: shape and content are the application's own claim.
    public let organizations: JSONValue?

    init(subject: String, claims: [String: JSONValue], mapping: IdentityMapping) {
        func text(_ names: [String]) -> String? {
            for name in names {
                if let text = claims[name]?.string, !text.isEmpty { return text }
            }
            return nil
        }
        self.subject = text(mapping.subject) ?? subject
        email = text(mapping.email)
        firstName = text(mapping.firstName)
        lastName = text(mapping.lastName)
        imageURL = text(mapping.imageURL)
        let parts = [firstName, lastName].compactMap(\.self)
        name = text(mapping.name) ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
        organizations = mapping.organizations.lazy.compactMap { claims[$0] }.first { $0 != .null }
    }
}

/// From which claims an identity is read. For each field the first claim that holds something wins.
///
/// The defaults are ClerkPhoenix's. Clerk's default session token has none of them but `sub`: add the others to the
/// instance's session token template, and mind that its cookie must stay under 4 KB.
public struct IdentityMapping: Hashable, Sendable {
    public var subject = ["sub", "id", "user_id"]
    public var email = ["email", "primary_email_address"]
    public var firstName = ["given_name", "first_name"]
    public var lastName = ["family_name", "last_name"]
    public var name = ["name", "full_name"]
    public var imageURL = ["picture", "image_url", "avatar"]
    public var organizations = ["org", "organizations", "orgs"]

    public init() {}
}
