import HTTPTypes
import Hummingbird
import LiveRendering
import LiveRuntime
import Logging

/// Answers a GET of a live route: mounts its view once, renders it into the layout, and forgets it.
struct DisconnectedRenderer {
    let endpoint: LiveEndpoint

    func respond(to request: Request, route: LiveRoute) async -> Response {
        do {
            return try await answer(to: request, route: route)
        } catch {
            return failure(error, request: request, route: route)
        }
    }

    private func answer(to request: Request, route: LiveRoute) async throws -> Response {
        guard let pathParameters = route.pattern.match(request.uri.path) else { return Response(status: .notFound) }
        let id = "phx-" + DOMID.random()
        let flash = flash(of: request)
        let mountRequest = MountRequest(
            page: request.head,
            at: LiveLocation(
                path: request.uri.path, query: request.uri.query ?? "", pathParameters: pathParameters))
        let mount = try await PageMount(
            of: route, for: mountRequest, id: id, flash: flash, environment: endpoint.environment)
        var response = try response(to: mount.answer, request, route: route, id: id, flash: flash)
        response.headers.append(contentsOf: mount.responseFields)
        return response
    }

    private func response(
        to answer: PageMount.Answer, _ request: Request, route: LiveRoute, id: String, flash: Flash
    ) throws -> Response {
        var response: Response
        switch answer {
        case .page(let mounted, let flash):
            response = try page(mounted, id: id, route: route, flash: flash, request: request)
        case .redirect(let path, let flash):
            return endpoint.redirect(to: path, flash: flash)
        case .redirectToExternal(let url):
            return Response(status: .temporaryRedirect, headers: [.location: url, .cacheControl: "no-store"])
        case .document(let status, let title, let message):
            response = try endpoint.document(title: title, for: request) { _ in
                "<main><h1>\(title)</h1><p>\(message)</p></main>"
            }
            response.status = status
        }
        if request.headers.cookie(named: FlashToken.cookieName) != nil {
            response.headers.append(
                HTTPField(name: .setCookie, value: "\(FlashToken.cookieName)=; Max-Age=0; Path=/; SameSite=Lax"))
        }
        return response
    }

    /// A page that names the failure as the log does, so that whoever saw it can be helped.
    private func failure(_ error: any Error, request: Request, route: LiveRoute) -> Response {
        let id = ErrorID()
        endpoint.environment.logger.error(
            "live page crashed",
            metadata: ["error.id": "\(id)", "error": "\(LoggedError(error))", "view": "\(route.viewName)"])
        let document = try? endpoint.document(title: "Something went wrong", for: request) { _ in
            "<main><h1>Something went wrong</h1><p>It was not your doing. Error \(id.description)</p></main>"
        }
        // The layout itself may be what fails.
        var response = document ?? Response(status: .internalServerError)
        response.status = .internalServerError
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
        let shown = FlashToken.sealShown(flash, id: id, by: environment.sealer, at: now)
        let html = String(buffer: try mounted.html(id: id, environment: environment))
        return try endpoint.document(title: mounted.view.title, for: request) { _ in
            """
            <div id="\(id)" data-phx-main data-phx-session="\(token)" data-phx-static="\(shown)">\(raw: html)</div>
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
