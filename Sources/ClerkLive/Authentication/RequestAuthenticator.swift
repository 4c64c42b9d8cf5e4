import ClerkCore
import HTTPTypes
import Logging

/// Carries out what the request state machine asks for: keys, tombstones, Clerk's backend API.
struct RequestAuthenticator: Sendable {
    let configuration: ClerkConfiguration
    let tokens: Authenticator
    let backend: BackendAPI?
    let exchanges = TokenExchange()
    let logger: Logger
    let now: @Sendable () -> UnixTime

    /// Who sent `request`, and what its response must carry.
    func outcome(of request: HTTPRequest) async -> RequestOutcome {
        guard let url = PublicURL(request, publicOrigin: configuration.publicOrigin) else { return .invalidRequest }
        var machine = RequestStateMachine(request, url: url, configuration: configuration, at: now())
        let context = CredentialContext(request, publicOrigin: url.origin)
        var action = machine.begin()
        while true {
            switch action {
            case .verify(let token, let carrier, let clockSkew):
                action = machine.verified(
                    await tokens.verdict(on: token, carrier: carrier, context: context, clockSkew: clockSkew))
            case .fetchHandshake(let nonce):
                action = machine.received(handshake: .success(await cookies(behind: nonce)))
            case .verifyHandshake(let token):
                action = machine.received(handshake: await tokens.handshakeCookies(in: token))
            case .refresh(let refresh):
                action = machine.refreshed(await exchanged(refresh, request))
            case .finish(let outcome):
                log(outcome)
                return outcome
            }
        }
    }

    private func cookies(behind nonce: String) async -> [SetCookie] {
        guard let backend else {
            logger.error(
                "a handshake came back with a nonce, and without CLERK_SECRET_KEY Clerk cannot be asked for it")
            return []
        }
        do {
            return try await backend.handshakePayload(nonce: nonce)
        } catch {
            logger.error("Clerk did not give the handshake's cookies", metadata: ["reason": "\(error)"])
            return []
        }
    }

    private func exchanged(
        _ refresh: RefreshRequest, _ request: HTTPRequest
    ) async -> Result<[SetCookie], RefreshObstacle> {
        guard let backend else { return .failure(.noBackend) }
        return await exchanges.exchange(refresh) {
            do throws(BackendAPI.Failure) {
                return .success(try await backend.refresh(refresh, fields: request.headerFields))
            } catch {
                switch error {
                case .status(_, let code?): return .failure(.refused(apiErrorCode: code))
                case .unreachable: return .failure(.fetchError)
                case .status, .redirected, .invalidIdentifier, .unexpectedAnswer: return .failure(.unexpectedAnswer)
                }
            }
        }
    }

    private func log(_ outcome: RequestOutcome) {
        switch outcome.notice {
        case .redirectLoop(let reason, let repeatedCookies):
            logger.error(
                "three redirects to Clerk did not settle who is there",
                metadata: [
                    "reason": "\(reason)",
                    "hint": repeatedCookies
                        ? "a Clerk cookie exists for two domains; remove the one of the host alone"
                        : "do the publishable and the secret key belong together, and is this domain known to Clerk?",
                ])
        case .clockSkew:
            logger.error("a token verifies only with a day's tolerance: this clock, or Clerk's, is wrong")
        case .handshakeRefused(let rejection):
            logger.error("a handshake's result was refused", metadata: ["reason": "\(rejection)"])
        case nil: break
        }
        if case .misconfigured(let rejection) = outcome.answer {
            logger.error("a handshake's result was refused", metadata: ["reason": "\(rejection)"])
        }
    }
}

/// Exchanges under way: a page whose documents load side by side exchanges one expired token once.
actor TokenExchange {
    private struct Key: Hashable {
        let sessionID: String
        let expiredToken: TokenFingerprint
    }

    private var underWay: [Key: Task<Result<[SetCookie], RefreshObstacle>, Never>] = [:]

    func exchange(
        _ request: RefreshRequest, _ send: @escaping @Sendable () async -> Result<[SetCookie], RefreshObstacle>
    ) async -> Result<[SetCookie], RefreshObstacle> {
        let key = Key(sessionID: request.sessionID, expiredToken: TokenFingerprint(of: request.expiredToken))
        if let task = underWay[key] { return await task.value }
        // Everybody who asks waits for it; it ends by the call's own deadline.
        let task = Task { await send() }
        underWay[key] = task
        defer { underWay[key] = nil }
        return await task.value
    }
}
