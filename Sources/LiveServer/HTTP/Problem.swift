package import HTTPTypes
package import Hummingbird
import NIOCore
import WireJSON

/// A refusal that says why, and what to do about it, to people and to programs (RFC 9457).
package struct Problem: Sendable, Error {
    let status: HTTPResponse.Status
    /// Stable; for programs.
    let reason: String
    /// One sentence; for people.
    let detail: String
    let headerFields: HTTPFields

    package init(_ status: HTTPResponse.Status, reason: String, detail: String, headerFields: HTTPFields = [:]) {
        self.status = status
        self.reason = reason
        self.detail = detail
        self.headerFields = headerFields
    }

    package var response: Response {
        let body: JSONValue = [
            "type": "about:blank", "title": .string(status.reasonPhrase), "status": .integer(status.code),
            "reason": .string(reason), "detail": .string(detail),
        ]
        var fields = headerFields
        fields[.contentType] = "application/problem+json"
        fields[.cacheControl] = "no-store"
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: body.serialized()))
    }
}
