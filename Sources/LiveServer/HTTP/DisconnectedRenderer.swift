import HTTPTypes
import Hummingbird
import LiveRendering
import LiveRuntime
import Logging
import NIOPosix

/// Answers a GET of a live route: mounts its view once, renders it into the layout, and forgets it.
struct DisconnectedRenderer {
    let endpoint: LiveEndpoint
    let route: LiveRoute
    let request: Request
    private let visitor: PageVisitor
    private let id = "phx-" + DOMID.random()

    init(endpoint: LiveEndpoint, route: LiveRoute, request: Request) {
        self.endpoint = endpoint
        self.route = route
        self.request = request
        visitor = endpoint.visitor(of: request)
    }

    private var environment: LiveEnvironment { endpoint.environment }

    func response() async -> Response {
        if let token = request.headers.cookie(named: PageFailure.cookieName) { return response(showing: token) }
        do {
            return try await answer()
        } catch {
            let id = ErrorID()
            environment.logger.error(
                "live page crashed",
                metadata: ["error.id": "\(id)", "error": "\(LoggedError(error))", "view": "\(route.viewName)"])
            return response(showing: PageFailure(id))
        }
    }

    private func answer() async throws -> Response {
        guard let pathParameters = route.pattern.match(request.uri.path) else { return Response(status: .notFound) }
        let location = LiveLocation(
            path: request.uri.path, query: request.uri.query ?? "", pathParameters: pathParameters)
        let mount = try await mount(MountRequest(page: request.head, at: location))
        var response = try response(to: mount.answer)
        response.headers.append(contentsOf: mount.responseFields)
        return response
    }

    private func mount(_ mountRequest: MountRequest) async throws -> PageMount {
        let (route, id, environment, flash, csrfToken) = (route, id, environment, flash, visitor.csrfToken)
        let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        return try await withTimeLimit(environment.limits.mountTime, timers: environment.timers, on: eventLoop) {
            try await PageMount(
                of: route, for: mountRequest, id: id, flash: flash, csrfToken: csrfToken, environment: environment)
        }
    }

    private func response(to answer: PageMount.Answer) throws -> Response {
        switch answer {
        case .page(let mounted, let flash):
            return forgettingFlash(try page(mounted, flash: flash))
        case .redirect(let path, let flash):
            return endpoint.redirect(to: path, flash: flash)
        case .redirectToExternal(let url):
            return Response(status: .temporaryRedirect, headers: [.location: url, .cacheControl: "no-store"])
        case .document(let status, let title, let message):
            return forgettingFlash(response(showing: PageFailure(status: status, title: title, message: message)))
        }
    }

    private var flash: Flash {
        guard let token = request.headers.cookie(named: FlashToken.cookieName) else { return [:] }
        return FlashToken.open(token, by: environment.sealer, at: environment.now())
    }

    /// It was shown.
    private func forgettingFlash(_ response: Response) -> Response {
        guard request.headers.cookie(named: FlashToken.cookieName) != nil else { return response }
        return response.forgettingCookie(FlashToken.cookieName)
    }

    private func page(_ mounted: MountedView, flash: Flash) throws -> Response {
        let now = environment.now()
        let token = PageToken(
            id: id, routeName: route.name, sessionName: route.sessionName, carried: mounted.carried
        ).sealed(by: environment.sealer, at: now)
        let shown = FlashToken.sealShown(flash, id: id, by: environment.sealer, at: now)
        let html = String(buffer: try mounted.html(id: id, environment: environment))
        return try endpoint.document(
            title: mounted.view.title, for: visitor,
            content: """
                <div id="\(id)" data-phx-main data-phx-session="\(token)" data-phx-static="\(shown)">\(raw: html)</div>
                """)
    }

    // MARK: Failure

    /// What a join had to say, instead of the view that would fail again.
    private func response(showing token: String) -> Response {
        let failure = PageFailure(token, sealer: environment.sealer, at: environment.now())
        return response(showing: failure ?? PageFailure(ErrorID())).forgettingCookie(PageFailure.cookieName)
    }

    private func response(showing failure: PageFailure) -> Response {
        let document = try? endpoint.document(
            title: failure.title, for: visitor,
            content: "<main><h1>\(failure.title)</h1><p>\(failure.message)</p></main>")
        // The layout itself may be what fails.
        var response = document ?? Response(status: .internalServerError)
        response.status = HTTPResponse.Status(code: failure.status)
        return response
    }
}

extension Response {
    fileprivate func forgettingCookie(_ name: String) -> Response {
        var response = self
        response.headers.append(
            HTTPField(name: .setCookie, value: "\(name)=; Max-Age=0; Path=/; SameSite=Lax"))
        return response
    }
}

/// Names for containers: letters, digits, `-` and `_`, unguessable enough never to meet twice in a page.
enum DOMID {
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode(withUnsafeBytes(of: generator.next()) { Array($0) })
    }
}
