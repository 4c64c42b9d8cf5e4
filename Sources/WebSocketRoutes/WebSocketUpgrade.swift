import Hummingbird
import Synchronization
import WebSocketServer

/// The chance, while a request runs through the router, to make its connection a WebSocket.
///
/// Set for the duration of a request that asks for one; a route takes it by calling ``accept(_:)`` and answering 101.
final class WebSocketUpgrade: Sendable {
    @TaskLocal static var current: WebSocketUpgrade?

    let offer: Result<WebSocketOffer, HTTPProblem>
    private let acceptance = Mutex<WebSocketAcceptance?>(nil)

    init(offer: Result<WebSocketOffer, HTTPProblem>) {
        self.offer = offer
    }

    func accept(_ acceptance: WebSocketAcceptance) {
        self.acceptance.withLock { $0 = acceptance }
    }

    /// What the route chose, if it answered `response` with an upgrade: middleware may have put something else in its place.
    func acceptance(in response: Response) -> WebSocketAcceptance? {
        guard response.status == .switchingProtocols else { return nil }
        return acceptance.withLock { $0 }
    }
}
