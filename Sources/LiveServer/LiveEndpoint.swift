public import HTTPTypes
public import Hummingbird
import LiveAssets
public import LiveRuntime

/// The live pages of one application: what its HTTP side and its sockets share.
public struct LiveEndpoint: Sendable {
    package let configuration: LiveConfiguration
    package let environment: LiveEnvironment
    package let origins: OriginPolicy
    let sessions: BrowserSession.Keeper

    init(configuration: LiveConfiguration, routes: LiveRoutes) {
        let sealer = TokenSealer(secrets: configuration.secrets)
        self.configuration = configuration
        let sessions = BrowserSession.Keeper(
            sealer: sealer,
            isSecure: !configuration.origins.isEmpty && configuration.origins.allSatisfy { $0.hasPrefix("https://") },
            now: configuration.now)
        environment = LiveEnvironment(
            routes: routes, sealer: sealer, pubSub: configuration.pubSub, logger: configuration.logger,
            limits: configuration.limits,
            currentStatics: configuration.trackedStatics.union([StaticAssets.url(of: .script)]),
            identifyBrowser: { BrowserSession($0, keeper: sessions)?.id ?? "" }, now: configuration.now)
        origins = OriginPolicy(origins: configuration.origins)
        self.sessions = sessions
    }

    /// Whether `token`, from a form or a header, was given to the browser that sent `request`, and the request comes from a page of ours.
    ///
    /// Ask it before carrying out what a form wants that was posted over HTTP; the form has the token from ``LiveSocket/csrfToken``.
    public func acceptsCSRFToken(_ token: String?, of request: HTTPRequest) -> Bool {
        guard let token, origins.judge(request) != .foreign,
            let session = BrowserSession(request.headerFields, keeper: sessions)
        else { return false }
        return session.accepts(csrfToken: token, sessions)
    }

    /// A redirect whose flash the next page shows.
    package func redirect(to path: String, flash: Flash = [:]) -> Response {
        var response = Response(
            status: .seeOther, headers: [.location: path, .cacheControl: "private, no-store"])
        if !flash.isEmpty {
            let token = FlashToken.seal(flash, by: environment.sealer, at: environment.now())
            response.headers.append(
                HTTPField(
                    name: .setCookie, value: "\(FlashToken.cookieName)=\(token); Max-Age=60; Path=/; SameSite=Lax"))
        }
        return response
    }
}

extension Router {
    /// Adds live pages, the socket they connect to, and the scripts they load. Call it once, after adding middleware.
    ///
    ///     let live = LiveConfiguration(secrets: [secret])
    ///     router.live(live) { live in
    ///         live.session("public") { $0.view("/", Counter.self) }
    ///     }
    ///
    /// - Returns: the endpoint, for parts that need it beside the views.
    @discardableResult
    public func live(_ configuration: LiveConfiguration, _ build: (inout LiveRoutes) -> Void) -> LiveEndpoint {
        var routes = LiveRoutes()
        build(&routes)
        let endpoint = LiveEndpoint(configuration: configuration, routes: routes)
        for route in routes.routes {
            get(RouterPath(route.pattern.description)) { request, _ in
                await DisconnectedRenderer(endpoint: endpoint, route: route, request: request).response()
            }
        }
        webSocket(RouterPath("\(configuration.socketPath)/websocket")) { request, _, offer in
            try LiveSocketRoute(endpoint: endpoint).accept(request, offer)
        }
        StaticAssets.add(to: self)
        return endpoint
    }
}
