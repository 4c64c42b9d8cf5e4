import HTTPTypes
import Hummingbird
import LiveRuntime
import NIOCore
import PhoenixWire
import WebSocketCore
import WireJSON

/// Answers `GET /live/websocket`: an upgrade, or a refusal that says why.
///
/// What may be refused here is what the page cannot mend. Who the visitor is, is judged at each join, where the page can be told.
struct LiveSocketRoute {
    let endpoint: LiveEndpoint

    func respond(to request: Request) -> Response {
        do {
            let origin = try allowedOrigin(request)
            let parameters = try protocolParameters(request)
            let offer = try handshake(request)
            return try upgrade(request, origin: origin, parameters: parameters, offer: offer)
        } catch {
            return error.response
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

    private func handshake(_ request: Request) throws(Problem) -> UpgradeOffer {
        var fields = request.headers.map { ($0.name.rawName, $0.value) }
        if let host = request.head.authority { fields.append(("Host", host)) }
        switch UpgradeValidation.decide(method: request.method.rawValue, version: (1, 1), fields: fields) {
        case .accept(let offer): return offer
        case .refuse(let refusal): throw Problem(refusal)
        }
    }

    /// The client offers `phoenix` beside its authentication token, and gives up unless exactly that is chosen.
    private func subprotocol(_ offer: UpgradeOffer) throws(Problem) -> String? {
        guard !offer.subprotocols.isEmpty else { return nil }
        guard offer.subprotocols.contains("phoenix") else {
            throw Problem(
                .forbidden, reason: "unsupported-subprotocol",
                detail: "The only subprotocol here is \"phoenix\"; offer it, or none.")
        }
        return "phoenix"
    }

    private func upgrade(
        _ request: Request, origin: OriginPolicy.Verdict, parameters: JSONValue, offer: UpgradeOffer
    ) throws(Problem) -> Response {
        guard let upgrade = WebSocketUpgrade.current else {
            throw Problem(
                .upgradeRequired, reason: "upgrade-unavailable",
                detail:
                    "This connection cannot become a WebSocket. Run the application with server: .live(router), over HTTP/1.1."
            )
        }
        let subprotocol = try subprotocol(offer)
        var fields = request.headers
        if origin == .absent { fields[.cookie] = nil }
        let isOurPage = endpoint.acceptsCSRFToken(parameters["_csrf_token"]?.string, of: request.head)
        let environment = endpoint.environment
        let configuration = endpoint.configuration.webSocket
        let headerFields = fields
        upgrade.accept { channel in
            WebSocketConnection(
                configuration: configuration,
                application: PhoenixSocket(
                    environment: environment, headerFields: headerFields, isOurPage: isOurPage,
                    eventLoop: channel.eventLoop))
        }
        var answer: HTTPFields = [
            .upgrade: "websocket", .connection: "Upgrade", .secWebSocketAccept: offer.accept,
        ]
        answer[.secWebSocketProtocol] = subprotocol
        return Response(status: .switchingProtocols, headers: answer)
    }
}

extension Problem {
    fileprivate init(_ refusal: UpgradeRefusal) {
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
