import Foundation

/// What `POST /v1/client/sign_ups` must hold: an address, a password, and names if there are any.
struct SignUpForm: Sendable {
    /// Clerk's limits.
    static let minimumPasswordLength = 8
    static let maximumPasswordLength = 72
    /// A name goes into every session token, and the token into a cookie of at most 4 KB.
    static let maximumNameLength = 64
    private static let maximumEmailLength = 254

    let email: String
    let password: String
    let firstName: String
    let lastName: String

    init(_ form: FormParameters) throws(ClerkAPIError) {
        email = try Self.email(form["email_address"])
        guard let password = form["password"] else { throw .parameterMissing("password") }
        guard password.count >= Self.minimumPasswordLength else { throw .passwordTooShort(Self.minimumPasswordLength) }
        guard password.count <= Self.maximumPasswordLength else {
            throw .parameterInvalid("password", "Use a password of at most \(Self.maximumPasswordLength) characters.")
        }
        self.password = password
        firstName = try Self.name(form["first_name"], "first_name")
        lastName = try Self.name(form["last_name"], "last_name")
    }

    private static func email(_ text: String?) throws(ClerkAPIError) -> String {
        guard let text else { throw .parameterMissing("email_address") }
        let email = text.trimmingCharacters(in: .whitespaces)
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        let isPlausible =
            parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
            && !parts[1].hasSuffix(".") && email.utf8.count <= maximumEmailLength
            && email.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        guard isPlausible else { throw .parameterInvalid("email_address", "This is not an email address.") }
        return email
    }

    private static func name(_ text: String?, _ parameter: String) throws(ClerkAPIError) -> String {
        let name = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard name.count <= maximumNameLength else {
            throw .parameterInvalid(parameter, "Use at most \(maximumNameLength) characters.")
        }
        return name
    }
}
