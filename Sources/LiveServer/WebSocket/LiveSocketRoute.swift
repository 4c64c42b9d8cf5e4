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
        let origin = try allowedOrigin(request)
        let parameters = try protocolParameters(request)
        let subprotocol = try subprotocol(offer)
        var fields = request.headers
        if origin == .absent { fields[.cookie] = nil }
        let isOurPage = endpoint.acceptsCSRFToken(parameters["_csrf_token"]?.string, of: request.head)
        let environment = endpoint.environment
        let headerFields = fields
        return WebSocketAcceptance(subprotocol: subprotocol, configuration: endpoint.configuration.webSocket) {
            PhoenixSocket(
                environment: environment, headerFields: headerFields, isOurPage: isOurPage, eventLoop: $0)
        }
    }

    private func allowedOrigin(_ request: Request) throws(Problem) -> OriginPolicy.Verdict {
        let verdict = endpoint.origins.judge(request.head)
        guard verdict != .foreign else {
            throw Problem(
                .forbidden, reason: "origin-not-allowed",
                detail:
                    "Pages of this origin may not connect. Add the origin to LiveConfiguration.origins if it is yours.")
        }
        return verdict
    }

    private func protocolParameters(_ request: Request) throws(Problem) -> JSONValue {
        let parameters = (try? FormParameters.decode(request.uri.query ?? "")) ?? [:]
        guard ProtocolVersion(vsn: parameters["vsn"]?.string) != nil else {
            throw Problem(
                .forbidden, reason: "unsupported-version",
                detail: "The channel protocol's version must be 2.0.x, in the query as vsn=2.0.0.")
        }
        return parameters
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
