public import AsyncHTTPClient
public import ClerkCore
import LiveRuntime
public import Logging
import NIOCore

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// One Clerk instance, as this server uses it: verifies who is there, and signs people out.
///
///     let clerk = try Clerk(.fromEnvironment())
///
/// Create one for the life of the process; it is cheap to copy and all copies share their state.
public struct Clerk: Sendable {
    public let configuration: ClerkConfiguration
    let authenticator: Authenticator
    let requests: RequestAuthenticator
    let backend: BackendAPI?
    let store: any ClerkStore
    let onWebhook: @Sendable (WebhookEvent) async throws -> Void
    let sockets = SocketRegistry()
    let logger: Logger
    let now: @Sendable () -> UnixTime

    /// - Parameters:
    ///   - configuration: checked here once more.
    ///   - store: where sign-outs and webhooks are remembered. The default forgets with the process: a token from before a sign-out may then
    ///     come back within its minute.
    ///   - onWebhook: called once for each webhook, after this product has done its part. If it throws, Clerk sends the webhook again.
    ///   - httpClient: fetches the instance's keys and revokes sessions. Its shutdown is the caller's business; an answer
    ///     it got by following a redirect counts as none.
    ///   - now: the clock by which tokens age.
    /// - Throws: ``ConfigurationError``, naming every problem and its remedy.
    public init(
        _ configuration: ClerkConfiguration, store: (any ClerkStore)? = nil,
        onWebhook: @escaping @Sendable (WebhookEvent) async throws -> Void = { _ in },
        httpClient: HTTPClient = .shared, logger: Logger = Logger(label: "clerk-live"),
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(ConfigurationError) {
        let configuration = try configuration.validated()
        let unixNow: @Sendable () -> UnixTime = { UnixTime(now()) }
        self.configuration = configuration
        self.logger = logger
        self.now = unixNow
        let store = store ?? InMemoryStore(now: unixNow)
        self.store = store
        self.onWebhook = onWebhook
        backend = configuration.secretKey.map {
            BackendAPI(url: configuration.apiURL, secretKey: $0, client: httpClient)
        }
        let keys = KeySetProvider(KeySetSource(configuration, client: httpClient), logger: logger)
        authenticator = Authenticator(
            configuration: configuration, keys: keys, revocations: store, logger: logger, now: unixNow)
        requests = RequestAuthenticator(
            configuration: configuration, tokens: authenticator, backend: backend, logger: logger, now: unixNow)
    }
}

extension ClerkConfiguration {
    /// From the process's environment; see ``validated(environment:)``.
    public static func fromEnvironment() throws(ConfigurationError) -> ClerkConfiguration {
        try validated(environment: ProcessInfo.processInfo.environment)
    }
}

extension UnixTime {
    init(_ date: Date) {
        self.init(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
    }
}
