import HTTPTypes
import Hummingbird
import WireJSON

/// A refusal in the shape of Clerk's APIs: `{errors: [{code, message, long_message, meta}], clerk_trace_id}`.
///
/// Codes are Clerk's, because clients switch on them; the sentences are ours.
struct ClerkAPIError: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    let longMessage: String
    /// The form field at fault.
    let parameter: String?

    init(
        _ status: HTTPResponse.Status, _ code: String, _ message: String, _ longMessage: String? = nil,
        parameter: String? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.longMessage = longMessage ?? message
        self.parameter = parameter
    }

    func response() -> Response {
        let meta: JSONValue = parameter.map { ["param_name": .string($0)] } ?? .object([:])
        let error: JSONValue = [
            "code": .string(code), "message": .string(message), "long_message": .string(longMessage), "meta": meta,
        ]
        return .json(["errors": [error], "clerk_trace_id": .string(Identifier.random("trace"))], status: status)
    }
}

// MARK: The forms

extension ClerkAPIError {
    static let identifierNotFound = ClerkAPIError(
        .unprocessableContent, "form_identifier_not_found", "No account has this email address.",
        parameter: "identifier")

    static let passwordIncorrect = ClerkAPIError(
        .unprocessableContent, "form_password_incorrect", "That password is not right. Try again.",
        parameter: "password")

    static let identifierExists = ClerkAPIError(
        .unprocessableContent, "form_identifier_exists", "An account with this email address exists already.",
        "An account with this email address exists already. Sign in, or use another address.",
        parameter: "email_address")

    static let alreadySignedIn = ClerkAPIError(
        .badRequest, "identifier_already_signed_in", "You are signed in with this account already.")

    static func parameterMissing(_ name: String) -> ClerkAPIError {
        ClerkAPIError(
            .unprocessableContent, "form_param_nil", "This field is required.", "\(name) is required.", parameter: name)
    }

    static func parameterInvalid(_ name: String, _ message: String) -> ClerkAPIError {
        ClerkAPIError(.unprocessableContent, "form_param_format_invalid", message, parameter: name)
    }

    static func passwordTooShort(_ minimum: Int) -> ClerkAPIError {
        ClerkAPIError(
            .unprocessableContent, "form_password_length_too_short", "Use a password of \(minimum) characters or more.",
            parameter: "password")
    }
}

// MARK: Who is asking

extension ClerkAPIError {
    static let devBrowserUnauthenticated = ClerkAPIError(
        .unauthorized, "dev_browser_unauthenticated", "This browser is not known here.",
        "The __clerk_db_jwt parameter is missing or unknown. Ask POST /v1/dev_browser for a new token.")

    static let unauthenticated = ClerkAPIError(
        .unauthorized, "authentication_invalid", "This session is over.",
        "The request needs a session that is still active.")

    static let sessionNotFound = ClerkAPIError(
        .notFound, "resource_not_found", "There is no such session.", "This browser has no session with that id.")

    static let secretKeyMissing = ClerkAPIError(
        .unauthorized, "authorization_header_format_invalid", "The secret key is missing.",
        "Send the header Authorization: Bearer <secret key>.")

    static let secretKeyInvalid = ClerkAPIError(
        .unauthorized, "clerk_key_invalid", "This is not the secret key of this instance.",
        "The secret key belongs to another instance. Restarting a development Clerk without a state file makes a new key."
    )

    static let originInvalid = ClerkAPIError(
        .forbidden, "origin_invalid", "This origin may not use the development Clerk.",
        "The development Clerk answers pages on this machine only: localhost, 127.0.0.1 or [::1].")

    static let hostInvalid = ClerkAPIError(
        .misdirectedRequest, "host_invalid", "The development Clerk does not answer under this host name.",
        "Reach the development Clerk by its loopback address; no other Host is answered.")
}

// MARK: The request

extension ClerkAPIError {
    static let notFound = ClerkAPIError(
        .notFound, "resource_not_found", "There is nothing here.",
        "The development Clerk does not have this endpoint or resource.")

    static let bodyInvalid = ClerkAPIError(
        .badRequest, "request_body_invalid", "The body is not a form and not JSON, or it is too large.")

    static let redirectURLInvalid = ClerkAPIError(
        .badRequest, "redirect_url_invalid", "redirect_url must be an absolute http or https URL on this machine.",
        "The development Clerk sends session tokens to localhost, 127.0.0.1 or [::1] only.", parameter: "redirect_url")

    static let internalError = ClerkAPIError(
        .internalServerError, "internal_clerk_error", "The development Clerk failed.")
}
