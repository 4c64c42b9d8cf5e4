import PhoenixWire
import WireJSON

extension LiveChannel {
    /// Mounts the view and answers the join, with the whole tree or with where to go instead.
    func join() async throws {
        do {
            let request = MountRequest(
                joining: location, headerFields: headerFields, parameters: plan.parameters, carried: plan.carried,
                channel: LiveChannelHandle(self))
            let mounted = try await plan.route.mount(request, plan.flash, makeSocket())
            // Whoever ended the channel meanwhile did not know of these yet.
            guard phase != .ended else { return mounted.lifecycleHooks.forEach { $0.channelEnded() } }
            view = mounted.view
            view?.flash = plan.flash
            companion = mounted.companion
            lifecycleHooks = mounted.lifecycleHooks
            try await show()
        } catch let refusal as MountRefusal {
            guard phase != .ended else { return }
            refuse(refusal)
            finish(.refused)
        }
    }

    private func show() async throws {
        let location = location
        let effects = try await call { view, socket in try await view.handle(location, socket: &socket) }
        let outcome = try await follow(effects)
        guard phase != .ended else { return }
        if case .leaves(let departure) = outcome {
            refuse(with: departure.carrying(plan.flash), events: pendingEvents)
            return finish(.refused)
        }
        phase = .live
        try replyToJoin(.ok) { json in
            json.name("liveview_version")
            json.string(LiveEnvironment.liveViewVersion)
            json.name("rendered")
            json.beginObject()
            try writeDiff(into: &json, reply: nil)
            json.endObject()
            if case .stays(let patch?) = outcome {
                json.name(ProtocolEvent.livePatch.rawValue)
                NavigationMessage(patch, environment: environment).write(to: &json)
            }
            if plan.isNavigation {
                json.name("container")
                json.value(["div", [:]])
            }
        }
    }

    // MARK: Refusals

    private func refuse(_ refusal: MountRefusal) {
        switch refusal.kind {
        case .redirect(let path, let flash):
            refuse(with: .redirect(to: path, flash: flash).carrying(plan.flash), events: [])
        case .redirectToExternal(let url): refuse(with: .redirectToExternal(url), events: [])
        case .document, .unauthorized: refuse(because: .unauthorized)
        case .stale: refuse(because: .stale)
        }
    }

    private func refuse(because reason: JoinPlan.Refusal) {
        replyToJoin(.error) { json in
            json.name("reason")
            json.string(reason.rawValue)
        }
    }

    /// The browser dispatches `events` and goes where `navigation` leads.
    func refuse(with navigation: Navigation, events: [LiveSocket.Effects.Event]) {
        let message = NavigationMessage(navigation, environment: environment)
        replyToJoin(.error) { json in
            json.name(message.event.rawValue)
            message.write(to: &json)
            json.name("events")
            events.write(to: &json)
        }
    }

    func replyToJoin(_ status: Reply.Status, response: (inout JSONWriter) throws -> Void) rethrows {
        try send(isPage: true) { buffer in
            try Serializer.reply(
                joinRef: joinRef, ref: joinRef, topic: topic, status: status, into: &buffer, response: response)
        }
    }
}
