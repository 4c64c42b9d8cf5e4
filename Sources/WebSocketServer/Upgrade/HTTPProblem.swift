public import HTTPTypes
package import NIOCore
import WebSocketCore
import WireJSON

/// A refusal that says why, and what to do about it, to people and to programs: a status and an `application/problem+json` body.
///
/// Throw it where an upgrade is decided.
///
/// - SeeAlso: RFC 9457.
public struct HTTPProblem: Sendable, Error {
    public let status: HTTPResponse.Status
    /// Stable; for programs.
    public let reason: String
    /// One sentence; for people. Reaches the peer: never anything secret.
    public let detail: String
    /// Sent with the answer, beside its content type and `Cache-Control: no-store`.
    public let headerFields: HTTPFields

    public init(_ status: HTTPResponse.Status, reason: String, detail: String, headerFields: HTTPFields = [:]) {
        self.status = status
        self.reason = reason
        self.detail = detail
        self.headerFields = headerFields
    }

    /// The answer's head, without the body's length.
    package var head: HTTPResponse {
        var fields = headerFields
        fields[.contentType] = "application/problem+json"
        fields[.cacheControl] = "no-store"
        return HTTPResponse(status: status, headerFields: fields)
    }

    package var body: ByteBuffer {
        let body: JSONValue = [
            "type": "about:blank", "title": .string(status.reasonPhrase), "status": .integer(status.code),
            "reason": .string(reason), "detail": .string(detail),
        ]
        return body.serialized()
    }
}

extension HTTPProblem {
    /// 400: the request cannot be understood, whoever sends it.
    public static func badRequest(reason: String = "bad-request", detail: String) -> HTTPProblem {
        HTTPProblem(.badRequest, reason: reason, detail: detail)
    }

    /// 401: come back with credentials.
    ///
    /// - Parameter challenge: value of `WWW-Authenticate`, which RFC 9110 §15.5.2 asks for.
    public static func unauthorized(
        reason: String = "unauthorized", detail: String, challenge: String
    ) -> HTTPProblem {
        HTTPProblem(.unauthorized, reason: reason, detail: detail, headerFields: [.wwwAuthenticate: challenge])
    }

    /// 403: these credentials do not suffice, or this origin may not.
    public static func forbidden(reason: String = "forbidden", detail: String) -> HTTPProblem {
        HTTPProblem(.forbidden, reason: reason, detail: detail)
    }

    /// 404.
    public static func notFound(
        reason: String = "not-found", detail: String = "There is nothing at this address."
    ) -> HTTPProblem {
        HTTPProblem(.notFound, reason: reason, detail: detail)
    }

    /// 429: this client asks too often, or has too much already.
    ///
    /// - Parameter retryAfter: seconds.
    public static func tooManyRequests(
        reason: String = "too-many-requests", detail: String, retryAfter: Int
    ) -> HTTPProblem {
        HTTPProblem(.tooManyRequests, reason: reason, detail: detail, headerFields: [.retryAfter: "\(retryAfter)"])
    }

    /// 503: the server cannot take anybody at the moment.
    ///
    /// - Parameter retryAfter: seconds.
    public static func unavailable(reason: String = "unavailable", detail: String, retryAfter: Int) -> HTTPProblem {
        HTTPProblem(.serviceUnavailable, reason: reason, detail: detail, headerFields: [.retryAfter: "\(retryAfter)"])
    }

    /// What RFC 6455 §4.2 says about the request.
    package init(_ refusal: UpgradeRefusal) {
        var fields = HTTPFields()
        for (name, value) in refusal.headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        self.init(
            HTTPResponse.Status(refusal), reason: refusal.rawValue, detail: refusal.message, headerFields: fields)
    }
}

extension HTTPResponse.Status {
    /// With its phrase, which a bare number has not.
    fileprivate init(_ refusal: UpgradeRefusal) {
        switch refusal.status {
        case 405: self = .methodNotAllowed
        case 426: self = .upgradeRequired
        default: self = .badRequest
        }
    }
}
