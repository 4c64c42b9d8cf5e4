/// Which topics are joined on one socket, and what each message means because of it.
///
/// Per topic:
///
///                 join                       join: the old channel is replaced
///     not joined ──────▶ joined (joinRef) ◀──────┐
///         ▲                │        └────────────┘
///         └────────────────┘
///          leave · refused · ended
///
/// A topic counts as joined from the moment its join arrives, before it is answered. The `joinRef` is the channel's identity:
/// whatever carries another one speaks of a channel that is gone.
///
/// - SeeAlso: Phoenix 1.8, `Phoenix.Socket`.
package struct SocketStateMachine: Sendable {
    /// As in Phoenix. Each channel is a view's memory; a page has a handful.
    package static let defaultChannelLimit = 100

    private var joinRefs: [String: String] = [:]
    private let channelLimit: Int

    /// - Parameter channelLimit: joins past it are answered with an error reply, and the channels that exist live on.
    package init(channelLimit: Int = Self.defaultChannelLimit) {
        self.channelLimit = channelLimit
    }

    package enum ReceivedAction: Hashable, Sendable {
        /// Start a channel for the message's topic, with this `joinRef`, and let it answer the join; if it cannot be, call
        /// ``SocketStateMachine/joinRefused(topic:joinRef:)``. First stop the channel that was there, and send its exit, in any
        /// order with the join's reply.
        case join(joinRef: String, replacing: ChannelExit?)
        /// Give the message to the channel of its topic, in order of arrival.
        case forward
        /// Stop the channel; send both, in either order.
        case leave(Reply, ChannelExit)
        case reply(Reply)
        /// It was meant for a channel that is gone; the client does not wait.
        case ignore
    }

    /// A message arrived.
    package mutating func received(_ message: Message) -> ReceivedAction {
        switch ProtocolEvent(rawValue: message.event) {
        case .heartbeat where message.topic == Topic.phoenix.name:
            .reply(Reply(joinRef: nil, ref: message.ref, topic: message.topic, status: .ok))
        case .join: join(message)
        case .leave: leave(message)
        default: deliver(message)
        }
    }

    /// The join was answered with an error: by the channel, or by the server, which knows none of that topic (then with
    /// ``Reply/RefusalReason/unmatchedTopic``). Nothing happens if the topic was left or joined anew meanwhile.
    package mutating func joinRefused(topic: String, joinRef: String) {
        guard joinRefs[topic] == joinRef else { return }
        joinRefs[topic] = nil
    }

    /// The channel is over, by itself or by its own fault. Not for a channel that ``received(_:)`` told to stop.
    ///
    /// - Returns: what to send; `nil` if the client was told already, because the topic was left or joined anew.
    package mutating func channelEnded(topic: String, joinRef: String, reason: ChannelExit.Reason) -> ChannelExit? {
        guard joinRefs[topic] == joinRef else { return nil }
        joinRefs[topic] = nil
        return ChannelExit(topic: topic, joinRef: joinRef, reason: reason)
    }

    private mutating func join(_ message: Message) -> ReceivedAction {
        // Clients send the same string twice; Phoenix takes the ref where a join has no joinRef.
        guard let joinRef = message.joinRef ?? message.ref else {
            return .reply(Reply(refusing: message, .joinWithoutRef))
        }
        let replaced = joinRefs[message.topic]
        guard replaced != nil || joinRefs.count < channelLimit else {
            return .reply(Reply(refusing: message, .tooManyChannels))
        }
        joinRefs[message.topic] = joinRef
        return .join(
            joinRef: joinRef,
            replacing: replaced.map { ChannelExit(topic: message.topic, joinRef: $0, reason: .closed) })
    }

    private mutating func leave(_ message: Message) -> ReceivedAction {
        guard let joinRef = joinRefs[message.topic] else {
            // Frequent: after reconnecting, after a redirect, and when a page is unloaded.
            return .reply(Reply(joinRef: message.joinRef, ref: message.ref, topic: message.topic, status: .ok))
        }
        guard message.joinRef == nil || message.joinRef == joinRef else { return .ignore }
        joinRefs[message.topic] = nil
        return .leave(
            Reply(joinRef: joinRef, ref: message.ref, topic: message.topic, status: .ok),
            ChannelExit(topic: message.topic, joinRef: joinRef, reason: .closed))
    }

    private func deliver(_ message: Message) -> ReceivedAction {
        guard let joinRef = joinRefs[message.topic] else { return .reply(Reply(refusing: message, .unmatchedTopic)) }
        // Older clients send null on everything but joins; refusing it broke deployed ones.
        return message.joinRef == nil || message.joinRef == joinRef ? .forward : .ignore
    }
}
