import WireJSON

/// The handle through which a ``PhoenixChannel`` speaks to its client and to others, valid during one call.
///
/// Replies and pushes are carried out in order after the call has returned, and not at all if it throws. To speak while a call is still running, or
/// from elsewhere, keep ``handle``.
public struct ChannelSocket: Sendable {
    public let topic: String
    /// This channel for other parts of the server, and for later.
    public let handle: LiveChannelHandle

    struct Effects: Sendable {
        enum Output: Sendable {
            case push(String, ChannelPayload)
            case presences
        }
        var reply: (isRefusal: Bool, response: ChannelPayload)?
        var outputs: [Output] = []
        var stops = false
    }

    var effects = Effects()
    let scope: SubscriptionScope
    private let channel: ApplicationChannel

    init(_ channel: ApplicationChannel, scope: SubscriptionScope) {
        topic = channel.topic
        handle = LiveChannelHandle(channel)
        self.channel = channel
        self.scope = scope
    }

    // MARK: To this client

    /// Answers the client's join or message: its `receive("ok")` is given `response`. The last answer counts; nobody waits for a second.
    public mutating func reply(_ response: ChannelPayload = [:]) {
        effects.reply = (isRefusal: false, response)
    }

    /// Answers the client's message: its `receive("error")` is given `response`. The channel goes on; to refuse a join throw ``ChannelRefusal``.
    public mutating func refuse(_ response: ChannelPayload) {
        effects.reply = (isRefusal: true, response)
    }

    /// Answers the client's message with the error `{"reason": reason}`.
    public mutating func refuse(_ reason: String) {
        refuse(["reason": .string(reason)])
    }

    /// Sends this client a message; its `on(event)` is given `payload`.
    public mutating func push(_ event: String, _ payload: ChannelPayload = [:]) {
        effects.outputs.append(.push(event, payload))
    }

    /// Ends the channel after this call: the client is told `phx_close` and does not come back by itself.
    public mutating func stop() {
        effects.stops = true
    }

    // MARK: To others

    /// Sends a message to every client that joined this topic, this one too.
    public func broadcast(_ event: String, _ payload: ChannelPayload = [:]) {
        scope.pubSub.publish(ChannelBroadcast(topic: topic, event: event, payload: payload), to: topic)
    }

    /// Sends a message to every other client that joined this topic.
    public func broadcastToOthers(_ event: String, _ payload: ChannelPayload = [:]) {
        scope.pubSub.publish(
            ChannelBroadcast(topic: topic, event: event, payload: payload, origin: channel), to: topic)
    }

    /// Delivers what is published on `topic` to this channel until it ends; twice is once.
    public func subscribe(to topic: String) {
        scope.subscribe(to: topic)
    }

    /// Delivers `value` to every view and channel subscribed to `topic`.
    public func publish(_ value: any Sendable, to topic: String) {
        scope.pubSub.publish(value, to: topic)
    }
}
