package import HTTPTypes
package import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import WebSocketCore

/// A request that asks for a WebSocket, whole.
package struct UpgradeRequest: Sendable {
    package let head: HTTPRequest
    package let body: ByteBuffer
    /// What RFC 6455 §4.2.1 says of it. A router may have something else to say first: that there is nothing at its path.
    package let offer: Result<WebSocketOffer, HTTPProblem>

    init(_ head: HTTPRequestHead, isSecure: Bool, body: ByteBuffer) throws {
        self.head = try HTTPRequest(head, secure: isSecure, splitCookie: false)
        self.body = body
        let decision = UpgradeValidation.decide(
            method: head.method.rawValue, version: (head.version.major, head.version.minor),
            fields: head.headers.map { (name: $0.name, value: $0.value) })
        offer =
            switch decision {
            case .accept(let offer): .success(WebSocketOffer(offer))
            case .refuse(let refusal): .failure(HTTPProblem(refusal))
            }
    }
}

/// What a request for a WebSocket is answered with.
package struct UpgradeAnswer: Sendable {
    let head: HTTPResponse
    let body: ByteBuffer
    let acceptance: WebSocketAcceptance?

    /// - Parameter acceptance: present if `head` is the 101 of an upgrade.
    package init(head: HTTPResponse, body: ByteBuffer = .init(), acceptance: WebSocketAcceptance? = nil) {
        self.head = head
        self.body = body
        self.acceptance = acceptance
    }

    package init(_ problem: HTTPProblem) {
        self.init(head: problem.head, body: problem.body)
    }
}
