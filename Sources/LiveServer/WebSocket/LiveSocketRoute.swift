import HTTPTypes
import Hummingbird
import LiveRuntime
import NIOCore
import PhoenixWire
import WebSocketServer
import WireJSON

/// Decides about `GET /live/websocket`: an upgrade, or a refusal that says why.
///
/// What may be refused here is what the page cannot mend. Who the visitor is, is judged at each join, where the page can be told.
struct LiveSocketRoute {
    let endpoint: LiveEndpoint

    func accept(_ request: Request, _ offer: WebSocketOffer) throws(Problem) -> WebSocketAcceptance {
        let opening = try SocketOpening(request, namesOrigin: true, endpoint: endpoint)
        let environment = endpoint.environment
        return WebSocketAcceptance(
            subprotocol: try subprotocol(offer), configuration: endpoint.configuration.webSocket
        ) {
            PhoenixSocket(environment: environment, opening: opening, eventLoop: $0)
        }
    }

    /// The client offers `phoenix` beside its authentication token, and gives up unless exactly that is chosen.
    private func subprotocol(_ offer: WebSocketOffer) throws(Problem) -> String? {
        guard !offer.subprotocols.isEmpty else { return nil }
        guard offer.subprotocols.contains("phoenix") else {
            throw Problem(
                .forbidden, reason: "unsupported-subprotocol",
                detail: "The only subprotocol here is \"phoenix\"; offer it, or none.")
        }
        return "phoenix"
    }
}
