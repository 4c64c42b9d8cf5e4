import HTTPTypes
import LiveRuntime
import NIOCore
import NIOPosix
import PhoenixWire
import WireJSON

/// A live socket without a network: what is sent goes straight to the channels, on their event loop.
final class InMemorySocket: LiveTransportSocket {
    private let eventLoop: any EventLoop
    private let channels: NIOLoopBoundBox<InMemoryChannels>
    private let messages: AsyncStream<String>

    init(headerFields: HTTPFields, environment: LiveEnvironment) {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let (messages, continuation) = AsyncStream<String>.makeStream()
        self.eventLoop = eventLoop
        self.messages = messages
        channels = .makeBoxSendingValue(
            InMemoryChannels(
                headerFields: headerFields, environment: environment, eventLoop: eventLoop, output: continuation),
            eventLoop: eventLoop)
    }

    func send(_ text: String) {
        guard let message = try? Serializer.decode(text: ByteBuffer(string: text)) else { return }
        eventLoop.execute { [channels] in channels.value.receive(message) }
    }

    func receive() async throws -> String? {
        // Iterators of one stream share what it holds.
        var iterator = messages.makeAsyncIterator()
        return await iterator.next(isolation: #isolation)
    }

    func close() {
        eventLoop.execute { [channels] in channels.value.close() }
    }

    /// Whether the browser reads what nobody asked for.
    func setWritable(_ isWritable: Bool) async throws {
        try await eventLoop.submit { [channels] in channels.value.setWritable(isWritable) }.get()
    }
}

/// The topics joined over one in-memory socket. Lives on their event loop.
private final class InMemoryChannels: ChannelTransport {
    private let headerFields: HTTPFields
    private let environment: LiveEnvironment
    private let eventLoop: any EventLoop
    private let output: AsyncStream<String>.Continuation
    private var machine = SocketStateMachine()
    private var channels: [String: any TopicChannel] = [:]
    private(set) var isWritable = true

    init(
        headerFields: HTTPFields, environment: LiveEnvironment, eventLoop: any EventLoop,
        output: AsyncStream<String>.Continuation
    ) {
        self.headerFields = headerFields
        self.environment = environment
        self.eventLoop = eventLoop
        self.output = output
    }

    func setWritable(_ isWritable: Bool) {
        self.isWritable = isWritable
        if isWritable { for channel in channels.values { channel.becameWritable() } }
    }

    func close() {
        let abandoned = channels.values
        channels = [:]
        for channel in abandoned { channel.leave() }
        output.finish()
    }

    // MARK: From the browser

    func receive(_ message: Message) {
        switch machine.received(message) {
        case .join(let joinRef, let replaced):
            if let replaced { stop(replaced) }
            join(message, joinRef: joinRef)
        case .forward: channels[message.topic]?.receive(message)
        case .leave(let reply, let exit):
            send { Serializer.encode(reply, into: &$0) }
            stop(exit)
        case .reply(let reply): send { Serializer.encode(reply, into: &$0) }
        case .ignore: break
        }
    }

    private func stop(_ exit: ChannelExit) {
        channels.removeValue(forKey: exit.topic)?.leave()
        send { Serializer.encode(exit, into: &$0) }
    }

    private func join(_ message: Message, joinRef: String) {
        guard case .view(let id) = Topic(message.topic), case .json(let payload) = message.payload else {
            return refuse(Reply(refusing: message, .unmatchedTopic), joinRef: joinRef)
        }
        do throws(JoinPlan.Refusal) {
            let plan = try JoinPlan(id: id, payload: payload, environment: environment)
            LiveChannel.join(
                id: id, joinRef: joinRef, plan: plan, headerFields: headerFields, environment: environment,
                transport: NIOLoopBound(self, eventLoop: eventLoop), eventLoop: eventLoop
            ) { channels[message.topic] = $0 }
        } catch {
            let reply = Reply(
                joinRef: joinRef, ref: message.ref, topic: message.topic, status: .error,
                response: ["reason": .string(error.rawValue)])
            refuse(reply, joinRef: joinRef)
        }
    }

    private func refuse(_ reply: Reply, joinRef: String) {
        machine.joinRefused(topic: reply.topic, joinRef: joinRef)
        send { Serializer.encode(reply, into: &$0) }
    }

    // MARK: From the channels

    // Views send JSON only, and share no messages.
    var carriesBinary: Bool { false }
    func send(binary message: ByteBuffer) {}
    func send(_ broadcast: ChannelBroadcast) { send(broadcast.message) }

    func makeMessageBuffer() -> ByteBuffer { ByteBuffer() }

    func send(_ message: ByteBuffer) {
        output.yield(String(buffer: message))
    }

    private func send(_ write: (inout ByteBuffer) -> Void) {
        var buffer = makeMessageBuffer()
        write(&buffer)
        send(buffer)
    }

    func channelEnded(_ channel: any TopicChannel, _ end: ChannelEnd) {
        if channels[channel.topic] === channel { channels[channel.topic] = nil }
        switch end {
        case .refused: machine.joinRefused(topic: channel.topic, joinRef: channel.joinRef)
        case .crashed: say(.crashed, of: channel)
        case .closed: say(.closed, of: channel)
        case .evicted:
            say(.closed, of: channel)
            if channels.isEmpty { output.finish() }
        }
    }

    private func say(_ reason: ChannelExit.Reason, of channel: any TopicChannel) {
        guard let exit = machine.channelEnded(topic: channel.topic, joinRef: channel.joinRef, reason: reason) else {
            return
        }
        send { Serializer.encode(exit, into: &$0) }
    }
}
