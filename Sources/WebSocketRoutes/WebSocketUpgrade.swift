import Hummingbird
import Synchronization
import WebSocketServer

/// The chance, while a request runs through the router, to make its connection a WebSocket.
///
/// Set for the duration of a request that asks for one; a route takes it by calling ``accept(_:)`` and answering 101.
final class WebSocketUpgrade: Sendable {
    @TaskLocal static var current: WebSocketUpgrade?
    /// Over HTTP/2 there is no such chance, and there are no such fields as `Upgrade` (RFC 9113 §8.2.2).
    @TaskLocal static var isOverHTTP2 = false

    let offer: Result<WebSocketOffer, HTTPProblem>
    private let accepted = Mutex<AcceptedUpgrade?>(nil)

    init(offer: Result<WebSocketOffer, HTTPProblem>) {
        self.offer = offer
    }

    func accept(_ accepted: AcceptedUpgrade) {
        self.accepted.withLock { $0 = accepted }
    }

    /// What the route chose, if it answered `response` with an upgrade: middleware may have put something else in its place.
    func accepted(in response: Response) -> AcceptedUpgrade? {
        guard response.status == .switchingProtocols else { return nil }
        return accepted.withLock { $0 }
    }
}
