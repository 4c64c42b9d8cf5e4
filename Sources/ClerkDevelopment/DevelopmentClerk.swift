import Foundation
import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle

/// A Clerk instance of one's own for development and tests: offline, in this process, over real HTTP.
///
/// It speaks to the rest of the world as Clerk does: a frontend API for browsers, a backend API for servers, signed
/// session tokens, and a script in place of `clerk.browser.js`. An application is pointed at it by its two keys and
/// cannot tell.
///
///     let clerk = try await DevelopmentClerk.start(logger: logger)
///     // CLERK_PUBLISHABLE_KEY = clerk.publishableKey, CLERK_SECRET_KEY = clerk.secretKey
///     var app = Application(router: router)
///     app.addServices(clerk)
///
/// It listens on this machine only, answers pages of this machine only, and does not start beside live keys.
///
/// - Important: the user button, sign-in and sign-up are a stand-in's: they have the interface of Clerk's, not its
///   looks.
public final class DevelopmentClerk: Service, Sendable {
    private let store: InstanceStore
    private let endpoint: InstanceEndpoint
    private let serviceGroup: ServiceGroup
    private let server: Task<Void, any Error>

    private init(
        store: InstanceStore, endpoint: InstanceEndpoint, serviceGroup: ServiceGroup, server: Task<Void, any Error>
    ) {
        self.store = store
        self.endpoint = endpoint
        self.serviceGroup = serviceGroup
        self.server = server
    }

    /// Starts an instance; when this returns, it is answering. End it with ``shutdown()``, or run it as a service.
    ///
    /// - Throws: ``DevelopmentClerkError``, whose description is a sentence for the person who starts the program.
    public static func start(_ configuration: Configuration = .init(), logger: Logger) async throws -> DevelopmentClerk
    {
        let host = try configuration.validated()
        let store = try InstanceStore(configuration)
        let (ports, port) = AsyncThrowingStream<Int, any Error>.makeStream()
        let application = Application(
            router: DevelopmentRouter(store: store).router(),
            configuration: .init(address: .hostname(host, port: configuration.port)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? configuration.port) },
            logger: logger
        )
        let serviceGroup = ServiceGroup(configuration: .init(services: [application], logger: logger))
        // Awaited by shutdown() and run(): the server outlives this call.
        let server = Task {
            do {
                try await serviceGroup.run()
                port.finish()
            } catch {
                port.finish(throwing: error)
                throw error
            }
        }
        do {
            guard let bound = try await ports.first(where: { _ in true }) else {
                // Cancelled while starting: nobody is left to stop the server.
                await serviceGroup.triggerGracefulShutdown()
                throw CancellationError()
            }
            return DevelopmentClerk(
                store: store, endpoint: InstanceEndpoint(host: host, port: bound), serviceGroup: serviceGroup,
                server: server)
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw DevelopmentClerkError.portInUse(configuration.port, error)
        } catch let error as IOError {
            throw DevelopmentClerkError.cannotListen(host: host, port: configuration.port, error)
        }
    }

    /// Stops answering, and returns when the last connection is closed. A second call waits for the first.
    public func shutdown() async {
        await serviceGroup.triggerGracefulShutdown()
        _ = await server.result
    }

    /// Returns when the instance has stopped: after ``shutdown()``, graceful shutdown of the surrounding service group,
    /// or cancellation.
    public func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await server.value
        } onCancelOrGracefulShutdown: {
            // The handler cannot await; run() itself waits for what this sets going.
            Task { await self.serviceGroup.triggerGracefulShutdown() }
        }
    }

    // MARK: What an application is configured with

    /// `pk_test_…`; names the address the instance is bound to.
    public var publishableKey: String { endpoint.publishableKey }

    /// `sk_test_…`; random, and kept by the state file.
    public var secretKey: String { store.secretKey }

    /// `http://127.0.0.1:<port>`; also the issuer of its tokens.
    public var frontendAPIURL: String { endpoint.frontendAPIURL }

    /// The hosted sign-in page. Takes `redirect_url`.
    public var signInURL: String { endpoint.signInURL }

    // MARK: State

    /// Everybody who can sign in, in the order they appeared; those who signed up included.
    public var users: [User] { store.instance.users.map(\.publicValue) }

    /// Seconds the instance's clock is ahead of the machine's. Tokens and sessions follow it at once; nothing already
    /// issued changes. Not kept over a restart.
    public var clockOffset: Int {
        get { store.clockOffset }
        set { store.clockOffset = newValue }
    }
}
