import ClerkCore
import Logging

/// The one owner of an instance's keys: fetches them when needed, together for all who wait, and no more often than a stranger should
/// be able to cause.
///
/// | since the last fetch | |
/// | --- | --- |
/// | under 5 min | answers from memory |
/// | under 60 min | answers from memory and refreshes in the background |
/// | more, and the refresh fails | refuses: `jwk-remote-failed-to-load` |
/// | unknown key name, or a signature that does not fit a key we have | fetches again, at most once in 30 s |
/// | a fetch failed | waits 1 s, then twice as long each time up to 60 s |
actor KeySetProvider {
    private static let freshFor = Duration.seconds(5 * 60)
    private static let usableFor = Duration.seconds(60 * 60)
    private static let refetchAfter = Duration.seconds(30)
    private static let longestBackoff = Duration.seconds(60)

    private let source: KeySetSource
    private let logger: Logger
    private let clock = ContinuousClock()
    private var known: (keys: KeySet, fetchedAt: ContinuousClock.Instant)?
    private var lastAttempt: ContinuousClock.Instant?
    private var backoff: (until: ContinuousClock.Instant, length: Duration, error: KeySetError)?
    private var flight: Task<Result<KeySet, KeySetError>, Never>?

    init(_ source: KeySetSource, logger: Logger) {
        self.source = source
        self.logger = logger
    }

    /// The key that `token` names.
    ///
    /// - Throws: a reason about keys.
    func key(for token: UnverifiedToken, carrier: TokenCarrier) async throws(TokenRejection) -> VerificationKey {
        let keys: KeySet
        do {
            keys = try await currentKeys()
        } catch {
            throw TokenRejection(error, carrier: carrier)
        }
        do {
            return try keys.key(for: token)
        } catch {
            guard let newer = await refetched() else { throw error }
            return try newer.key(for: token)
        }
    }

    /// The key that `token` names in a set fetched after its signature did not fit; `nil` if it is too early to fetch again, or no other.
    func newerKey(for token: UnverifiedToken) async -> VerificationKey? {
        guard let newer = await refetched() else { return nil }
        return try? newer.key(for: token)
    }

    private func currentKeys() async throws(KeySetError) -> KeySet {
        if case .fixed(let keys) = source { return keys }
        if let (keys, fetchedAt) = known {
            let age = fetchedAt.duration(to: clock.now)
            if age < Self.freshFor { return keys }
            if age < Self.usableFor {
                if !isBackingOff { beginFetch() }
                return keys
            }
        }
        if let backoff, clock.now < backoff.until { throw backoff.error }
        return try await beginFetch().value.get()
    }

    private func refetched() async -> KeySet? {
        guard case .remote = source, !isBackingOff else { return nil }
        if flight == nil, let lastAttempt, lastAttempt.duration(to: clock.now) < Self.refetchAfter { return nil }
        return try? await beginFetch().value.get()
    }

    private var isBackingOff: Bool { backoff.map { clock.now < $0.until } ?? false }

    /// The fetch under way, or a new one. Everybody who needs keys waits for the same task.
    @discardableResult
    private func beginFetch() -> Task<Result<KeySet, KeySetError>, Never> {
        if let flight { return flight }
        lastAttempt = clock.now
        let task = Task { await self.fetch() }
        flight = task
        return task
    }

    private func fetch() async -> Result<KeySet, KeySetError> {
        guard case .remote(let load) = source else { return .failure(.remoteFailedToLoad) }
        let result: Result<KeySet, KeySetError>
        do {
            let keys = try await load()
            known = (keys, clock.now)
            backoff = nil
            result = .success(keys)
        } catch {
            let length =
                error == .secretKeyInvalid
                ? Self.longestBackoff : min((backoff?.length ?? .milliseconds(500)) * 2, Self.longestBackoff)
            backoff = (clock.now + length, length, error)
            logger.error("Clerk's keys could not be fetched", metadata: ["reason": "\(error)"])
            result = .failure(error)
        }
        flight = nil
        return result
    }
}
