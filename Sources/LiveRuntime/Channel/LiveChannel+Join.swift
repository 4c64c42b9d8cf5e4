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
        environment.joinFailures.forget(path: plan.location.path) { environment.identifyBrowser(headerFields) }
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
        case .document(let status, let title, let message):
            refuse(with: PageFailure(status: status, title: title, message: message))
        case .unauthorized: refuse(because: .unauthorized)
        case .stale: refuse(because: .stale)
        }
    }

    private func refuse(because reason: JoinPlan.Refusal) {
        replyToJoin(.error) { json in
            json.name("reason")
            json.string(reason.rawValue)
        }
    }

    /// The browser tries again by loading the page. If that has not helped, the page says so and comes without its view.
    func refuse(afterCrash id: ErrorID) {
        let browser = environment.identifyBrowser(headerFields)
        if environment.joinFailures.record(browser: browser, path: plan.location.path, at: environment.now()) {
            return refuse(with: PageFailure(id))
        }
        replyToJoin(.error) { json in
            json.name("reason")
            json.string(Reply.RefusalReason.joinCrashed.rawValue)
            json.name("error_id")
            json.string(id.description)
        }
    }

    /// The browser loads the page, which shows `failure`.
    private func refuse(with failure: PageFailure) {
        replyToJoin(.error) { json in
            json.name("reason")
            json.string("reload")
            json.name("status")
            json.integer(failure.status)
            json.name("token")
            json.string(failure.sealed(by: environment.sealer, at: environment.now()))
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
