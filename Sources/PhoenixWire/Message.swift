package import NIOCore
package import WireJSON

/// One message from a client, as serializer 2.0.0 carries it.
package struct Message: Hashable, Sendable {
    package enum Payload: Hashable, Sendable {
        /// Always an object when decoded.
        case json(JSONValue)
        /// The bytes of a binary message, such as a chunk of an upload. They share the message's storage.
        case binary(ByteBuffer)
    }

    /// The ref of the join that made the channel, repeated by the client in everything it sends there; old clients may leave it
    /// out of all but the join.
    package var joinRef: String?
    /// Echoed by the reply. One counter for the whole socket, with gaps. `nil` if nobody waits for a reply.
    package var ref: String?
    package var topic: String
    package var event: String
    package var payload: Payload

    package init(joinRef: String?, ref: String?, topic: String, event: String, payload: Payload) {
        self.joinRef = joinRef
        self.ref = ref
        self.topic = topic
        self.event = event
        self.payload = payload
    }
}

extension Message: CustomStringConvertible {
    /// Without the payload: it holds tokens and form values, and a description may end in a log.
    package var description: String {
        "\(event) on \(topic) (join_ref \(joinRef ?? "null"), ref \(ref ?? "null"))"
    }
}
