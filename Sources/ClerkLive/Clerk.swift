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
    let revocations: any RevocationStore
    let sockets = SocketRegistry()
    let logger: Logger
    let now: @Sendable () -> UnixTime

    /// - Parameters:
    ///   - configuration: checked here once more.
    ///   - revocations: where sign-outs are remembered. The default forgets with the process, and then nobody is signed out by a token from
    ///     before; tokens live a minute.
    ///   - httpClient: fetches the instance's keys and revokes sessions. Its shutdown is the caller's business; an answer
    ///     it got by following a redirect counts as none.
    ///   - now: the clock by which tokens age.
    /// - Throws: ``ConfigurationError``, naming every problem and its remedy.
    public init(
        _ configuration: ClerkConfiguration, revocations: (any RevocationStore)? = nil,
        httpClient: HTTPClient = .shared, logger: Logger = Logger(label: "clerk-live"),
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(ConfigurationError) {
        let configuration = try configuration.validated()
        let unixNow: @Sendable () -> UnixTime = { UnixTime(now()) }
        self.configuration = configuration
        self.logger = logger
        self.now = unixNow
        let revocations = revocations ?? InMemoryRevocationStore(now: unixNow)
        self.revocations = revocations
        backend = configuration.secretKey.map {
            BackendAPI(url: configuration.apiURL, secretKey: $0, client: httpClient)
        }
        let keys = KeySetProvider(KeySetSource(configuration, client: httpClient), logger: logger)
        authenticator = Authenticator(
            configuration: configuration, keys: keys, revocations: revocations, logger: logger, now: unixNow)
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
