import HTTPTypes
import Hummingbird
import WireJSON

extension Response {
    /// An API answer. Never cached: it depends on who asks, and when.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: value.serialized()))
    }

    /// Text of ours that no page may frame and no browser may take for something else.
    static func text(_ text: String, type: String, cacheControl: String = "no-store") -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "\(type); charset=utf-8", .cacheControl: cacheControl, .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "frame-ancestors 'none'",
            ],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
