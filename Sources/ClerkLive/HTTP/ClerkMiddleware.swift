public import ClerkCore
public import HTTPTypes
public import Hummingbird
import LiveServer

/// Verifies who sent a request and leaves it in the context.
///
///     router.add(middleware: ClerkMiddleware(clerk))                            // may be signed in
///     router.group("/account").add(middleware: ClerkMiddleware(clerk, .required))   // must be
///     router.group("/api").add(middleware: ClerkMiddleware(clerk, .required, otherwise: .json))
///
/// A browser whose token has run out is sent to Clerk and back (307) while it loads a document, once per minute at most, and does not notice.
/// Keep it off routes that no person loads: static files, health checks, webhooks.
public struct ClerkMiddleware<Context: ClerkRequestContext>: RouterMiddleware {
    public enum Mode: Hashable, Sendable {
        /// Whoever is signed out passes, and is seen to be.
        case optional
        /// Whoever is signed out is refused.
        case required
    }

    private let clerk: Clerk
    private let mode: Mode
    private let refusal: ClerkRefusal<Context>

    /// - Parameter refusal: what becomes of whoever is signed out where a session is required.
    public init(_ clerk: Clerk, _ mode: Mode = .optional, otherwise refusal: ClerkRefusal<Context> = .automatic) {
        self.clerk = clerk
        self.mode = mode
        self.refusal = refusal
    }

    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        try await clerk.respond(to: request.head) { state in
            var context = context
            context.authentication = state
            guard mode == .required, state.session == nil else { return try await next(request, context) }
            return try await refusal.respond(request, context, clerk, next: next)
        }
    }
}

/// What becomes of a request that is not signed in where a session is required.
public struct ClerkRefusal<Context: ClerkRequestContext>: Sendable {
    private enum Kind: Sendable {
        case automatic
        case redirect(to: String?)
        case json
        case passThrough
        case custom(@Sendable (Request, Context) async throws -> Response)
    }

    private let kind: Kind

    /// A browser that loads a document is sent to the sign-in page, anything else is answered 401.
    public static var automatic: Self { Self(kind: .automatic) }
    /// Everybody is sent to `path`, or to the sign-in page; the way back goes along as `redirect_url`.
    public static func redirect(to path: String? = nil) -> Self { Self(kind: .redirect(to: path)) }
    /// Everybody is answered 401 with a problem document (RFC 9457) whose `reason` is stable.
    public static var json: Self { Self(kind: .json) }
    /// The handler runs all the same, and sees in its context that nobody is signed in.
    public static var passThrough: Self { Self(kind: .passThrough) }
    /// - Parameter respond: finds the reason in the context's `authentication`.
    public static func custom(
        _ respond: @escaping @Sendable (Request, Context) async throws -> Response
    ) -> Self {
        Self(kind: .custom(respond))
    }

    func respond(
        _ request: Request, _ context: Context, _ clerk: Clerk,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        switch kind {
        case .automatic where CredentialContext(request.head) == .documentGET: redirect(request, to: nil, clerk)
        case .automatic, .json: context.authentication.refusal(clerk).response
        case .redirect(let path): redirect(request, to: path, clerk)
        case .passThrough: try await next(request, context)
        case .custom(let respond): try await respond(request, context)
        }
    }

    private func redirect(_ request: Request, to path: String?, _ clerk: Clerk) -> Response {
        // A way back that is no page would only fail once more.
        let target = path ?? clerk.configuration.routes.signIn
        let location = request.method == .get ? ReturnPath.add(request.uri.description, to: target) : target
        return Response(status: .seeOther, headers: [.location: location, .cacheControl: "private, no-store"])
    }
}

extension Clerk {
    /// Who sent `request`, and what its response must carry: for servers of any kind.
    ///
    /// The rules for whoever answers: on ``RequestOutcome/Answer/redirect(to:_:)`` answer 307 with that `Location`, and nothing else; always
    /// append every header field of the outcome, all `Set-Cookie` lines of it.
    public func authenticate(_ request: HTTPRequest) async -> RequestOutcome {
        await requests.outcome(of: request)
    }

    /// What the credentials of a request prove, for requests that are not sent to Clerk whatever they lack: posts, sockets.
    public func authenticationState(of request: HTTPRequest) async -> AuthenticationState {
        await authenticator.state(of: request.headerFields, context: CredentialContext(request))
    }

    /// Answers as the outcome demands, with `proceed` where the request may go on.
    func respond(
        to request: HTTPRequest, _ proceed: (AuthenticationState) async throws -> Response
    ) async throws -> Response {
        let outcome = await authenticate(request)
        var response: Response
        switch outcome.answer {
        case .proceed(let state):
            response = try await proceed(state)
            if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "private, no-store" }
            response.headers.append(HTTPField(name: .vary, value: "Cookie, Authorization"))
        case .redirect(let url, _):
            response = Response(status: .temporaryRedirect, headers: [.location: url])
        case .misconfigured(let rejection):
            response =
                Problem(
                    .internalServerError, reason: rejection.reason.rawValue, detail: Self.misconfigurationHint
                ).response
        case .invalidRequest:
            response =
                Problem(
                    .badRequest, reason: "invalid-request-target",
                    detail: "Send a path, and the host this server answers for."
                ).response
        }
        response.headers.append(contentsOf: outcome.headerFields)
        return response
    }

    static let misconfigurationHint =
        "Clerk's answer does not verify. Do the publishable and the secret key belong together? If keys were just changed, remove this site's cookies and load the page again."
}

extension AuthenticationState {
    /// For machines: why somebody who is not signed in is refused.
    fileprivate func refusal(_ clerk: Clerk) -> Problem {
        let reason =
            switch self {
            case .signedOut(let reason): reason.code
            case .pending, .signedIn: SignedOutReason.pending.code
            }
        return Problem(
            .unauthorized, reason: reason, detail: clerk.configuration.messages.authRequiredJSON,
            headerFields: [.wwwAuthenticate: "Bearer"])
    }
}
