import AsyncHTTPClient
import ClerkDevelopment
import ClerkLive
import Hummingbird
import Logging
import ServiceLifecycle
import TestPeer

/// An application as people write it, on a port of its own, with a development Clerk beside it. They speak to each other over HTTP only.
struct TestApplication: Sendable {
    /// What browsers type: the server stands behind something that keeps the name.
    static let host = "localhost:4999"

    let development: DevelopmentClerk
    let clerk: Clerk
    let browser: PeerBrowser
    /// The application's; the development Clerk's is ``ClerkDevelopment/DevelopmentClerk/clockOffset``.
    let clock: TestClock
    let log: TestLog

    /// What a test may want otherwise.
    struct Options: Sendable {
        var store: (any ClerkStore)?
        var configure: @Sendable (inout ClerkConfiguration) -> Void = { _ in }
        var onWebhook: @Sendable (WebhookEvent) async throws -> Void = { _ in }
    }

    static func run(_ options: Options = Options(), _ body: @Sendable (TestApplication) async throws -> Void)
        async throws
    {
        try await withDevelopmentClerk { development in
            let (clock, log) = (TestClock(), TestLog())
            var configuration = try ClerkConfiguration.test(development)
            options.configure(&configuration)
            let clerk = try Clerk(
                configuration, store: options.store, onWebhook: options.onWebhook, httpClient: WebClient.shared,
                logger: log.logger, now: { clock.now })
            var live = clerk.liveConfiguration
            live.now = { clock.now }
            let router = router(clerk, live)
            try await serve(router, logger: log.logger) { port in
                let browser = PeerBrowser(port: port, host: host, cookies: "__clerk_db_jwt=dvb_known")
                let application = TestApplication(
                    development: development, clerk: clerk, browser: browser, clock: clock, log: log)
                let outcome = await Result { try await body(application) }
                await browser.closeAll()
                try outcome.get()
            }
        }
    }

    private static func router(_ clerk: Clerk, _ live: LiveConfiguration) -> Router<BasicClerkRequestContext> {
        let router = Router(context: BasicClerkRequestContext.self)
        router.live(clerk, configuration: live) { live in
            live.session("public", onMount: clerk.optional) { pages in
                pages.view("/", Home.self)
                pages.view("/auth/sign-in", Home.self)
                pages.channel("hall:*", Hall.self)
            }
            live.session("members", onMount: clerk.required) { members in
                members.view("/dashboard", Dashboard.self)
                members.view("/lounge", Home.self)
                members.view("/fragile", Fragile.self)
                members.channel("club:*", Club.self)
                members.channel("lobby:*", Hall.self)
            }
        }
        router.group().add(middleware: ClerkMiddleware(clerk)).get("/who") { _, context in
            context.authentication.session?.userID ?? "nobody"
        }
        router.group("/members").add(middleware: ClerkMiddleware(clerk, .required)).get("/who") { _, context in
            context.identity?.email ?? "nobody"
        }
        return router
    }
}

/// Runs `router` until `body` has returned.
func serve<Context: RequestContext>(
    _ router: Router<Context>, logger: Logger, _ body: @Sendable (_ port: Int) async throws -> Void
) async throws where Context.Source == ApplicationRequestContextSource {
    let (ports, port) = AsyncStream<Int>.makeStream()
    let application = Application(
        router: router, server: .live(router), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
    let services = ServiceGroup(configuration: .init(services: [application], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { port.finish() }
            try await services.run()
        }
        if let bound = await ports.first(where: { _ in true }) {
            let outcome = await Result { try await body(bound) }
            await services.triggerGracefulShutdown()
            try outcome.get()
        }
        try await tasks.waitForAll()
    }
}
