import LiveRuntime
import NIOCore
import PhoenixWire

/// Carries a channel's messages to a test instead of a socket. Lives on the channel's event loop.
final class InMemoryTransport: ChannelTransport {
    var channel: LiveChannel?
    private let messages: AsyncStream<Message>.Continuation

    init(messages: AsyncStream<Message>.Continuation) {
        self.messages = messages
    }

    var isWritable = true {
        didSet { if isWritable, !oldValue { channel?.becameWritable() } }
    }

    func makeMessageBuffer() -> ByteBuffer { ByteBuffer() }

    func send(_ message: ByteBuffer) {
        if let message = try? Serializer.decode(text: message) { messages.yield(message) }
    }

    // Views send JSON only, and share no messages.
    var carriesBinary: Bool { false }
    func send(binary message: ByteBuffer) {}
    func send(_ broadcast: ChannelBroadcast) { send(broadcast.message) }

    func channelEnded(_ channel: any TopicChannel, _ end: ChannelEnd) {
        self.channel = nil
        messages.finish()
    }
}
