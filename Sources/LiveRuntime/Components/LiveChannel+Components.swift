import LiveRendering
import PhoenixWire
import WireJSON

extension LiveChannel {
    // MARK: Events

    /// Hands `event` to the component it is addressed to.
    ///
    /// - Returns: `nil` if the page does not hold it, any more or ever.
    func handle(_ event: LiveEvent, forComponent cid: Int) async throws -> LiveSocket.Effects? {
        try await change(component: cid) { component, socket in try await component.handle(event, socket: &socket) }
    }

    private func change(component cid: Int, _ change: PartChange.OfComponent) async throws -> LiveSocket.Effects? {
        guard let component = components[cid] else { return nil }
        var socket = makeSocket().addressed(to: cid)
        try await change(component, &socket)
        component.settle(scope.takeMarks(of: cid))
        components.markChanged(cid)
        showFlash(socket.effects)
        return socket.effects
    }

    /// Flash is the view's, also what its components say.
    private func showFlash(_ effects: LiveSocket.Effects) {
        guard !effects.flashChanges.isEmpty, let flash = view?.flash else { return }
        view?.flash = effects.flash(over: flash)
        viewHasChanged = true
    }

    /// Runs a handler of work or of a timer.
    ///
    /// - Returns: `nil` if the component that began it is gone.
    func perform(_ change: StateChange) async throws -> LiveSocket.Effects? {
        guard let cid = change.name.cid else { return try await call(change.handler.view) }
        return try await self.change(component: cid, change.handler.component)
    }

    // MARK: Changes that parts of the page ask of each other

    /// Carries out the changes among `effects`, and those that follow from them.
    ///
    /// - Returns: everything else that was asked for, by anybody.
    func performChanges(_ effects: LiveSocket.Effects) async throws -> LiveSocket.Effects {
        guard !effects.changes.isEmpty else { return effects }
        var effects = effects
        var count = 0
        while !effects.changes.isEmpty, phase != .ended {
            count += 1
            guard count <= PartChange.limit else { throw LiveViewError.tooManyChanges }
            effects.append(try await perform(effects.changes.removeFirst()))
        }
        return effects
    }

    private func perform(_ change: PartChange) async throws -> LiveSocket.Effects {
        switch change {
        case .view(let change):
            var socket = makeSocket()
            viewHasChanged = true
            var taken = view.take()
            defer { view = taken }
            try await change(&taken, &socket)
            taken?.settle(socket)
            return socket.effects
        case .component(let key, let change):
            guard let cid = engine.cid(of: key), let effects = try await self.change(component: cid, change) else {
                environment.refusals.record(.target, view: plan.route.viewName)
                return LiveSocket.Effects()
            }
            return effects
        }
    }

    // MARK: Life

    /// What components asked for while they were rendered. It is too late to send the browser elsewhere.
    func absorb(_ effects: LiveSocket.Effects) throws {
        guard effects.navigation == nil else { throw LiveViewError.navigationWhileRendering }
        pendingEvents += effects.events
        var changes = effects.changes
        if !effects.flashChanges.isEmpty {
            changes.append(.view { _, socket in socket.effects.flashChanges = effects.flashChanges })
        }
        if !changes.isEmpty { receive(.changes(changes)) }
    }

    /// Answers what the browser tells about components whose elements left its page.
    func handleComponentsGone(_ payload: JSONValue, _ message: Message, areDropped: Bool) {
        let cids = payload["cids"]?.array?.compactMap(\.integer) ?? []
        guard areDropped else {
            engine.willDestroy(cids)
            return acknowledge(message)
        }
        let destroyed = engine.destroyed(cids)
        components.remove(destroyed)
        reply(to: message) { json in
            json.name("cids")
            json.value(.array(destroyed.map { .integer($0) }))
        }
    }
}
