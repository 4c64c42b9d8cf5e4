import Crypto
import HTTPTypes
import Hummingbird
import WireJSON

/// The backend API: what a server asks with the secret key.
///
/// - SeeAlso: Clerk's backend API reference, version 2026-05-12.
struct BackendAPI: Sendable {
    let store: InstanceStore

    func addRoutes(to router: Router<DevelopmentContext>) {
        let api = router.group("/v1").add(middleware: SecretKeyGuard(secretKey: store.secretKey))
        api.get("/jwks") { _, _ in Response.json(try store.signingKey.keySet()) }
        api.get("/sessions") { request, _ in list(request.query) }
        api.get("/sessions/:id") { _, context in Response.json(try session(context).resource(at: store.now)) }
        api.post("/sessions/:id/revoke") { _, context in try revoke(context) }
        api.get("/users/:id") { _, context in
            guard let user = store.instance.user(try context.parameters.require("id")) else {
                throw ClerkAPIError.notFound
            }
            return Response.json(user.resource(endpoint: context.endpoint))
        }
    }

    private func session(_ context: DevelopmentContext) throws -> InstanceSession {
        guard let session = store.instance.sessions[try context.parameters.require("id")] else {
            throw ClerkAPIError.notFound
        }
        return session
    }

    private func revoke(_ context: DevelopmentContext) throws -> Response {
        let id = try session(context).id
        let revoked = try store.change { instance, now in
            instance.close(id, as: .revoked, at: now)
            return (session: instance.sessions[id], now: now)
        }
        guard let session = revoked.session else { throw ClerkAPIError.notFound }
        return .json(session.resource(at: revoked.now))
    }

    /// Newest first; `limit` from 1 to 500, 10 by default; `offset` from 0.
    private func list(_ query: FormParameters) -> Response {
        let now = store.now
        let status = query["status"].map { InstanceSession.Status(rawValue: $0) }
        // A status this instance never gives matches nothing.
        if case .some(.none) = status { return .json([]) }
        let limit = min(max(query["limit"].flatMap(Int.init) ?? 10, 1), 500)
        let offset = max(query["offset"].flatMap(Int.init) ?? 0, 0)
        let sessions = store.instance.sessions(
            userID: query["user_id"], clientID: query["client_id"], status: status ?? nil, at: now)
        return .json(.array(sessions.dropFirst(offset).prefix(limit).map { $0.resource(at: now) }))
    }
}

/// Refuses whoever does not hold the secret key.
struct SecretKeyGuard: RouterMiddleware {
    typealias Context = DevelopmentContext
    let secretKey: String

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let words = (request.headers[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw ClerkAPIError.secretKeyMissing }
        // Digests compare in constant time.
        guard SHA256.hash(data: Array(words[1].utf8)) == SHA256.hash(data: Array(secretKey.utf8)) else {
            throw ClerkAPIError.secretKeyInvalid
        }
        return try await next(request, context)
    }
}
