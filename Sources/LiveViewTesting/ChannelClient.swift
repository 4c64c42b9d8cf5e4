public import HTTPTypes
public import LiveRuntime
import NIOCore
import NIOPosix
import PhoenixWire
public import WireJSON

/// A client's part in the conversation on one topic of a ``PhoenixChannel``, in memory. Use it from one task.
///
///     let room = try await pages.join("room:lobby", ["name": "Ada"])
///     try await room.push("say", ["text": "hello"])
///     #expect(try await room.receive() == .init("said", ["text": "hello"]))
public final class ChannelClient {
    /// What the server sent by itself.
    public struct Message: Hashable, Sendable {
        public let event: String
        public let payload: ChannelPayload

        public init(_ event: String, _ payload: ChannelPayload = [:]) {
            self.event = event
            self.payload = payload
        }
    }

    /// What the channel answered.
    public enum Reply: Hashable, Sendable {
        case ok(ChannelPayload)
        case error(ChannelPayload)

        public var response: ChannelPayload {
            switch self {
            case .ok(let response), .error(let response): response
            }
        }
    }

    /// The answer to the join.
    public private(set) var joined = Reply.ok([:])
    /// Messages that came while an answer was awaited.
    private var waiting: [Message] = []
    private let topic: String
    private let eventLoop: any EventLoop
    private let transport: NIOLoopBound<InMemoryChannelTransport>
    private var messages: AsyncStream<InMemoryChannelTransport.Message>.Iterator
    private var lastRef = 1

    fileprivate init(
        topic: String, eventLoop: any EventLoop, transport: NIOLoopBound<InMemoryChannelTransport>,
        messages: AsyncStream<InMemoryChannelTransport.Message>
    ) {
        self.topic = topic
        self.eventLoop = eventLoop
        self.transport = transport
        self.messages = messages.makeAsyncIterator()
    }

    fileprivate func awaitJoin() async throws {
        joined = try await reply(to: "1")
        switch joined {
        case .ok: return
        case .error(.json(let response)):
            throw LiveViewTestingError.joinRefused(String(buffer: response.serialized()))
        case .error(.binary(let bytes)): throw LiveViewTestingError.joinRefused("\(bytes.readableBytes) bytes")
        }
    }

    /// Sends a message and waits for its answer. Only for messages that are answered.
    @discardableResult
    public func push(_ event: String, _ payload: ChannelPayload = [:]) async throws -> Reply {
        lastRef += 1
        send(event, payload, ref: String(lastRef))
        return try await reply(to: String(lastRef))
    }

    /// Sends a message that asks for no answer.
    public func send(_ event: String, _ payload: ChannelPayload = [:]) {
        send(event, payload, ref: nil)
    }

    private func send(_ event: String, _ payload: ChannelPayload, ref: String?) {
        let payload: PhoenixWire.Message.Payload =
            switch payload {
            case .json(let value): .json(value)
            case .binary(let bytes): .binary(bytes)
            }
        let message = PhoenixWire.Message(joinRef: "1", ref: ref, topic: topic, event: event, payload: payload)
        let transport = transport
        eventLoop.execute { transport.value.channel?.receive(message) }
    }

    /// The next message that is no answer.
    ///
    /// - Throws: ``LiveViewTestingError/ended`` when the channel crashed or stopped.
    public func receive() async throws -> Message {
        if !waiting.isEmpty { return waiting.removeFirst() }
        while true {
            if case .push(let message) = try await next() { return message }
        }
    }

    /// Leaves the topic.
    public func leave() {
        let transport = transport
        eventLoop.execute { transport.value.channel?.leave() }
    }

    private func reply(to ref: String) async throws -> Reply {
        while true {
            switch try await next() {
            case .push(let message): waiting.append(message)
            case .reply(let answered, let reply) where answered == ref: return reply
            case .reply: break
            }
        }
    }

    private func next() async throws -> InMemoryChannelTransport.Message {
        guard let message = await messages.next(isolation: #isolation) else { throw LiveViewTestingError.ended }
        return message
    }
}

extension LivePages {
    /// Joins an application's topic, as a client does over its socket.
    ///
    /// - Parameters:
    ///   - parameters: the join's payload.
    ///   - headerFields: of the request that opened the socket.
    /// - Throws: ``LiveViewTestingError/noRoute(_:)`` if nothing serves `topic`, ``LiveViewTestingError/joinRefused(_:)``.
    public func join(
        _ topic: String, _ parameters: JSONValue = [:], headerFields: HTTPFields = [:]
    ) async throws -> ChannelClient {
        let plan = ChannelJoinPlan(
            topic: topic, parameters: parameters, headerFields: headerFields,
            location: LiveLocation(path: "/live/websocket", query: ""), routes: environment.routes)
        guard let plan else { throw LiveViewTestingError.noRoute(topic) }
        let (messages, continuation) = AsyncStream<InMemoryChannelTransport.Message>.makeStream()
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let environment = environment
        let transport = try await eventLoop.submit {
            let transport = InMemoryChannelTransport(messages: continuation)
            ApplicationChannel.join(
                plan, joinRef: "1", environment: environment,
                transport: NIOLoopBound(transport, eventLoop: eventLoop), eventLoop: eventLoop
            ) { transport.channel = $0 }
            return NIOLoopBound(transport, eventLoop: eventLoop)
        }.get()
        let client = ChannelClient(topic: topic, eventLoop: eventLoop, transport: transport, messages: messages)
        try await client.awaitJoin()
        return client
    }
}

/// Carries a channel's messages to a test instead of a socket. Lives on the channel's event loop.
private final class InMemoryChannelTransport: ChannelTransport {
    enum Message: Sendable {
        case push(ChannelClient.Message)
        case reply(to: String, ChannelClient.Reply)
    }

    var channel: ApplicationChannel?
    private let messages: AsyncStream<Message>.Continuation

    init(messages: AsyncStream<Message>.Continuation) {
        self.messages = messages
    }

    var isWritable: Bool { true }
    var carriesBinary: Bool { true }

    func makeMessageBuffer() -> ByteBuffer { ByteBuffer() }

    func send(_ message: ByteBuffer) {
        guard let message = try? Serializer.decode(text: message), case .json(let payload) = message.payload else {
            return
        }
        guard message.event == ProtocolEvent.reply.rawValue else {
            messages.yield(.push(.init(message.event, .json(payload))))
            return
        }
        let response = ChannelPayload.json(payload["response"] ?? .null)
        messages.yield(
            .reply(to: message.ref ?? "", payload["status"] == "error" ? .error(response) : .ok(response)))
    }

    func send(binary message: ByteBuffer) {
        var message = message
        guard let kind: UInt8 = message.readInteger(), let headerCount = [3, 4, 2].dropFirst(Int(kind)).first,
            let lengths = message.readBytes(length: headerCount)
        else { return }
        let headers = lengths.map { message.readString(length: Int($0)) ?? "" }
        switch kind {
        case 1:
            messages.yield(
                .reply(to: headers[1], headers[3] == "error" ? .error(.binary(message)) : .ok(.binary(message))))
        default: messages.yield(.push(.init(headers[headerCount - 1], .binary(message))))
        }
    }

    func send(_ broadcast: ChannelBroadcast) {
        broadcast.isBinary ? send(binary: broadcast.message) : send(broadcast.message)
    }

    func channelEnded(_ channel: any TopicChannel, _ end: ChannelEnd) {
        self.channel = nil
        messages.finish()
    }
}
