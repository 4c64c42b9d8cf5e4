import Crypto
public import HTTPTypes
import LiveRendering
public import LiveRuntime
import Logging
import NIOCore

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The live routes of an application without a server: pages are opened and joined in this process, in memory.
///
///     let pages = LivePages { live in
///         live.session("public") { $0.view("/counter", Counter.self) }
///     }
///     let counter = try await pages.open("/counter")
///     try await counter.join()
///     try await counter.send("increment")
///     #expect(counter.html.contains("Clicked 1 times"))
public struct LivePages: Sendable {
    let environment: LiveEnvironment

    /// - Parameters:
    ///   - pubSub: the application's, where tests publish on it.
    ///   - limits: how long views may take, by `timers`.
    ///   - timers: the views' timers run by them.
    ///   - now: the clock by which tokens age.
    public init(
        pubSub: PubSub = PubSub(), limits: LiveLimits = LiveLimits(), timers: TestTimers = TestTimers(),
        now: @escaping @Sendable () -> Date = { Date() }, _ build: (inout LiveRoutes) -> Void
    ) {
        var routes = LiveRoutes()
        build(&routes)
        environment = LiveEnvironment(
            routes: routes, sealer: TokenSealer(secrets: [SymmetricKey(size: .bits256)]), pubSub: pubSub,
            logger: Logger(label: "live-view-testing") { _ in SwiftLogNoOpLogHandler() }, limits: limits,
            timers: timers,
            now: now)
    }

    /// How often a view was sent what it does not take: events it does not declare, payloads that do not decode, unknown messages.
    public var refusedCount: Int { environment.refusals.count }

    /// Loads a page as a browser does: the view is mounted once and rendered.
    ///
    /// - Parameters:
    ///   - path: with its query.
    ///   - headerFields: of the request, and later of the socket.
    /// - Throws: ``LiveViewTestingError`` when no page comes of it, with where the browser was sent.
    public func open(_ path: String, headerFields: HTTPFields = [:]) async throws -> LiveViewClient {
        guard let target = LocalTarget(path), let (route, parameters) = environment.routes.route(at: target.path) else {
            throw LiveViewTestingError.noRoute(path)
        }
        let location = LiveLocation(path: target.path, query: target.query, pathParameters: parameters)
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: path, headerFields: headerFields)
        let mount = try await PageMount(
            of: route, for: MountRequest(page: head, at: location), id: "phx-test", flash: [:],
            environment: environment)
        switch mount.answer {
        case .page(let mounted, _):
            let token = PageToken(
                id: "phx-test", routeName: route.name, sessionName: route.sessionName, carried: mounted.carried
            ).sealed(by: environment.sealer, at: environment.now())
            return LiveViewClient(
                path: path, pageToken: token,
                html: String(buffer: try mounted.html(id: "phx-test", environment: environment)),
                title: mounted.view.title, headerFields: headerFields, environment: environment)
        case .redirect(let path, let flash): throw LiveViewTestingError.redirected(to: path, flash: flash)
        case .redirectToExternal(let url): throw LiveViewTestingError.redirected(to: url, flash: [:])
        case .document: throw LiveViewTestingError.forbidden
        }
    }
}

/// Why a page or a view was not what the test asked for.
public enum LiveViewTestingError: Error, Hashable, Sendable {
    case noRoute(String)
    /// A page load leads elsewhere.
    case redirected(to: String, flash: Flash)
    case forbidden
    /// The join was answered with an error; the response.
    case joinRefused(String)
    /// The view crashed or ended, and answers nothing any more.
    case ended
    /// The browser could not make sense of what the server sent.
    case broken(String)
}
