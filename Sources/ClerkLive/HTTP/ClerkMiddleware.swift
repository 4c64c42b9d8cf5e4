import ClerkCore
public import HTTPTypes
public import Hummingbird
import LiveServer

/// Verifies who sent a request and leaves it in the context.
///
///     router.add(middleware: ClerkMiddleware(clerk))                        // may be signed in
///     router.group("/api").add(middleware: ClerkMiddleware(clerk, .required))   // must be
public struct ClerkMiddleware<Context: ClerkRequestContext>: RouterMiddleware {
    public enum Mode: Hashable, Sendable {
        /// Whoever is signed out passes, and is seen to be.
        case optional
        /// Whoever is signed out is sent to the sign-in page if a browser is loading a document, and answered 401 otherwise.
        case required
    }

    private let clerk: Clerk
    private let mode: Mode

    public init(_ clerk: Clerk, _ mode: Mode = .optional) {
        self.clerk = clerk
        self.mode = mode
    }

    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.authentication = await clerk.authenticationState(of: request.head)
        if mode == .required, !context.isAuthenticated { return refusal(of: request, context.authentication) }
        var response = try await next(request, context)
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "private, no-store" }
        response.headers[.vary] = "Cookie, Authorization"
        return response
    }

    private func refusal(of request: Request, _ state: AuthenticationState) -> Response {
        let routes = clerk.configuration.routes
        guard CredentialContext(request.head) != .documentGET else {
            return Response(
                status: .seeOther,
                headers: [
                    .location: ReturnPath.add(request.uri.description, to: routes.signIn),
                    .cacheControl: "private, no-store",
                ])
        }
        return Problem(
            .unauthorized, reason: state.refusalCode, detail: clerk.configuration.messages.authRequiredJSON,
            headerFields: [.wwwAuthenticate: "Bearer"]
        ).response
    }
}

extension Clerk {
    /// What the credentials of a request prove.
    public func authenticationState(of request: HTTPRequest) async -> AuthenticationState {
        await authenticator.state(of: request.headerFields, context: CredentialContext(request))
    }
}

extension AuthenticationState {
    /// For machines: why somebody who is not signed in is refused.
    fileprivate var refusalCode: String {
        switch self {
        case .signedOut(let reason): reason.code
        case .pending, .signedIn: SignedOutReason.pending.code
        }
    }
}
