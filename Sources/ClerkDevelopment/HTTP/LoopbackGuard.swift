import HTTPTypes
import Hummingbird
import Logging

/// Lets pages of this machine in, with CORS, and nobody else; turns refusals into Clerk's error bodies.
///
/// A request without `Origin` (a navigation, a server, curl) passes: it must still name a loopback `Host`.
struct LoopbackGuard: RouterMiddleware {
    typealias Context = DevelopmentContext

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard LoopbackOrigin.isLoopback(authority: request.head.authority ?? "") else {
            return ClerkAPIError.hostInvalid.response()
        }
        guard let header = request.headers[.origin] else {
            return try await answer(request, context: context, next: next)
        }
        guard let origin = LoopbackOrigin(originHeader: header) else { return ClerkAPIError.originInvalid.response() }
        if request.method == .options { return preflight(for: origin) }
        var response = try await answer(request, context: context, next: next)
        allow(origin, in: &response)
        return response
    }

    @concurrent private func answer(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as ClerkAPIError {
            return error.response()
        } catch let error as HTTPError where error.status == .notFound {
            return ClerkAPIError.notFound.response()
        } catch {
            context.logger.error("the development Clerk failed", metadata: ["error": "\(error)"])
            return ClerkAPIError.internalError.response()
        }
    }

    private func preflight(for origin: LoopbackOrigin) -> Response {
        var response = Response(status: .noContent)
        allow(origin, in: &response)
        response.headers[.accessControlAllowMethods] = "GET, POST, DELETE"
        response.headers[.accessControlAllowHeaders] = "Authorization, Content-Type, __clerk_db_jwt"
        response.headers[.accessControlMaxAge] = "600"
        return response
    }

    private func allow(_ origin: LoopbackOrigin, in response: inout Response) {
        response.headers[.accessControlAllowOrigin] = origin.text
        response.headers[.accessControlAllowCredentials] = "true"
        response.headers[.vary] = "Origin"
    }
}
