import ClerkCore
import HTTPTypes
import Logging

/// Who sent this request, or holds this token: the verifier with its keys, the tombstones and the clock.
struct Authenticator: Sendable {
    private let publishableKey: PublishableKey
    private let verifier: SessionVerifier
    private let keys: KeySetProvider
    private let revocations: any RevocationStore
    private let logger: Logger
    private let now: @Sendable () -> UnixTime

    init(
        configuration: ClerkConfiguration, keys: KeySetProvider, revocations: any RevocationStore, logger: Logger,
        now: @escaping @Sendable () -> UnixTime
    ) {
        publishableKey = configuration.publishableKey
        verifier = SessionVerifier(configuration)
        self.keys = keys
        self.revocations = revocations
        self.logger = logger
        self.now = now
    }

    /// What the header fields of a request prove: an `Authorization` token, else Clerk's cookies.
    func state(of fields: HTTPFields, context: CredentialContext) async -> AuthenticationState {
        switch Credentials(fields, key: publishableKey, at: now()) {
        case .header(let token):
            return await state(of: token, carrier: .header, context: context)
        case .malformedHeader:
            return .signedOut(.malformedAuthorization)
        case .cookies(let cookies):
            if let objection = cookies.objection { return .signedOut(objection) }
            guard let token = cookies.session else { return .signedOut(.noSession) }
            return await state(of: token, carrier: .cookie, context: context)
        }
    }

    /// What `token` proves.
    func state(of token: String, carrier: TokenCarrier, context: CredentialContext) async -> AuthenticationState {
        switch await verdict(on: token, carrier: carrier, context: context) {
        case .session(let session): AuthenticationState(session)
        case .revoked(let tombstone): .signedOut(SignedOutReason(tombstone))
        case .rejected(let rejection): .signedOut(SignedOutReason(rejection))
        }
    }

    /// - Parameter clockSkew: in place of the configured one.
    func verdict(
        on text: String, carrier: TokenCarrier, context: CredentialContext, clockSkew: Duration? = nil
    ) async -> RequestStateMachine.Verdict {
        do {
            let token = try verifier.inspect(text, carrier: carrier)
            let session = try await withKey(for: token, carrier: carrier) { key throws(TokenRejection) in
                try verifier.verify(token, with: key, request: context, clockSkew: clockSkew, at: now())
            }
            return await tombstone(of: session.reference).map { .revoked($0) } ?? .session(session)
        } catch {
            // A token that has merely ended is the normal state of somebody who comes back.
            logger.log(level: error.stale == nil ? .info : .debug, "token refused", metadata: ["reason": "\(error)"])
            return .rejected(error)
        }
    }

    /// The cookies that a handshake token hands out.
    func handshakeCookies(in text: String) async -> Result<[SetCookie], TokenRejection> {
        do {
            let token = try verifier.inspect(text, carrier: .cookie)
            return .success(
                try await withKey(for: token, carrier: .cookie) { key throws(TokenRejection) in
                    try verifier.handshakeCookies(in: token, with: key)
                })
        } catch {
            return .failure(error)
        }
    }

    /// Tries the key that `token` names, and once more with a newer one when the signature does not fit: a rotated key may have kept its name.
    private func withKey<Value>(
        for token: UnverifiedToken, carrier: TokenCarrier, _ body: (VerificationKey) throws(TokenRejection) -> Value
    ) async throws(TokenRejection) -> Value {
        let key = try await keys.key(for: token, carrier: carrier)
        do {
            return try body(key)
        } catch {
            guard error.reason == .invalidSignature, let newer = await keys.newerKey(for: token), newer != key else {
                throw error
            }
            return try body(newer)
        }
    }

    /// Whether a tombstone forbids what `reference` names. A store that cannot answer forbids nothing that was just verified: the token's
    /// own end bounds the harm.
    func isRevoked(_ reference: SessionReference) async -> Bool {
        await tombstone(of: reference) != nil
    }

    private func tombstone(of reference: SessionReference) async -> Tombstone? {
        do {
            return try await revocations.revocation(of: reference)
        } catch {
            logger.error("the revocation store did not answer", metadata: ["error.type": "\(type(of: error))"])
            return nil
        }
    }
}
