import PhoenixWire
import WireJSON

extension LiveChannel {
    /// Every message of the browser is answered: it waits, locks the element, and in the end reloads the page.
    func handle(_ message: Message) async throws {
        guard phase == .live, case .json(let payload) = message.payload else { return refuse(message, .message) }
        switch ProtocolEvent(rawValue: message.event) {
        case .event: try await handleEvent(payload, message)
        case .livePatch: try await handlePatch(payload, message)
        case .willDestroyComponents: handleComponentsGone(payload, message, areDropped: false)
        case .destroyedComponents: handleComponentsGone(payload, message, areDropped: true)
        default: refuse(message, .message)
        }
    }

    /// Answers what the view does not take. It lives on, and the browser does not wait.
    func refuse(_ message: Message, _ reason: EventRefusals.Reason, detail: String? = nil) {
        environment.refusals.record(reason, view: plan.route.viewName, detail: detail)
        acknowledge(message)
    }

    // MARK: Events

    private func handleEvent(_ payload: JSONValue, _ message: Message) async throws {
        do {
            try await handle(try LiveEvent(payload: payload), target: payload["cid"] ?? .null, message)
        } catch let refused as RefusedEvent {
            refuse(message, refused.reason, detail: refused.detail)
        }
    }

    private func handle(_ event: LiveEvent, target: JSONValue, _ message: Message) async throws {
        if event.name.hasPrefix("lv:") { return try await handleReserved(event, message) }
        var socket = makeSocket()
        for hook in lifecycleHooks where try await hook.intercept(event, socket: &socket) == .halt {
            return try await conclude(socket.effects, replyingTo: message)
        }
        let interceptions = socket.effects
        var effects = try await handle(event, target: target)
        if effects.refusesEvent { environment.refusals.record(.undeclared, view: plan.route.viewName) }
        effects.events = interceptions.events + effects.events
        try await conclude(effects, replyingTo: message)
    }

    /// - Parameter target: a component's number; `null` for the view itself.
    private func handle(_ event: LiveEvent, target: JSONValue) async throws -> LiveSocket.Effects {
        if target == .null {
            return try await call { view, socket in try await view.receive(event, socket: &socket) }
        }
        guard let cid = target.integer, let effects = try await handle(event, forComponent: cid) else {
            throw RefusedEvent(reason: .target)
        }
        return effects
    }

    /// Names that are the protocol's own never reach the view. Flash is the view's, whichever component it is cleared in.
    private func handleReserved(_ event: LiveEvent, _ message: Message) async throws {
        guard event.name == "lv:clear-flash" else { throw RefusedEvent(reason: .undeclared) }
        try await conclude(call { _, socket in socket.clearFlash(event["key"]) }, replyingTo: message)
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
        // What was said belongs to where the visitor was.
        view?.flash = [:]
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
        let outcome = try await follow(effects)
        guard phase != .ended else { return }
        switch outcome {
        case .leaves(let navigation): depart(through: navigation, replyingTo: message)
        case .stays(let patch):
            if let patch { push(patch) }
            if let message { try replyWithDiff(to: message, reply: effects.reply) } else { try pushDiff() }
        }
    }

    /// Where a view is after its call.
    enum Outcome {
        /// Where it was, or where the last patch led.
        case stays(patch: Navigation?)
        case leaves(Navigation)
    }

    /// Runs the patches that `effects` ask for, one after the other. The browser need only know where they end.
    func follow(_ effects: LiveSocket.Effects) async throws -> Outcome {
        var effects = try await performChanges(effects)
        var flash: Flash = [:]
        var lastPatch: Navigation?
        var patchCount = 0
        while phase != .ended {
            pendingEvents += effects.events
            flash = effects.flash(over: flash)
            // Events wait for a browser that does not read, like inputs for a view that does not keep up.
            guard pendingEvents.count <= Mailbox<Input>.capacity else { throw LiveViewError.mailboxFull }
            guard let navigation = try effects.navigation?.validated() else { return .stays(patch: lastPatch) }
            guard case .patch(let path, _) = navigation else { return .leaves(navigation.carrying(flash)) }
            patchCount += 1
            guard patchCount <= Navigation.patchLimit else { throw LiveViewError.tooManyPatches }
            // What was said earlier belongs to where the view was; what was said just now, to where it goes.
            view?.flash = flash
            effects = try await performChanges(relocate(to: path))
            lastPatch = navigation
        }
        return .stays(patch: nil)
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
