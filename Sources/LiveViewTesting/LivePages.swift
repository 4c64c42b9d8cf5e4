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
///     try await counter.element("button").click()
///     #expect(try counter.element("button").text == "Clicked 1 times")
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
            timers: timers, now: now)
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
        let response = try await load(path, headerFields: headerFields)
        if let target = response.redirectTarget {
            let token = CookieJar(setBy: response.headerFields)[FlashToken.cookieName]
            throw LiveViewTestingError.redirected(to: target, flash: flash(token))
        }
        return try LiveViewClient(response, path: path, headerFields: headerFields, transport: self)
    }

    private func flash(_ token: String?) -> Flash {
        token.map { FlashToken.open($0, by: environment.sealer, at: environment.now()) } ?? [:]
    }
}

extension LivePages: LiveTransport {
    private static let containerID = "phx-test"

    public func load(_ path: String, headerFields: HTTPFields) async throws -> PageResponse {
        guard let target = LocalTarget(path), let (route, parameters) = environment.routes.route(at: target.path) else {
            throw LiveViewTestingError.noRoute(path)
        }
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: path, headerFields: headerFields)
        let location = LiveLocation(path: target.path, query: target.query, pathParameters: parameters)
        let flash = flash(CookieJar(headerFields[.cookie])[FlashToken.cookieName])
        let mount = try await PageMount(
            of: route, for: MountRequest(page: head, at: location), id: Self.containerID, flash: flash,
            environment: environment)
        return try response(to: mount, route: route, flash: flash)
    }

    public func openSocket(csrfToken: String?, headerFields: HTTPFields) async throws -> any LiveTransportSocket {
        InMemorySocket(headerFields: headerFields, environment: environment)
    }

    private func response(to mount: PageMount, route: LiveRoute, flash: Flash) throws -> PageResponse {
        var fields = mount.responseFields
        fields.append(HTTPField(name: .setCookie, value: "\(FlashToken.cookieName)=; Max-Age=0"))
        switch mount.answer {
        case .page(let mounted, _):
            return PageResponse(
                status: 200, headerFields: fields, html: try document(mounted, route: route, flash: flash))
        case .redirect(let path, let flash):
            if !flash.isEmpty {
                let token = FlashToken.seal(flash, by: environment.sealer, at: environment.now())
                fields.append(HTTPField(name: .setCookie, value: "\(FlashToken.cookieName)=\(token)"))
            }
            fields[.location] = path
            return PageResponse(status: 302, headerFields: fields, html: "")
        case .redirectToExternal(let url):
            fields[.location] = url
            return PageResponse(status: 302, headerFields: fields, html: "")
        case .document(let status, let title, let message):
            return PageResponse(status: status.code, headerFields: fields, html: "<h1>\(title)</h1><p>\(message)</p>")
        }
    }

    /// A page with nothing around the view.
    private func document(_ mounted: MountedView, route: LiveRoute, flash: Flash) throws -> String {
        let (id, now) = (Self.containerID, environment.now())
        let token = PageToken(
            id: id, routeName: route.name, sessionName: route.sessionName, carried: mounted.carried
        ).sealed(by: environment.sealer, at: now)
        let shown = FlashToken.sealShown(flash, id: id, by: environment.sealer, at: now)
        let title: Rendered? = mounted.view.title.map { "<title>\($0)</title>" }
        let content = String(buffer: try mounted.html(id: id, environment: environment))
        let page: Rendered = """
            \(title)<div id="\(id)" data-phx-main data-phx-session="\(token)" data-phx-static="\(shown)">\(raw: content)</div>
            """
        return String(buffer: try page.html())
    }
}
