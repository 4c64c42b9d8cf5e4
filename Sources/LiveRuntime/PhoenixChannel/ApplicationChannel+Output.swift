import NIOCore
import PhoenixWire
import WireJSON

extension ApplicationChannel {
    // MARK: Encoding

    /// A message from outside the channel; it waits for the join's reply if that is still owed.
    func push(_ name: String, _ payload: JSONValue) {
        emit(push: name, .json(payload))
    }

    func emit(_ output: ChannelSocket.Effects.Output) {
        switch output {
        case .push(let event, let payload): emit(push: event, payload)
        // Read now, not when it was asked for: a diff that was sent meanwhile must not be undone.
        case .presences:
            emit(push: ProtocolEvent.presenceState.rawValue, .json(environment.pubSub.presences(on: topic).json))
        }
    }

    private func emit(push event: String, _ payload: ChannelPayload) {
        let output = encoded(payload) { buffer, value in
            Serializer.message(joinRef: joinRef, ref: nil, topic: topic, event: event, into: &buffer) {
                $0.value(value)
            }
        } binary: { buffer, bytes throws(MessageError) in
            try Serializer.push(joinRef: joinRef, topic: topic, event: event, data: bytes, into: &buffer)
        }
        if let output { emit(output) }
    }

    func emit(reply response: ChannelPayload, _ status: Reply.Status, ref: String) {
        if let output = encoded(reply: response, status, ref: ref) { emit(output) }
    }

    /// Answers the join, ahead of everything that waits.
    func answerJoin(_ status: Reply.Status, _ response: ChannelPayload) {
        if let output = encoded(reply: response, status, ref: joinRef) { send(output) }
    }

    private func encoded(reply response: ChannelPayload, _ status: Reply.Status, ref: String) -> Outbox.Output? {
        encoded(response) { buffer, value in
            Serializer.reply(joinRef: joinRef, ref: ref, topic: topic, status: status, value: value, into: &buffer)
        } binary: { buffer, bytes throws(MessageError) in
            try Serializer.reply(
                joinRef: joinRef, ref: ref, topic: topic, status: status, data: bytes, into: &buffer)
        }
    }

    /// `nil` after the channel has ended, or ends because of it.
    private func encoded(
        _ payload: ChannelPayload, text: (inout ByteBuffer, JSONValue) -> Void,
        binary: (inout ByteBuffer, ByteBuffer) throws(MessageError) -> Void
    ) -> Outbox.Output? {
        if case .ended = phase { return nil }
        var buffer = transport.value.makeMessageBuffer()
        switch payload {
        case .json(let value):
            text(&buffer, value)
            return .text(buffer)
        case .binary(let bytes):
            do {
                try binary(&buffer, bytes)
                return .binary(buffer)
            } catch {
                crash(LiveViewError.eventNameIsTooLong)
                return nil
            }
        }
    }

    // MARK: Sending

    /// Sends now, or when the client takes it: what was said first arrives first.
    func emit(_ output: Outbox.Output) {
        if case .ended = phase { return }
        guard phase == .live, outbox.isEmpty, transport.value.isWritable else { return wait(output) }
        send(output)
    }

    private func wait(_ output: Outbox.Output) {
        do {
            try outbox.append(output)
        } catch {
            crash(error)
        }
    }

    /// - Parameter evenIfNotTaken: the channel is about to end, and this is its last word.
    func sendWaiting(evenIfNotTaken: Bool = false) {
        while phase == .live, evenIfNotTaken || transport.value.isWritable, let output = outbox.popFirst() {
            send(output)
        }
    }

    private func send(_ output: Outbox.Output) {
        switch output {
        case .text(let message): transport.value.send(message)
        case .binary(let message) where transport.value.carriesBinary: transport.value.send(binary: message)
        case .broadcast(let broadcast) where !broadcast.isBinary || transport.value.carriesBinary:
            transport.value.send(broadcast)
        case .binary, .broadcast: crash(LiveViewError.clientTakesNoBinary)
        }
    }
}
