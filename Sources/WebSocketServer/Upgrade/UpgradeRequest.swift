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

    /// - Throws: the request makes no sense as one of HTTP.
    init(_ head: HTTPRequestHead, body: ByteBuffer, isSecure: Bool, client: IPAddress?) throws(HTTPProblem) {
        guard let converted = try? HTTPRequest(head, secure: isSecure, splitCookie: false) else {
            throw .badRequest(detail: "The request's method or target is not one of HTTP.")
        }
        self.head = converted
        self.body = body
        let decision = UpgradeValidation.decide(
            method: head.method.rawValue, version: (head.version.major, head.version.minor),
            fields: head.headers.map { (name: $0.name, value: $0.value) })
        offer =
            switch decision {
            case .accept(let offer): .success(WebSocketOffer(offer, client: client))
            case .refuse(let refusal): .failure(HTTPProblem(refusal))
            }
    }
}

/// What a request for a WebSocket is answered with.
package struct UpgradeAnswer: Sendable {
    let head: HTTPResponse
    let body: ByteBuffer
    /// If `head` is the 101 of an upgrade.
    let accepted: AcceptedUpgrade?

    /// - Parameter accepted: if it is an upgrade; `head` may say more than its own.
    package init(head: HTTPResponse, body: ByteBuffer = .init(), accepted: AcceptedUpgrade? = nil) {
        self.head = head
        self.body = body
        self.accepted = accepted
    }

    package init(_ problem: HTTPProblem) {
        self.init(head: problem.head, body: problem.body)
    }

    init(_ accepted: AcceptedUpgrade) {
        self.init(head: accepted.head, accepted: accepted)
    }
}
