import HTTPTypes
public import Hummingbird
import WebSocketCore
public import WebSocketServer

extension RouterMethods {
    /// A route whose requests become WebSockets, or are told why not. Works with the server ``HummingbirdCore/HTTPServerBuilder/webSockets(_:)``.
    ///
    ///     router.webSocket("/echo") { request, context, offer in
    ///         WebSocketAcceptance { _ in Echo() }
    ///     }
    ///
    /// The request runs through the router with all its middleware before anything is upgraded. One that RFC 6455 §4.2 does not let become
    /// a WebSocket is answered by itself, with 400, 405 or 426.
    ///
    /// - Parameters:
    ///   - path: the route's.
    ///   - accept: decides; it may take its time. Throws ``HTTPProblem`` to refuse, or whatever the router's middleware answers.
    @discardableResult
    public func webSocket(
        _ path: RouterPath,
        accept: @escaping @Sendable (Request, Context, WebSocketOffer) async throws -> WebSocketAcceptance
    ) -> Self {
        // Every method: which one it must be, the answer tells.
        for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .connect] {
            on(path, method: method) { request, context in
                do {
                    return try await WebSocketUpgrade.respond(to: request) { try await accept(request, context, $0) }
                } catch let problem as HTTPProblem {
                    return problem.response
                }
            }
        }
        return self
    }
}

extension WebSocketUpgrade {
    fileprivate static func respond(
        to request: Request, accept: (WebSocketOffer) async throws -> WebSocketAcceptance
    ) async throws -> Response {
        guard let upgrade = current else { throw plainRefusal(of: request) }
        let offer = try upgrade.offer.get()
        let accepted = try await accept(offer).answering(offer)
        upgrade.accept(accepted)
        return Response(status: accepted.head.status, headers: accepted.head.headerFields)
    }

    /// Of a request that does not ask for a WebSocket, or that came where none can be had.
    private static func plainRefusal(of request: Request) -> HTTPProblem {
        if isOverHTTP2 { return HTTPProblem(UpgradeRefusal.httpVersion) }
        if request.headers[values: .upgrade].contains(where: { $0.lowercased() == "websocket" }) {
            return HTTPProblem(
                .upgradeRequired, reason: "upgrade-unavailable",
                detail:
                    "This connection cannot become a WebSocket. Run the application with server: .webSockets(router), over HTTP/1.1."
            )
        }
        return HTTPProblem(request.method == .get ? UpgradeRefusal.notWebSocket : .method)
    }
}

extension HTTPProblem {
    /// The answer of a route.
    public var response: Response {
        Response(status: head.status, headers: head.headerFields, body: ResponseBody(byteBuffer: body))
    }
}
