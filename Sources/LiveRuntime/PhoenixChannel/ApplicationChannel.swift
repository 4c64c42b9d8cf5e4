import Logging
package import NIOCore
package import PhoenixWire
import WireJSON

/// One joined topic of the application, with its ``PhoenixChannel``.
///
/// An actor on its connection's event loop, with a mailbox, as a ``LiveChannel`` is: one input at a time runs to completion, an idle channel owns no
/// task, and a handler that does not suspend runs before the call that brought its input returns. Broadcasts pass it by: they are written to
/// the socket as they come.
package actor ApplicationChannel: HandledChannel {
    package nonisolated var topic: String { plan.topic }
    package nonisolated let joinRef: String
    package nonisolated var eventLoop: any EventLoop { executor.eventLoop }
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private nonisolated let executor: EventLoopExecutor

    private enum Input: Sendable {
        case join
        case message(Message)
        case published(PubSubMessage)
    }

    /// What is true of the channel's life. `ended` is final and reached from anywhere, also while a handler awaits.
    enum Phase: Equatable {
        case joining
        case live
        case ended(ChannelEndReason)
    }

    private nonisolated let plan: ChannelJoinPlan
    let environment: LiveEnvironment
    let transport: NIOLoopBound<any ChannelTransport>

    var phase = Phase.joining
    var outbox = Outbox()
    /// Nil before it is joined, and while one of its handlers runs.
    private var channel: (any PhoenixChannel)?
    private var lifecycleHooks: [any LifecycleHook] = []
    private var scope: SubscriptionScope?
    private var mailbox = Mailbox<Input>()
    private var isDraining = false

    /// Starts a channel, which answers its join through `transport`. Call on `eventLoop`.
    ///
    /// - Parameter register: called with the channel before it does anything: it may answer, and even end, before this returns.
    package static func join(
        _ plan: ChannelJoinPlan, joinRef: String, environment: LiveEnvironment,
        transport: NIOLoopBound<any ChannelTransport>, eventLoop: any EventLoop,
        register: (ApplicationChannel) -> Void
    ) {
        let channel = ApplicationChannel(
            plan, joinRef: joinRef, environment: environment, transport: transport, eventLoop: eventLoop)
        register(channel)
        channel.assumeIsolated { $0.start() }
    }

    private init(
        _ plan: ChannelJoinPlan, joinRef: String, environment: LiveEnvironment,
        transport: NIOLoopBound<any ChannelTransport>, eventLoop: any EventLoop
    ) {
        self.plan = plan
        self.joinRef = joinRef
        self.environment = environment
        self.transport = transport
        executor = EventLoopExecutor(eventLoop)
    }

    private func start() {
        let scope = SubscriptionScope(pubSub: environment.pubSub, eventLoop: eventLoop) { [weak self] message in
            self?.assumeIsolated { $0.deliver(message) }
        }
        self.scope = scope
        scope.subscribe(to: topic)
        receive(.join)
    }

    // MARK: Inputs

    package nonisolated func receive(_ message: Message) {
        assumeIsolated { $0.receive(.message(message)) }
    }

    package nonisolated func becameWritable() {
        assumeIsolated { $0.sendWaiting() }
    }

    package nonisolated func leave() {
        assumeIsolated { $0.finish(.closed, because: .left) }
    }

    private func deliver(_ message: PubSubMessage) {
        guard message.topic == topic, let broadcast = message.value(as: ChannelBroadcast.self),
            broadcast.topic == topic
        else { return receive(.published(message)) }
        guard broadcast.origin !== self else { return }
        guard broadcast.canBeEncoded else { return crash(LiveViewError.eventNameIsTooLong) }
        emit(.broadcast(broadcast))
    }

    private func receive(_ input: Input) {
        if case .ended = phase { return }
        do {
            try mailbox.append(input)
        } catch {
            return crash(error)
        }
        guard !isDraining else { return }
        isDraining = true
        // Nobody waits for the task: it ends with the mailbox, and an ended channel empties its mailbox.
        if #available(macOS 26, *) {
            Task.immediate { await self.drain() }
        } else {
            Task { await self.drain() }
        }
    }

    private func drain() async {
        while let input = mailbox.popFirst() {
            do {
                try await process(input)
            } catch {
                crash(error)
            }
        }
        isDraining = false
    }

    private func process(_ input: Input) async throws {
        switch input {
        case .join: try await join()
        case .message(let message): try await handle(message)
        case .published(let message):
            let effects = try await call { channel, socket in try await channel.handle(message, socket: &socket) }
            conclude(effects, replyingTo: nil)
        }
    }

    // MARK: The join

    private func join() async throws {
        guard var socket = makeSocket() else { return }
        let request = MountRequest(
            joining: topic, location: plan.location, headerFields: plan.headerFields, parameters: plan.parameters,
            channel: socket.handle)
        do {
            let joined = try await plan.route.join(request, plan.subtopic, &socket)
            channel = joined.channel
            lifecycleHooks = joined.lifecycleHooks
            admit(socket.effects)
        } catch let refusal as ChannelRefusal {
            refuse(refusal.response)
        } catch let refusal as MountRefusal {
            // A redirect is for pages; its path may name what a client of channels has no use for.
            let reason: JoinPlan.Refusal = refusal.kind == .stale ? .stale : .unauthorized
            refuse(["reason": .string(reason.rawValue)])
        }
    }

    private func admit(_ effects: ChannelSocket.Effects) {
        // Whoever ended the channel meanwhile did not know of these yet.
        guard phase == .joining else { return release() }
        if let reply = effects.reply, reply.isRefusal { return refuse(reply.response) }
        answerJoin(.ok, effects.reply?.response ?? [:])
        guard phase == .joining else { return }
        phase = .live
        conclude(effects, replyingTo: nil)
        sendWaiting()
    }

    private func refuse(_ response: ChannelPayload) {
        guard phase == .joining else { return }
        answerJoin(.error, response)
        finish(.refused, because: .stopped)
    }

    // MARK: Messages

    private func handle(_ message: Message) async throws {
        let received = ChannelMessage(event: message.event, payload: ChannelPayload(message.payload))
        if let interception = try await intercept(received) {
            return conclude(interception, replyingTo: message)
        }
        let effects = try await call { channel, socket in try await channel.handle(received, socket: &socket) }
        conclude(effects, replyingTo: message)
    }

    /// What a hook that keeps `message` to itself asks for; `nil` if none does.
    private func intercept(_ message: ChannelMessage) async throws -> ChannelSocket.Effects? {
        guard !lifecycleHooks.isEmpty else { return nil }
        var socket = LiveSocket(scope: ViewScope(id: topic, pubSub: environment.pubSub, isConnected: false))
        let event = LiveEvent(name: message.event, value: message.value)
        for hook in lifecycleHooks where try await hook.intercept(event, socket: &socket) == .halt {
            return ChannelSocket.Effects(
                reply: (isRefusal: false, .json(socket.effects.reply ?? [:])),
                outputs: socket.effects.events.map { .push($0.name, .json($0.payload)) })
        }
        return nil
    }

    private func makeSocket() -> ChannelSocket? {
        scope.map { ChannelSocket(self, scope: $0) }
    }

    /// Runs one handler of the channel, which is nobody else's meanwhile.
    private func call(
        _ handler: (inout any PhoenixChannel, inout ChannelSocket) async throws -> Void
    ) async throws -> ChannelSocket.Effects {
        // Taken out, so that the channel's storage stays uniquely referenced while it changes.
        guard var socket = makeSocket(), var taken = channel.take() else { return .init() }
        defer {
            channel = taken
            if case .ended = phase { release() }
        }
        try await handler(&taken, &socket)
        return socket.effects
    }

    private func conclude(_ effects: ChannelSocket.Effects, replyingTo message: Message?) {
        for output in effects.outputs { emit(output) }
        if let message, let ref = message.ref, let reply = effects.reply {
            emit(reply: reply.response, reply.isRefusal ? .error : .ok, ref: ref)
        }
        guard effects.stops, phase == .live else { return }
        sendWaiting(evenIfNotTaken: true)
        finish(.closed, because: .stopped)
    }

    // MARK: The end

    /// Ends the channel now; see ``LiveChannelHandle/end(_:)``.
    func end(_ ending: LiveChannelEnding) {
        switch phase {
        case .ended: return
        case .joining: refuse(["reason": .string(JoinPlan.Refusal.unauthorized.rawValue)])
        case .live:
            push(ending.event.name, ending.event.payload)
            sendWaiting(evenIfNotTaken: true)
            finish(.closed, because: .stopped)
        }
    }

    func crash(_ error: any Error) {
        if case .ended = phase { return }
        environment.logger.error(
            "channel crashed",
            metadata: [
                "error.id": "\(ErrorID())", "error": "\(LoggedError(error))",
                "channel": "\(plan.route.channelName)", "topics": "\(plan.route.pattern)",
            ])
        guard phase == .joining else { return finish(.crashed, because: .crashed) }
        answerJoin(.error, ["reason": .string(Reply.RefusalReason.joinCrashed.rawValue)])
        finish(.refused, because: .crashed)
    }

    /// Releases everything the channel holds and tells the transport, once.
    private func finish(_ end: ChannelEnd, because reason: ChannelEndReason) {
        if case .ended = phase { return }
        phase = .ended(reason)
        mailbox.removeAll()
        outbox.removeAll()
        scope?.end()
        scope = nil
        release()
        transport.value.channelEnded(self, end)
    }

    /// The last calls of what accompanies the channel, and of the channel itself unless a handler of it still runs.
    private func release() {
        guard case .ended(let reason) = phase else { return }
        for hook in lifecycleHooks { hook.channelEnded() }
        lifecycleHooks = []
        guard var ended = channel.take() else { return }
        ended.ended(reason)
    }
}
