import Crypto
import Hummingbird
import LiveServer
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import TestPeer

/// A real server on a port of its own, as an application would run it, and a browser that talks to it.
struct TestServer: Sendable {
    let browser: PeerBrowser
    let pubSub: PubSub
    /// The ends of the views at `/watched`.
    let departures: AsyncStream<Void>
    /// Begins the shutdown that the end of the test begins otherwise.
    let shutDown: @Sendable () async -> Void

    var port: Int { browser.port }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func configuration() -> LiveConfiguration {
        var configuration = LiveConfiguration(secrets: [SymmetricKey(size: .bits256)])
        configuration.logger = logger
        return configuration
    }

    /// Runs `body` against a server with the suite's views, and ends the server.
    static func run(
        _ configuration: LiveConfiguration = configuration(),
        on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        _ body: @Sendable (TestServer) async throws -> Void
    ) async throws {
        let (departures, departure) = AsyncStream<Void>.makeStream()
        let router = Router()
        router.get("/plain") { _, _ in "plain" }
        router.get("/slow") { _, _ in
            for _ in 1...2000 { await Task.yield() }
            return "slow"
        }
        router.live(configuration) { live in
            live.session("public") { pages in
                pages.view("/", Counter.self)
                pages.view("/other", Other.self)
                pages.view("/arrivals", Arrivals.self)
                pages.view("/refusing", Refusing.self)
            }
            live.session("channels") { $0.channel("room:*", Room.self) }
            live.session("failing") { pages in
                pages.view("/fragile", Fragile.self)
                pages.view("/gone", Gone.self)
                pages.view("/stuck", Stuck.self)
            }
            live.session("apart") { $0.view("/apart", Apart.self) }
            live.session("watched", onMount: Witness.hook(departure)) { $0.view("/watched", Counter.self) }
        }
        try await run(router, pubSub: configuration.pubSub, departures: departures, on: group, body)
    }

    private static func run(
        _ router: Router<BasicRequestContext>, pubSub: PubSub, departures: AsyncStream<Void>,
        on group: any EventLoopGroup,
        _ body: @Sendable (TestServer) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router, server: .live(router), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, eventLoopGroupProvider: .shared(group),
            logger: logger)
        let services = ServiceGroup(configuration: .init(services: [application], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await services.run()
            }
            if let bound = await ports.first(where: { _ in true }) {
                let browser = PeerBrowser(port: bound)
                let server = TestServer(
                    browser: browser, pubSub: pubSub, departures: departures,
                    shutDown: { await services.triggerGracefulShutdown() })
                let outcome = await Result { try await body(server) }
                await browser.closeAll()
                await services.triggerGracefulShutdown()
                try outcome.get()
            }
            try await tasks.waitForAll()
        }
    }
}

extension PeerBrowser {
    /// A page whose view is joined, with joinRef 1, and the reply to its join.
    func joined(_ path: String = "/", receiveBuffer: Int? = nil) async throws -> JoinedPage {
        let page = try await load(path)
        let socket = try await openSocket(for: page, receiveBuffer: receiveBuffer)
        let reply = try await socket.ask(join(page))
        guard reply.status == "ok" else { throw PeerConnection.Failure("not joined: \(reply.text)") }
        return JoinedPage(page: page, socket: socket, reply: reply)
    }
}

struct JoinedPage: Sendable {
    let page: LoadedPage
    let socket: PhoenixPeer
    let reply: PhoenixMessage

    /// Clicks, and gives the response.
    func click(_ event: String, value: [String: String] = [:]) async throws -> PhoenixMessage {
        try await socket.ask(page.event(event, value: .object(value.mapValues { .string($0) })))
    }
}
