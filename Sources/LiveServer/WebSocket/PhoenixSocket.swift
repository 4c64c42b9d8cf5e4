import HTTPTypes
import LiveRuntime
import Logging
import NIOCore
import PhoenixWire
import WebSocketServer
import WireJSON

/// The topics a client has joined over one connection.
final class PhoenixSocket: ChannelTransport {
    private let environment: LiveEnvironment
    private let opening: SocketOpening
    private let eventLoop: any EventLoop
    private var machine = SocketStateMachine()
    private var channels: [String: any TopicChannel] = [:]
    /// Nil before the connection is open and after it has closed.
    private var outbound: (any SocketOutbound)?

    init(environment: LiveEnvironment, opening: SocketOpening, eventLoop: any EventLoop) {
        self.environment = environment
        self.opening = opening
        self.eventLoop = eventLoop
    }

    // MARK: From the connection

    func opened(_ outbound: any SocketOutbound) {
        self.outbound = outbound
    }

    /// - Parameter message: shares storage with the read buffer.
    func received(_ message: WebSocketMessage) {
        do {
            switch (message, opening.version) {
            case (.text(let text), .v2): received(try Serializer.decode(text: text))
            case (.binary(let bytes), .v2): received(try Serializer.decode(binary: bytes))
            case (.text(let text), .v1): received(try Serializer.decode(versionOne: text))
            case (.binary, .v1): throw MessageError.wrongShape
            }
        } catch {
            environment.logger.info("undecodable message", metadata: ["error": "\(error)"])
            outbound?.close(.policyViolation, reason: "not a message of the Phoenix channel protocol")
        }
    }

    func becameWritable() {
        for channel in channels.values { channel.becameWritable() }
    }

    func closed() {
        outbound = nil
        let abandoned = channels.values
        channels = [:]
        for channel in abandoned { channel.leave() }
    }

    // MARK: From the channels

    var isWritable: Bool { outbound?.isWritable ?? false }

    var carriesBinary: Bool { opening.version == .v2 && outbound?.carriesBinary == true }

    func makeMessageBuffer() -> ByteBuffer {
        outbound?.makeBuffer(payloadCapacity: 256) ?? ByteBuffer()
    }

    func send(_ message: ByteBuffer) {
        send(message, compression: .automatic)
    }

    private func send(_ message: ByteBuffer, compression: OutgoingCompression) {
        let text = opening.version == .v2 ? message : Serializer.versionOne(of: message)
        outbound?.send(text: text, compression: compression)
    }

    func send(binary message: ByteBuffer) {
        outbound?.send(binary: message, compression: .automatic)
    }

    func send(_ broadcast: ChannelBroadcast) {
        broadcast.isBinary ? send(binary: broadcast.message) : send(broadcast.message)
    }

    func send(page message: ByteBuffer) {
        send(message, compression: .preferred)
    }

    func channelEnded(_ channel: any TopicChannel, _ end: ChannelEnd) {
        if channels[channel.topic] === channel { channels[channel.topic] = nil }
        switch end {
        case .refused: machine.joinRefused(topic: channel.topic, joinRef: channel.joinRef)
        case .crashed: say(.crashed, of: channel)
        case .closed: say(.closed, of: channel)
        case .evicted:
            say(.closed, of: channel)
            // The page was sent elsewhere: 1000 tells the client not to come back.
            if channels.isEmpty { outbound?.close(.normalClosure, reason: "") }
        }
    }

    private func say(_ reason: ChannelExit.Reason, of channel: any TopicChannel) {
        guard let exit = machine.channelEnded(topic: channel.topic, joinRef: channel.joinRef, reason: reason) else {
            return
        }
        send { Serializer.encode(exit, into: &$0) }
    }

    // MARK: Messages

    private func received(_ message: Message) {
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
        switch (Topic(message.topic), message.payload) {
        case (.view(let id), .json(let payload)): joinView(id: id, payload, message, joinRef: joinRef)
        case (.channel, .json(let payload)): joinChannel(payload, message, joinRef: joinRef)
        default: refuse(Reply(refusing: message, .unmatchedTopic), joinRef: joinRef)
        }
    }

    private func joinView(id: String, _ payload: JSONValue, _ message: Message, joinRef: String) {
        do throws(JoinPlan.Refusal) {
            guard opening.isOurPage else { throw .stale }
            let plan = try JoinPlan(id: id, payload: payload, environment: environment)
            // The channel may answer, and even end, before `join` returns: it must be known by then.
            LiveChannel.join(
                id: id, joinRef: joinRef, plan: plan, headerFields: opening.headerFields, environment: environment,
                transport: NIOLoopBound(self, eventLoop: eventLoop), eventLoop: eventLoop
            ) { channels[message.topic] = $0 }
        } catch {
            let reply = Reply(
                joinRef: joinRef, ref: message.ref, topic: message.topic, status: .error,
                response: ["reason": .string(error.rawValue)])
            refuse(reply, joinRef: joinRef)
        }
    }

    private func joinChannel(_ payload: JSONValue, _ message: Message, joinRef: String) {
        let plan = ChannelJoinPlan(
            topic: message.topic, parameters: payload, headerFields: opening.headerFields, location: opening.location,
            routes: environment.routes)
        guard let plan else { return refuse(Reply(refusing: message, .unmatchedTopic), joinRef: joinRef) }
        ApplicationChannel.join(
            plan, joinRef: joinRef, environment: environment,
            transport: NIOLoopBound(self, eventLoop: eventLoop), eventLoop: eventLoop
        ) { channels[message.topic] = $0 }
    }

    /// Answers a join that no channel came of.
    private func refuse(_ reply: Reply, joinRef: String) {
        machine.joinRefused(topic: reply.topic, joinRef: joinRef)
        send { Serializer.encode(reply, into: &$0) }
    }

    private func send(_ write: (inout ByteBuffer) -> Void) {
        guard outbound != nil else { return }
        var buffer = makeMessageBuffer()
        write(&buffer)
        send(buffer)
    }
}

extension PhoenixSocket: WebSocketApplication {
    func opened(_ connection: WebSocketConnection) {
        opened(connection as any SocketOutbound)
    }

    func received(_ message: WebSocketMessage, on _: WebSocketConnection) {
        received(message)
    }

    func becameWritable(_: WebSocketConnection) {
        becameWritable()
    }

    func closed(_: WebSocketEnding) {
        closed()
    }
}

extension WebSocketConnection: SocketOutbound {
    var carriesBinary: Bool { true }
}

@available(*, unavailable)
extension PhoenixSocket: Sendable {}
