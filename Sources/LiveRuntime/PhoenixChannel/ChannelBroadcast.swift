package import NIOCore
import PhoenixWire
import Synchronization
import WireJSON

/// A message to every client that joined a topic.
///
/// Published on the topic of the same name, it goes straight to the clients of that topic's channels, encoded once for all of them. A view that
/// subscribed to the topic is given it as any other value:
///
///     message.value(as: ChannelBroadcast.self)
public final class ChannelBroadcast: Sendable {
    public let topic: String
    public let event: String
    public let payload: ChannelPayload
    /// What it says of who is there, if that is what it is about.
    let presenceDiff: PresenceDiff?
    /// Not sent to this one.
    let origin: ApplicationChannel?

    private let encoding = Mutex<ByteBuffer?>(nil)

    public convenience init(topic: String, event: String, payload: ChannelPayload = [:]) {
        self.init(topic: topic, event: event, payload: payload, origin: nil)
    }

    init(
        topic: String, event: String, payload: ChannelPayload, origin: ApplicationChannel? = nil,
        presenceDiff: PresenceDiff? = nil
    ) {
        self.topic = topic
        self.event = event
        self.payload = payload
        self.origin = origin
        self.presenceDiff = presenceDiff
    }

    /// Whether version 2 of the protocol has a form for it: a binary message says the length of a name in one byte.
    var canBeEncoded: Bool {
        !isBinary
            || max(topic.utf8.count, event.utf8.count) <= Serializer.maximumHeaderLength
    }

    package var isBinary: Bool {
        if case .binary = payload { true } else { false }
    }

    /// The message as a client is sent it. Encoded the first time.
    package var message: ByteBuffer {
        encoding.withLock { encoding in
            if let encoding { return encoding }
            let message = encoded()
            encoding = message
            return message
        }
    }

    private func encoded() -> ByteBuffer {
        var buffer = ByteBuffer()
        switch payload {
        case .json(let value):
            Serializer.message(joinRef: nil, ref: nil, topic: topic, event: event, into: &buffer) { $0.value(value) }
        case .binary(let bytes):
            do throws(MessageError) {
                try Serializer.broadcast(topic: topic, event: event, data: bytes, into: &buffer)
            } catch {
                preconditionFailure("canBeEncoded was not asked")
            }
        }
        return buffer
    }
}

extension PubSub {
    /// Sends a message to every client that joined `topic`, from anywhere in the server.
    public func broadcast(_ event: String, _ payload: ChannelPayload = [:], to topic: String) {
        publish(ChannelBroadcast(topic: topic, event: event, payload: payload), to: topic)
    }
}
