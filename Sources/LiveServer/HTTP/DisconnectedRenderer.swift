import HTTPTypes
import Hummingbird
import LiveRendering
import LiveRuntime

/// Answers a GET of a live route: mounts its view once, renders it into the layout, and forgets it.
struct DisconnectedRenderer {
    let endpoint: LiveEndpoint

    func respond(to request: Request, route: LiveRoute) async throws -> Response {
        let environment = endpoint.environment
        let id = "phx-" + DOMID.random()
        let flash = flash(of: request)
        guard let pathParameters = route.pattern.match(request.uri.path) else { return Response(status: .notFound) }
        let mountRequest = MountRequest(
            stage: .page,
            location: LiveLocation(
                path: request.uri.path, query: request.uri.query ?? "", pathParameters: pathParameters),
            headerFields: request.headers)
        var response: Response
        switch try await PageMount(
            of: route, for: mountRequest, id: id, flash: flash, environment: environment)
        {
        case .page(let mounted):
            response = try page(mounted, id: id, route: route, flash: flash, request: request)
        case .redirect(let path, let flash):
            return endpoint.redirect(to: path, flash: flash)
        case .forbidden:
            response =
                Problem(
                    .forbidden, reason: "forbidden", detail: "You are not allowed to see this page."
                ).response
        }
        if request.headers.cookie(named: FlashToken.cookieName) != nil {
            response.headers.append(
                HTTPField(name: .setCookie, value: "\(FlashToken.cookieName)=; Max-Age=0; Path=/; SameSite=Lax"))
        }
        return response
    }

    private func flash(of request: Request) -> Flash {
        guard let token = request.headers.cookie(named: FlashToken.cookieName) else { return [:] }
        return FlashToken.open(token, by: endpoint.environment.sealer, at: endpoint.environment.now())
    }

    private func page(
        _ mounted: MountedView, id: String, route: LiveRoute, flash: Flash, request: Request
    ) throws -> Response {
        let environment = endpoint.environment
        let now = environment.now()
        let token = PageToken(
            id: id, routeName: route.name, sessionName: route.sessionName, carried: mounted.carried
        ).sealed(by: environment.sealer, at: now)
        let shown = FlashToken.sealShown(flash, by: environment.sealer, at: now)
        return try endpoint.document(title: mounted.view.title, for: request) { _ in
            """
            <div id="\(id)" data-phx-main data-phx-session="\(token)" data-phx-static="\(shown)">\(mounted.rendering)</div>
            """
        }
    }
}

/// Names for containers: letters, digits, `-` and `_`, unguessable enough never to meet twice in a page.
enum DOMID {
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode(withUnsafeBytes(of: generator.next()) { Array($0) })
    }
}
