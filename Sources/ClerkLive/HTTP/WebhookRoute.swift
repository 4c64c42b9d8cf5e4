import ClerkCore
import HTTPTypes
import Hummingbird
import LiveServer
import Logging
import NIOCore

/// Where Clerk tells what happened: verified, taken once, carried out, and then handed to the application.
///
/// Answers 204 when done, and when there was nothing to do; 400 to whoever is not Clerk; 500 when it could not be carried out, and Clerk
/// sends it again.
struct WebhookRoute {
    private static let maximumBodySize = 1024 * 1024
    /// Clerk repeats for less than two days.
    private static let remembered = Duration.seconds(72 * 60 * 60)

    let clerk: Clerk

    func add(to router: some RouterMethods<some RequestContext>) {
        guard !clerk.configuration.webhookSecrets.isEmpty else { return }
        router.post(RouterPath(clerk.configuration.routes.webhooks)) { request, _ in await respond(to: request) }
    }

    private func respond(to request: Request) async -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.maximumBodySize)
        } catch {
            return Problem(
                .contentTooLarge, reason: "webhook-too-large", detail: "A webhook is at most one megabyte."
            ).response
        }
        do throws(WebhookRejection) {
            let verifier = WebhookVerifier(secrets: clerk.configuration.webhookSecrets)
            let id = try verifier.verify(request.headers, body: body.readableBytesView, at: clerk.now())
            return await deliver(try event(body), id: id)
        } catch {
            clerk.logger.warning("webhook refused", metadata: ["reason": "\(error.rawValue)"])
            return Problem(
                .badRequest, reason: error.rawValue,
                detail:
                    "Send what Clerk signed, as it was signed, within five minutes; is the endpoint's signing secret configured here?"
            ).response
        }
    }

    private func event(_ body: ByteBuffer) throws(WebhookRejection) -> WebhookEvent {
        let event = try WebhookEvent(body: body.readableBytesView)
        if let expected = clerk.configuration.instanceID, let instance = event.instanceID, instance != expected {
            throw .otherInstance
        }
        return event
    }

    private func deliver(_ event: WebhookEvent, id: String) async -> Response {
        do {
            guard try await clerk.store.claim(id, until: clerk.now() + Self.remembered) else {
                return Response(status: .noContent)
            }
        } catch {
            return failure(error, event)
        }
        do {
            try await clerk.apply(event)
            return Response(status: .noContent)
        } catch {
            // Best effort: a delivery that stays claimed is lost, and leases bound what that costs.
            try? await clerk.store.release(id)
            return failure(error, event)
        }
    }

    private func failure(_ error: any Error, _ event: WebhookEvent) -> Response {
        clerk.logger.error(
            "a webhook could not be carried out",
            metadata: ["type": "\(event.type)", "error.type": "\(type(of: error))"])
        return Problem(
            .internalServerError, reason: "webhook-failed", detail: "It could not be carried out; send it again."
        ).response
    }
}

extension Clerk {
    /// Carries out what `event` means for those who are signed in, and tells the application.
    func apply(_ event: WebhookEvent) async throws {
        let moment = min(event.occurredAt, now())
        switch event.effect {
        case .endSession(let id): try await signOut(.session(id), at: moment)
        case .endUser(let id): try await signOut(.user(id), at: moment)
        case .membershipChanged(let user, let organization):
            try await signOut(.organization(organization, user: user), at: moment)
        case .organizationDeleted(let id): try await signOut(.organization(id), at: moment)
        case .sessionPending(let id): sockets.keepers(of: .session(id)).forEach { $0.askForToken() }
        case .userChanged(let id): sockets.keepers(of: .user(id)).forEach { $0.askForToken() }
        case .rolesChanged: sockets.all.forEach { $0.askForToken(within: .seconds(30)) }
        case .none: break
        }
        logger.info("webhook", metadata: ["type": "\(event.type)"])
        try await onWebhook(event)
    }
}
