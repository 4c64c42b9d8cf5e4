import ClerkCore
import HTTPTypes
import Hummingbird
import LiveRendering
import LiveServer
import WireJSON

/// Signs the visitor's session out: first here, then in every open page, then at Clerk, and last in this browser.
///
/// Clerk's cookies are left to Clerk.js. While the token lies there the tombstone answers every page of this browser at once; without it a
/// page would have to ask Clerk who this is, because the client's own mark still says that somebody is signed in.
///
/// GET only asks: a link or an image on another site must not be able to sign anybody out.
struct SignOutRoute {
    private static let maximumBodySize = 8192

    let clerk: Clerk
    let endpoint: LiveEndpoint

    func add(to router: some RouterMethods<some RequestContext>) {
        let path = RouterPath(clerk.configuration.routes.signOut)
        router.get(path) { request, _ in try confirmation(request) }
        router.post(path) { request, _ in try await signOut(request) }
    }

    private func confirmation(_ request: Request) throws -> Response {
        try endpoint.document(title: "Sign out", for: request) { csrfToken in
            """
            <main class="clerk-sign-out"><h1>Sign out?</h1>\
            <form method="post" action="\(clerk.configuration.routes.signOut)">\
            <input type="hidden" name="_csrf_token" value="\(csrfToken)">\
            <button type="submit">Sign out</button></form></main>
            """
        }
    }

    private func signOut(_ request: Request) async throws -> Response {
        guard endpoint.acceptsCSRFToken(try await csrfToken(request), of: request.head) else {
            return Problem(
                .forbidden, reason: "csrf-token-invalid",
                detail:
                    "Send the page's CSRF token, in the field _csrf_token or the header x-csrf-token; reload the page for a new one."
            ).response
        }
        if let session = await clerk.authenticationState(of: request.head).endable {
            try await clerk.signOut(.session(session.sessionID))
            await clerk.revokeAtClerk(session.sessionID)
        }
        return answer(to: request)
    }

    private func csrfToken(_ request: Request) async throws -> String? {
        if let token = request.headers[.csrfToken] { return token }
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else { return nil }
        let body = try await request.body.collect(upTo: Self.maximumBodySize)
        struct Form: Decodable { let _csrf_token: String }
        return try? URLEncodedFormDecoder().decode(Form.self, from: String(buffer: body))._csrf_token
    }

    private func answer(to request: Request) -> Response {
        let destination = clerk.configuration.routes.afterSignOut
        guard request.headers[.accept]?.hasPrefix("application/json") == true else {
            return endpoint.redirect(to: destination, flash: ["info": clerk.configuration.messages.signedOut])
        }
        let body: JSONValue = ["to": .string(destination)]
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: body.serialized()))
    }
}

extension HTTPField.Name {
    // A valid field name, so the conversion cannot fail.
    fileprivate static let csrfToken = Self("x-csrf-token")!
}
