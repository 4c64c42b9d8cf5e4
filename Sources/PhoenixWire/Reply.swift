package import WireJSON

/// The answer to the message with the same ref.
///
/// A value for the answers that are known whole, mostly the socket's own. What a view renders is written past it, by
/// ``Serializer/reply(joinRef:ref:topic:status:into:response:)``.
package struct Reply: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable {
        case ok
        case error
    }

    package var joinRef: String?
    package var ref: String?
    package var topic: String
    package var status: Status
    /// Always an object on the wire, even if empty: the LiveView client throws without it.
    package var response: [String: JSONValue]

    package init(
        joinRef: String?, ref: String?, topic: String, status: Status, response: [String: JSONValue] = [:]
    ) {
        self.joinRef = joinRef
        self.ref = ref
        self.topic = topic
        self.status = status
        self.response = response
    }

    /// The error reply that refuses `message`, with the reason as Phoenix words it.
    package init(refusing message: Message, _ reason: RefusalReason) {
        self.init(
            joinRef: reason == .unmatchedTopic ? nil : message.joinRef, ref: message.ref, topic: message.topic,
            status: .error, response: ["reason": .string(reason.rawValue)])
    }

    /// Why the socket, rather than a channel, refuses a message.
    package enum RefusalReason: String, Hashable, Sendable {
        /// No channel is joined there, or none can be. There is no join to refer to, so the reply's joinRef is null.
        case unmatchedTopic = "unmatched topic"
        case tooManyChannels = "too many channels joined"
        /// The channel threw while it was joined.
        case joinCrashed = "join crashed"
        case joinWithoutRef = "join without a ref"
    }
}

extension Reply: CustomStringConvertible {
    /// Without the response: a description may end in a log.
    package var description: String {
        "\(status.rawValue) on \(topic) (join_ref \(joinRef ?? "null"), ref \(ref ?? "null"))"
    }
}
