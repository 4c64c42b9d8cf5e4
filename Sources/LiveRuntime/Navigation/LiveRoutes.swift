package import HTTPTypes
package import LiveRendering
package import NIOCore
package import WireJSON

/// One live route: an address, and how the view behind it comes to be.
package struct LiveRoute: Sendable {
    package let pattern: RoutePattern
    /// Unique among the routes of an application.
    package var name: String { pattern.description }
    package let sessionName: String
    package let viewName: String
    package let mount: @Sendable (MountRequest, Flash, LiveSocket) async throws -> MountedView
}

/// A view that has just been made, and what accompanies it.
package struct MountedView: Sendable {
    package var view: any LiveView
    package let carried: JSONValue?
    package let companion: Rendered?
    package let lifecycleHooks: [any LifecycleHook]
    package let responseFields: HTTPFields

    /// Everything in the view's container, for an HTTP response.
    ///
    /// - Parameter id: the container's.
    package func html(id: String, environment: LiveEnvironment) throws -> ByteBuffer {
        var components = ComponentStore(
            socket: LiveSocket(scope: ViewScope(id: id, pubSub: environment.pubSub, isConnected: false)))
        let html = try view.render(with: companion).html(host: &components)
        // Events are for a page that is connected; what else was asked for is asked again at the join.
        guard components.endRendering().navigation == nil else { throw LiveViewError.navigationWhileRendering }
        return html
    }
}

extension LiveView {
    func render(with companion: Rendered?) -> Rendered {
        guard let companion else { return render() }
        return "\(render())\(companion)"
    }
}

/// All live routes of an application. Routes of one live session can be reached from each other without loading a page.
public struct LiveRoutes: Sendable {
    package private(set) var routes: [LiveRoute] = []
    private var channelRoutes: [ChannelRoute] = []

    package init() {}

    /// Routes that belong together: the same mount hook guards them all, and live navigation stays among them.
    ///
    /// - Parameters:
    ///   - name: unique in the application. A page of another session is loaded over HTTP, never navigated to live.
    ///   - onMount: runs before every mount of the session's views, and every join of its channels.
    public mutating func session<Authority>(
        _ name: String, onMount: MountHook<Authority>, _ build: (inout LiveSessionRoutes<Authority>) -> Void
    ) {
        precondition(!routes.contains { $0.sessionName == name }, "the live session \"\(name)\" is declared twice")
        var session = LiveSessionRoutes(name: name, hook: onMount)
        build(&session)
        for route in session.routes {
            precondition(!routes.contains { $0.name == route.name }, "the live route \(route.name) is declared twice")
            routes.append(route)
        }
        session.channelRoutes.forEach { add($0) }
    }

    private mutating func add(_ route: ChannelRoute) {
        let earlier = channelRoutes.first { $0.pattern.covers(route.pattern) }
        precondition(
            earlier == nil,
            "the channel \(route.pattern) is never reached: \(earlier?.pattern.description ?? "") was declared before it"
        )
        channelRoutes.append(route)
    }

    /// Routes of views that everybody may see.
    public mutating func session(_ name: String, _ build: (inout LiveSessionRoutes<Anyone>) -> Void) {
        session(name, onMount: .open, build)
    }

    /// The first channel route that serves `topic`, with what its `*` stands for.
    package func channelRoute(for topic: String) -> (route: ChannelRoute, subtopic: String)? {
        for route in channelRoutes {
            if let subtopic = route.pattern.match(topic) { return (route, subtopic) }
        }
        return nil
    }

    package func route(named name: String) -> LiveRoute? {
        routes.first { $0.name == name }
    }

    /// The first route that `path` fits, with its parameters.
    package func route(at path: String) -> (route: LiveRoute, parameters: [String: String])? {
        for route in routes {
            if let parameters = route.pattern.match(path) { return (route, parameters) }
        }
        return nil
    }
}

/// The routes of one live session.
public struct LiveSessionRoutes<Authority: MountAuthority> {
    let name: String
    let hook: MountHook<Authority>
    var routes: [LiveRoute] = []
    var channelRoutes: [ChannelRoute] = []

    init(name: String, hook: MountHook<Authority>) {
        self.name = name
        self.hook = hook
    }

    /// Shows `view`, which needs exactly what the session grants, at `path`.
    public mutating func view<View: LiveView>(_ path: String, _ view: View.Type) where View.Authority == Authority {
        self.view(path, view, credential: { $0 })
    }

    /// Shows `view`, which needs nothing, at `path`.
    @_disfavoredOverload
    public mutating func view<View: LiveView>(_ path: String, _ view: View.Type) where View.Authority == Anyone {
        self.view(path, view, credential: { _ in })
    }

    /// Shows `view` at `path`, handing it `credential` of what the session grants. For authorities that imply others.
    public mutating func view<View: LiveView>(
        _ path: String, _ view: View.Type,
        credential: @escaping @Sendable (Authority.Credential) -> View.Authority.Credential
    ) {
        add(path, credential: credential, make: View.init)
    }

    /// Shows at `path` the view that `make` makes, of the mount and of what else it needs.
    ///
    ///     pages.view("/chat") { Chat($0, rooms: rooms) }
    ///
    /// Such a view has an initialiser of its own, whose ``Mount`` says which authority it needs.
    public mutating func view<View: LiveView>(
        _ path: String, _ make: @escaping @Sendable (Mount<Authority>) async throws -> View
    ) {
        add(path, credential: { $0 }, make: make)
    }

    /// Shows at `path` the view that `make` makes, which needs no authority.
    @_disfavoredOverload
    public mutating func view<View: LiveView>(
        _ path: String, _ make: @escaping @Sendable (Mount<Anyone>) async throws -> View
    ) {
        add(path, credential: { _ in }, make: make)
    }

    private mutating func add<View: LiveView, Needed: MountAuthority>(
        _ path: String, credential: @escaping @Sendable (Authority.Credential) -> Needed.Credential,
        make: @escaping @Sendable (Mount<Needed>) async throws -> View
    ) {
        let hook = hook
        routes.append(
            LiveRoute(pattern: RoutePattern(path), sessionName: name, viewName: "\(View.self)") {
                request, flash, socket in
                let admission = try await hook.admit(request)
                let mount = Mount<Needed>(
                    auth: credential(admission.credential), location: request.location, flash: flash, socket: socket)
                do {
                    return MountedView(
                        view: try await make(mount), carried: admission.carried, companion: admission.companion,
                        lifecycleHooks: admission.lifecycleHooks, responseFields: admission.responseFields)
                } catch {
                    // No channel will know of them.
                    for hook in admission.lifecycleHooks { hook.channelEnded() }
                    throw error
                }
            })
    }
}
