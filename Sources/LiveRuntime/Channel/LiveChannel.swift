package import HTTPTypes
import LiveRendering
import Logging
package import NIOCore
package import PhoenixWire
import WireJSON

/// One joined `lv:` topic with its mounted view.
///
/// An actor on its connection's event loop, with a mailbox: one input at a time runs to completion, as in an Elixir process. An idle
/// channel owns no task, and a handler that does not suspend runs before the call that brought its input returns.
package actor LiveChannel: HandledChannel {
    package nonisolated let topic: String
    package nonisolated let joinRef: String
    package nonisolated var eventLoop: any EventLoop { executor.eventLoop }
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private nonisolated let executor: EventLoopExecutor

    enum Input: Sendable {
        case join
        case message(Message)
        case published(PubSubMessage)
        case changes([PartChange])
        case change(StateChange)
        /// The socket takes bytes again: what was held back may go.
        case becameWritable
    }

    /// What is true of the channel's life. `ended` is final and reached from anywhere, also while a handler awaits.
    enum Phase {
        case joining
        case live
        case ended
    }

    let plan: JoinPlan
    let environment: LiveEnvironment
    let transport: NIOLoopBound<any ChannelTransport>
    let headerFields: HTTPFields
    var logger: Logger

    var phase = Phase.joining
    var location: LiveLocation
    var view: (any LiveView)?
    var companion: Rendered?
    var lifecycleHooks: [any LifecycleHook] = []
    var engine = DiffEngine()
    lazy var components = ComponentStore(socket: makeSocket())
    /// Since it was last rendered, perhaps. Components change by themselves.
    var viewHasChanged = true
    /// What the browser shows as title; the outer `nil` until it was told.
    var sentTitle: String??
    var pendingEvents: [LiveSocket.Effects.Event] = []
    /// The view may have changed since it was last rendered, while the socket would not take a diff.
    var owesDiff = false
    let scope: ViewScope
    private var mailbox = Mailbox<Input>()
    /// Takes the inputs one after the other; `nil` while there are none.
    private var drain: Task<Void, Never>?
    private var isDraining = false
    /// Some handler suspended since the mailbox was last empty: each has a deadline then.
    private var hasSuspended = false
    private var deadline: LiveTimer?

    /// Starts a channel, which answers its join through `transport`. Call on `eventLoop`.
    ///
    /// - Parameter register: called with the channel before it does anything: it may answer, and even end, before this returns.
    package static func join(
        id: String, joinRef: String, plan: JoinPlan, headerFields: HTTPFields, environment: LiveEnvironment,
        transport: NIOLoopBound<any ChannelTransport>, eventLoop: any EventLoop, register: (LiveChannel) -> Void
    ) {
        let channel = LiveChannel(
            id: id, joinRef: joinRef, plan: plan, headerFields: headerFields, environment: environment,
            transport: transport, eventLoop: eventLoop)
        register(channel)
        channel.assumeIsolated { $0.start() }
    }

    private init(
        id: String, joinRef: String, plan: JoinPlan, headerFields: HTTPFields, environment: LiveEnvironment,
        transport: NIOLoopBound<any ChannelTransport>, eventLoop: any EventLoop
    ) {
        scope = ViewScope(
            id: id, pubSub: environment.pubSub, isConnected: true,
            csrfToken: plan.parameters["_csrf_token"]?.string ?? "",
            hasChangedStatics: environment.hasChangedStatics(plan.parameters))
        topic = Topic.view(id: id).name
        self.joinRef = joinRef
        self.plan = plan
        self.headerFields = headerFields
        self.environment = environment
        self.transport = transport
        executor = EventLoopExecutor(eventLoop)
        location = plan.location
        logger = environment.logger
        logger[metadataKey: "view"] = .string(plan.route.viewName)
        logger[metadataKey: "topic"] = .string(topic)
    }

    private func start() {
        scope.connect(
            .init(
                eventLoop: eventLoop, timers: environment.timers,
                publish: { [weak self] message in self?.assumeIsolated { $0.receive(.published(message)) } },
                change: { [weak self] change in self?.assumeIsolated { $0.receive(.change(change)) } }))
        receive(.join)
    }

    // MARK: Inputs

    package nonisolated func receive(_ message: Message) {
        assumeIsolated { $0.receive(.message(message)) }
    }

    package nonisolated func becameWritable() {
        assumeIsolated { channel in
            if channel.owesDiff { channel.receive(.becameWritable) }
        }
    }

    package nonisolated func leave() {
        assumeIsolated { $0.finish(.closed) }
    }

    func receive(_ input: Input) {
        guard phase != .ended else { return }
        do {
            try mailbox.append(input)
        } catch {
            return crash(error)
        }
        guard !isDraining else { return }
        isDraining = true
        // Nobody waits for the task: it ends with the mailbox, and an ended channel empties its mailbox.
        if #available(macOS 26, *) {
            drain = Task.immediate { await self.takeInputs() }
        } else {
            drain = Task { await self.takeInputs() }
        }
        guard isDraining else { return drain = nil }
        hasSuspended = true
        setDeadline()
    }

    private func takeInputs() async {
        while let input = mailbox.popFirst() {
            if hasSuspended { setDeadline() }
            do {
                try await process(input)
            } catch {
                crash(error)
            }
        }
        deadline?.cancel()
        deadline = nil
        drain = nil
        hasSuspended = false
        isDraining = false
    }

    /// From now on the handler that runs has its time limit. Only what suspends needs one: the others are done before anybody could look.
    private func setDeadline() {
        deadline?.cancel()
        guard phase != .ended else { return }
        let limit = phase == .joining ? environment.limits.mountTime : environment.limits.eventTime
        deadline = environment.timers.schedule(after: limit, on: eventLoop) { [weak self] in
            self?.assumeIsolated { $0.overrun() }
        }
    }

    /// The handler may never return; whatever it still does is seen by nobody.
    private func overrun() {
        let drain = drain
        crash(LiveViewError.timeLimit)
        drain?.cancel()
    }

    private func process(_ input: Input) async throws {
        switch input {
        case .join: try await join()
        case .message(let message): try await handle(message)
        case .published(let message):
            let effects = try await call { view, socket in try await view.handle(message, socket: &socket) }
            try await conclude(effects, replyingTo: nil)
        case .changes(let changes):
            try await conclude(LiveSocket.Effects(changes: changes), replyingTo: nil)
        case .change(let change):
            guard scope.take(change), let effects = try await perform(change) else { return }
            try await conclude(effects, replyingTo: nil)
        case .becameWritable:
            try pushDiff()
        }
    }

    // MARK: The view

    func makeSocket() -> LiveSocket {
        LiveSocket(scope: scope)
    }

    /// Runs one handler of the view, which is nobody else's meanwhile.
    func call(
        _ handler: (inout any LiveView, inout LiveSocket) async throws -> Void
    ) async throws -> LiveSocket.Effects {
        var socket = makeSocket()
        // Taken out, so that the view's storage stays uniquely referenced while it changes.
        guard var taken = view.take() else { return socket.effects }
        viewHasChanged = true
        defer { view = taken }
        try await handler(&taken, &socket)
        taken.settle(socket)
        return socket.effects
    }

    // MARK: The end

    /// Ends the channel now; see ``LiveChannelHandle/end(_:)``.
    func end(_ ending: LiveChannelEnding) {
        let path = ending.path ?? location.pathAndQuery
        switch phase {
        case .ended: return
        case .joining:
            refuse(with: .redirect(to: path, flash: ending.flash), events: [ending.event])
            finish(.refused)
        case .live:
            push(events: [ending.event])
            push(.redirect(to: path, flash: ending.flash))
            finish(.evicted)
        }
    }

    /// The view, or its use of the socket, failed. The log and the page name the failure alike.
    func crash(_ error: any Error) {
        guard phase != .ended else { return }
        let id = ErrorID()
        logger.error("live view crashed", metadata: ["error.id": "\(id)", "error": "\(LoggedError(error))"])
        guard phase == .joining else {
            push(events: [.init(name: Self.crashEvent, payload: ["error_id": .string(id.description)])])
            return finish(.crashed)
        }
        refuse(afterCrash: id)
        finish(.refused)
    }

    /// Releases everything the channel holds and tells the transport, once.
    func finish(_ end: ChannelEnd) {
        guard phase != .ended else { return }
        phase = .ended
        mailbox.removeAll()
        deadline?.cancel()
        scope.end()
        for hook in lifecycleHooks { hook.channelEnded() }
        lifecycleHooks = []
        transport.value.channelEnded(self, end)
    }
}
