import PhoenixWire
import WireJSON

extension LiveChannel {
    /// Every message of the browser is answered: it waits, locks the element, and in the end reloads the page.
    func handle(_ message: Message) async throws {
        guard phase == .live, case .json(let payload) = message.payload else { throw LiveViewError.unexpectedMessage }
        switch ProtocolEvent(rawValue: message.event) {
        case .event: try await handleEvent(payload, message)
        case .livePatch: try await handlePatch(payload, message)
        case .willDestroyComponents: handleComponentsGone(payload, message, areDropped: false)
        case .destroyedComponents: handleComponentsGone(payload, message, areDropped: true)
        default: throw LiveViewError.unexpectedMessage
        }
    }

    // MARK: Events

    private func handleEvent(_ payload: JSONValue, _ message: Message) async throws {
        let event = try Self.event(in: payload)
        guard !event.name.hasPrefix("lv:") else { return acknowledge(message) }
        var socket = makeSocket()
        for hook in lifecycleHooks where try await hook.intercept(event, socket: &socket) == .halt {
            return try await conclude(socket.effects, replyingTo: message)
        }
        let interceptions = socket.effects
        guard var effects = try await handle(event, target: payload["cid"] ?? .null) else {
            refuseTarget()
            return acknowledge(message)
        }
        effects.events = interceptions.events + effects.events
        try await conclude(effects, replyingTo: message)
    }

    /// - Parameter target: a component's number; `null` for the view itself.
    private func handle(_ event: LiveEvent, target: JSONValue) async throws -> LiveSocket.Effects? {
        if target == .null {
            return try await call { view, socket in try await view.handle(event, socket: &socket) }
        }
        guard let cid = target.integer else { return nil }
        return try await handle(event, forComponent: cid)
    }

    private static func event(in payload: JSONValue) throws -> LiveEvent {
        guard let name = payload["event"]?.string, !name.isEmpty else { throw LiveViewError.unexpectedMessage }
        guard payload["type"]?.string == "form", let fields = payload["value"]?.string else {
            return LiveEvent(name: name, value: payload["value"] ?? .null)
        }
        return LiveEvent(name: name, value: try FormParameters.event(value: fields, meta: payload["meta"] ?? .null))
    }

    private func handlePatch(_ payload: JSONValue, _ message: Message) async throws {
        guard let url = payload["url"]?.string, let target = LocalTarget(url), let location = location(at: target)
        else {
            // Not this view's: the browser then navigates.
            return reply(to: message) { json in
                json.name("link_redirect")
                json.bool(true)
            }
        }
        try await conclude(try await show(location), replyingTo: message)
    }

    // MARK: Locations

    /// `target` as a location of this view, if it is one.
    private func location(at target: LocalTarget) -> LiveLocation? {
        guard let (route, parameters) = environment.routes.route(at: target.path),
            route.sessionName == plan.route.sessionName, route.viewName == plan.route.viewName
        else { return nil }
        return LiveLocation(path: target.path, query: target.query, pathParameters: parameters)
    }

    private func show(_ location: LiveLocation) async throws -> LiveSocket.Effects {
        self.location = location
        return try await call { view, socket in try await view.handle(location, socket: &socket) }
    }

    /// Follows a patch that the view asked for.
    func relocate(to path: String) async throws -> LiveSocket.Effects {
        guard let target = LocalTarget(path), let location = location(at: target) else {
            throw LiveViewError.pathIsAnotherView
        }
        return try await show(location)
    }

    // MARK: After a handler

    /// Carries out what a handler asked for, then shows what it changed.
    ///
    /// - Parameter message: what the handler answers; `nil` if nobody waits.
    func conclude(_ effects: LiveSocket.Effects, replyingTo message: Message?) async throws {
        if let departure = try await follow(effects, patched: push) {
            return depart(through: departure, replyingTo: message)
        }
        guard phase != .ended else { return }
        if let message { try replyWithDiff(to: message, reply: effects.reply) } else { try pushDiff() }
    }

    /// Runs the patches that `effects` ask for, one after the other.
    ///
    /// - Parameter patched: is given each, once the view has heard of it.
    /// - Returns: where the view leads instead of staying, if anywhere.
    func follow(_ effects: LiveSocket.Effects, patched: (Navigation) -> Void) async throws -> Navigation? {
        var effects = try await performChanges(effects)
        var patchCount = 0
        while phase != .ended {
            pendingEvents += effects.events
            // Events wait for a browser that does not read, like inputs for a view that does not keep up.
            guard pendingEvents.count <= Mailbox<Input>.capacity else { throw LiveViewError.mailboxFull }
            guard let navigation = try effects.navigation?.validated() else { return nil }
            guard case .patch(let path, _) = navigation else { return navigation }
            patchCount += 1
            guard patchCount <= Navigation.patchLimit else { throw LiveViewError.tooManyPatches }
            effects = try await performChanges(relocate(to: path))
            patched(navigation)
        }
        return nil
    }

    /// The view is done here: its events, the redirect, and the end of the channel.
    private func depart(through navigation: Navigation, replyingTo message: Message?) {
        if !pendingEvents.isEmpty { push(events: pendingEvents) }
        if let message {
            let departure = NavigationMessage(navigation, environment: environment)
            reply(to: message) { json in
                json.name(departure.event.rawValue)
                departure.write(to: &json)
            }
        } else {
            push(navigation)
        }
        finish(.closed)
    }
}
