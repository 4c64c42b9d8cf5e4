import Foundation
import HTTPTypes
import Hummingbird
import WireJSON

/// The frontend API: what a browser asks, known by its dev browser token in `__clerk_db_jwt` (parameter or header).
///
/// Answers that change something are `{response, client}`, so that the browser sees its new state at once.
///
/// - SeeAlso: Clerk's frontend API reference, version 2026-05-12.
struct FrontendAPI: Sendable {
    let store: InstanceStore

    func addRoutes(to router: Router<DevelopmentContext>) {
        router.get("/.well-known/jwks.json") { _, _ in Response.json(try store.signingKey.keySet()) }
        router.get("/v1/environment") { _, context in Response.json(environment(context.endpoint)) }
        router.post("/v1/dev_browser") { _, _ in
            let token = try makeDevBrowser()
            return Response.json(["object": "dev_browser", "id": .string(token), "token": .string(token)])
        }
        router.get("/v1/client") { request, context in
            Response.json(["response": try client(Caller(request, context)), "client": .null])
        }
        router.get("/v1/client/handshake") { request, context in try handshake(Caller(request, context)) }
        router.post("/v1/client/sign_ins") { request, context in
            try await signIn(request.form(), Caller(request, context))
        }
        router.post("/v1/client/sign_ups") { request, context in
            try await signUp(request.form(), Caller(request, context))
        }
        addSessions(to: router)
    }

    private func addSessions(to router: Router<DevelopmentContext>) {
        router.delete("/v1/client/sessions") { request, context in try removeAll(Caller(request, context)) }
        router.post("/v1/client/sessions/:id/tokens") { request, context in
            let caller = Caller(request, context)
            let session = try store.instance.session(caller.sessionID, token: caller.devBrowser, at: store.now)
            return Response.json(["object": "token", "jwt": .string(try token(for: session, caller))])
        }
        router.post("/v1/client/sessions/:id/touch") { request, context in
            let caller = Caller(request, context)
            let session = try store.change { instance, now in
                try instance.touch(caller.sessionID, token: caller.devBrowser, at: now)
            }
            return try answer(session: session, caller)
        }
        router.post("/v1/client/sessions/:id/remove") { request, context in
            try close(.removed, Caller(request, context))
        }
        router.post("/v1/client/sessions/:id/end") { request, context in
            try close(.ended, Caller(request, context))
        }
    }

    /// Who asks, and about what.
    private struct Caller: Sendable {
        let devBrowser: String?
        /// The page's origin; ``LoopbackGuard`` has let it pass.
        let origin: String?
        let query: FormParameters
        let sessionID: String
        let endpoint: InstanceEndpoint

        init(_ request: Request, _ context: DevelopmentContext) {
            query = request.query
            devBrowser = query["__clerk_db_jwt"] ?? request.headers[.devBrowser]
            origin = request.headers[.origin]
            sessionID = context.parameters.get("id") ?? ""
            endpoint = context.endpoint
        }
    }

    private func makeDevBrowser() throws -> String {
        let token = Identifier.random("dvb")
        try store.change { instance, now in
            instance.addClient(token: token, id: Identifier.random("client"), at: now)
        }
        return token
    }
}

// MARK: Resources

extension FrontendAPI {
    private func environment(_ endpoint: InstanceEndpoint) -> JSONValue {
        [
            "object": "environment", "id": .string(store.signingKey.identifier), "maintenance_mode": false,
            "auth_config": ["object": "auth_config", "single_session_mode": false, "reverification": false],
            "display_config": [
                "object": "display_config", "instance_environment_type": "development",
                "application_name": "Development Clerk", "preferred_sign_in_strategy": "password",
                "sign_in_url": .string(endpoint.signInURL),
                "sign_up_url": .string(endpoint.frontendAPIURL + "/sign-up"),
                "home_url": "", "after_sign_in_url": "/", "after_sign_up_url": "/", "after_sign_out_one_url": "/",
                "after_sign_out_all_url": "/",
            ],
            "user_settings": [
                "attributes": [
                    "email_address": ["enabled": true, "required": true],
                    "password": ["enabled": true, "required": true],
                    "first_name": ["enabled": true, "required": false],
                    "last_name": ["enabled": true, "required": false],
                ],
                "social": .object([:]),
                "password_settings": [
                    "min_length": .integer(SignUpForm.minimumPasswordLength),
                    "max_length": .integer(SignUpForm.maximumPasswordLength),
                ],
            ],
            "organization_settings": ["enabled": false],
        ]
    }

    private func client(_ caller: Caller) throws -> JSONValue {
        let (instance, now) = (store.instance, store.now)
        let client = try instance.client(caller.devBrowser)
        let sessions = try instance.openSessions(of: client, at: now).map { try resource(of: $0, in: instance, caller) }
        return client.resource(sessions: sessions, active: instance.activeSession(of: client, at: now))
    }

    private func resource(of session: InstanceSession, in instance: Instance, _ caller: Caller) throws -> JSONValue {
        guard let user = instance.user(session.userID) else { throw ClerkAPIError.notFound }
        return session.resource(
            user: user, token: try token(for: session, caller), endpoint: caller.endpoint, at: store.now)
    }

    private func token(for session: InstanceSession, _ caller: Caller) throws -> String {
        try store.sessionToken(for: session, endpoint: caller.endpoint, origin: caller.origin)
    }

    private func answer(session: InstanceSession, _ caller: Caller) throws -> Response {
        .json([
            "response": try resource(of: session, in: store.instance, caller), "client": try client(caller),
        ])
    }
}

// MARK: Signing in and out

extension FrontendAPI {
    /// Identifier and password in one call.
    private func signIn(_ form: FormParameters, _ caller: Caller) throws -> Response {
        guard let identifier = form["identifier"] else { throw ClerkAPIError.parameterMissing("identifier") }
        guard let user = store.instance.user(email: identifier.trimmingCharacters(in: .whitespaces)) else {
            throw ClerkAPIError.identifierNotFound
        }
        guard let password = form["password"] else { throw ClerkAPIError.parameterMissing("password") }
        guard try user.password.matches(password) else { throw ClerkAPIError.passwordIncorrect }
        let session = try store.change { instance, now in
            try instance.signIn(
                userID: user.id, token: caller.devBrowser, sessionID: Identifier.random("sess"), at: now)
        }
        return .json([
            "response": [
                "object": "sign_in_attempt", "id": .string(Identifier.random("sia")), "status": "complete",
                "identifier": .string(user.email), "created_session_id": .string(session.id),
            ],
            "client": try client(caller),
        ])
    }

    /// Makes the user and signs in. No address is verified: nothing here sends mail.
    private func signUp(_ form: FormParameters, _ caller: Caller) throws -> Response {
        let form = try SignUpForm(form)
        _ = try store.instance.client(caller.devBrowser)
        let password = try PasswordHash(form.password)
        let (userID, sessionID) = (Identifier.random("user"), Identifier.random("sess"))
        try store.change { instance, now in
            try instance.signUp(
                InstanceUser(
                    id: userID, email: form.email, firstName: form.firstName, lastName: form.lastName, imageURL: nil,
                    password: password, createdAt: now))
            _ = try instance.signIn(userID: userID, token: caller.devBrowser, sessionID: sessionID, at: now)
        }
        return .json([
            "response": [
                "object": "sign_up_attempt", "id": .string(Identifier.random("sua")), "status": "complete",
                "email_address": .string(form.email), "created_user_id": .string(userID),
                "created_session_id": .string(sessionID), "missing_fields": [], "unverified_fields": [],
            ],
            "client": try client(caller),
        ])
    }

    private func close(_ status: InstanceSession.Status, _ caller: Caller) throws -> Response {
        let session = try store.change { instance, now in
            let session = try instance.session(caller.sessionID, token: caller.devBrowser, at: now)
            instance.close(session.id, as: status, at: now)
            return instance.sessions[session.id] ?? session
        }
        return .json(["response": session.resource(at: store.now), "client": try client(caller)])
    }

    private func removeAll(_ caller: Caller) throws -> Response {
        try store.change { instance, now in
            for id in try instance.client(caller.devBrowser).sessionIDs { instance.close(id, as: .removed, at: now) }
        }
        return .json(["response": try client(caller), "client": .null])
    }
}

// MARK: Handshake

extension FrontendAPI {
    /// 307 to `redirect_url` with `__clerk_handshake`: the cookies this browser should have there.
    ///
    /// A browser that is not known gets a new token. `format` is ignored: the result travels as a token, never as a
    /// nonce.
    private func handshake(_ caller: Caller) throws -> Response {
        guard let url = caller.query["redirect_url"], let origin = LoopbackOrigin(urlText: url) else {
            throw ClerkAPIError.redirectURLInvalid
        }
        let known = caller.devBrowser.flatMap { store.instance.clients[$0] == nil ? nil : $0 }
        let devBrowser = try known ?? makeDevBrowser()
        let (instance, now) = (store.instance, store.now)
        let client = try instance.client(devBrowser)
        let session = instance.activeSession(of: client, at: now)
        let handshake = Handshake(
            cookieSuffix: caller.endpoint.cookieSuffix, devBrowser: devBrowser,
            clientUpdatedAt: instance.clientUpdatedAt(of: client, at: now),
            sessionToken: try session.map { try token(for: $0, caller) }, isSecure: origin.isSecure)
        let signed = try store.signingKey.sign(handshake.serialized())
        return Response(
            status: .temporaryRedirect,
            headers: [.location: Handshake.returnURL(url, token: signed), .cacheControl: "no-store"])
    }
}

extension HTTPField.Name {
    /// The dev browser token, for callers that do not put it into the URL.
    static let devBrowser = HTTPField.Name("__clerk_db_jwt")!
}
