import HTTPTypes
import LiveRuntime
import NIOCore
import PhoenixWire

/// A socket that keeps the last message instead of sending it, and decodes and dispatches as the real one does. Lives on
/// its event loop.
final class MemorySocket: ChannelTransport {
    private let environment: LiveEnvironment
    private let eventLoop: any EventLoop
    private let sent: Tally
    private var machine = SocketStateMachine()
    private var channel: LiveChannel?
    private(set) var latest = ByteBuffer()

    init(environment: LiveEnvironment, eventLoop: any EventLoop, sent: Tally) {
        self.environment = environment
        self.eventLoop = eventLoop
        self.sent = sent
    }

    func receive(_ text: ByteBuffer) throws {
        let message = try Serializer.decode(text: text)
        switch machine.received(message) {
        case .join(let joinRef, _): try join(message, joinRef: joinRef)
        case .forward: channel?.receive(message)
        case .leave, .reply, .ignore: throw ContenderFailed("a message that is not for a channel")
        }
    }

    private func join(_ message: Message, joinRef: String) throws {
        guard case .json(let payload) = message.payload else { throw ContenderFailed("the join's payload") }
        let plan = try JoinPlan(id: WireMessages.id, payload: payload, environment: environment)
        LiveChannel.join(
            id: WireMessages.id, joinRef: joinRef, plan: plan, headerFields: [:], environment: environment,
            transport: NIOLoopBound(self, eventLoop: eventLoop), eventLoop: eventLoop
        ) { channel = $0 }
    }

    /// The browser is gone; another may come.
    func close() {
        channel?.leave()
        machine = SocketStateMachine()
    }

    // MARK: ChannelTransport

    var isWritable: Bool { true }

    func makeMessageBuffer() -> ByteBuffer { ByteBuffer() }

    func send(_ message: ByteBuffer) {
        latest = message
        sent.count += 1
    }

    var carriesBinary: Bool { true }

    func send(binary message: ByteBuffer) { send(message) }

    func send(_ broadcast: ChannelBroadcast) { send(broadcast.message) }

    func channelEnded(_ channel: any TopicChannel, _ end: ChannelEnd) {
        self.channel = nil
    }
}

@available(*, unavailable)
extension MemorySocket: Sendable {}
