import ClerkCore
import HTTPTypes
import Hummingbird
import LiveRuntime
import LiveServer

/// Where Clerk.js goes when it has signed somebody in: the fresh cookies, which a socket cannot see, arrive here.
struct CallbackRoute {
    let clerk: Clerk
    let endpoint: LiveEndpoint

    func add(to router: some RouterMethods<some RequestContext>) {
        router.get(RouterPath(clerk.configuration.routes.callback)) { request, _ in
            try await clerk.respond(to: request.head) { state in respond(to: request, state) }
        }
    }

    private func respond(to request: Request, _ state: AuthenticationState) -> Response {
        let routes = clerk.configuration.routes
        let wanted = LiveLocation(path: request.uri.path, query: request.uri.query ?? "")[ReturnPath.parameter]
        let destination = wanted.flatMap { ReturnPath.local($0, host: request.head.authority) }
        switch state {
        case .signedIn:
            return endpoint.redirect(to: destination ?? routes.afterSignIn)
        case .pending, .signedOut:
            let signIn = destination.map { ReturnPath.add($0, to: routes.signIn) } ?? routes.signIn
            return endpoint.redirect(to: signIn, flash: ["error": clerk.configuration.messages.sessionExpired])
        }
    }
}
