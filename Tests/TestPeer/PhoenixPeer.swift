package import NIOCore
package import WireJSON

/// One message of the Phoenix channel protocol, version 2.
package struct PhoenixMessage: Equatable, Sendable {
    package var joinRef: String?
    package var ref: String?
    package var topic: String
    package var event: String
    package var payload: JSONValue

    package init(joinRef: String?, ref: String?, topic: String, event: String, payload: JSONValue = [:]) {
        self.joinRef = joinRef
        self.ref = ref
        self.topic = topic
        self.event = event
        self.payload = payload
    }

    package init(_ text: String) throws {
        guard let elements = try JSONValue(parsing: text).array, elements.count == 5, let topic = elements[2].string,
            let event = elements[3].string
        else { throw PeerConnection.Failure("not a message: \(text)") }
        self.init(
            joinRef: elements[0].string, ref: elements[1].string, topic: topic, event: event, payload: elements[4])
    }

    package var text: String {
        let elements: [JSONValue] = [
            joinRef.map { .string($0) } ?? .null, ref.map { .string($0) } ?? .null, .string(topic), .string(event),
            payload,
        ]
        return String(buffer: JSONValue.array(elements).serialized())
    }

    /// Of a reply.
    package var status: String? { payload["status"]?.string }
    package var response: JSONValue? { payload["response"] }
}

/// One binary message from a server.
package struct BinaryPhoenixMessage: Equatable, Sendable {
    package enum Kind: UInt8, Sendable {
        case push
        case reply
        case broadcast
    }

    package var kind: Kind
    /// Join ref, topic and event of a push; join ref, ref, topic and status of a reply; topic and event of a broadcast.
    package var headers: [String]
    package var bytes: ByteBuffer

    package init(_ kind: Kind, _ headers: [String], _ bytes: ByteBuffer) {
        self.kind = kind
        self.headers = headers
        self.bytes = bytes
    }

    init(_ frame: ByteBuffer) throws {
        var frame = frame
        guard let kind = frame.readInteger(as: UInt8.self).flatMap(Kind.init),
            let lengths = frame.readBytes(length: kind == .push ? 3 : kind == .reply ? 4 : 2)
        else { throw PeerConnection.Failure("not a binary message: \(frame)") }
        let headers = lengths.compactMap { frame.readString(length: Int($0)) }
        self.init(kind, headers, frame)
    }
}

/// A page's end of a live socket: joins topics, pushes, and reads what comes, in order.
package final class PhoenixPeer: Sendable {
    package let webSocket: WebSocketPeer

    package init(_ webSocket: WebSocketPeer) {
        self.webSocket = webSocket
    }

    package func send(_ message: PhoenixMessage) async throws {
        try await webSocket.send(text: message.text)
    }

    /// The next message, whatever it is.
    package func receive() async throws -> PhoenixMessage {
        switch try await webSocket.receive() {
        case .text(let text): return try PhoenixMessage(text)
        case let other: throw PeerConnection.Failure("not a message: \(other)")
        }
    }

    /// Sends a push whose payload is bytes.
    package func send(
        joinRef: String, ref: String, topic: String, event: String, bytes: ByteBuffer
    ) async throws {
        let headers = [joinRef, ref, topic, event].map { Array($0.utf8) }
        let frame = [0] + headers.map { UInt8($0.count) } + headers.joined() + Array(bytes.readableBytesView)
        try await webSocket.connection.send(WebSocketPeer.frame(0x82, frame))
    }

    /// The next message, which must be binary.
    package func receiveBinary() async throws -> BinaryPhoenixMessage {
        switch try await webSocket.receive() {
        case .binary(let bytes): return try BinaryPhoenixMessage(bytes)
        case let other: throw PeerConnection.Failure("not a binary message: \(other)")
        }
    }

    /// Sends `message` and gives the reply to it, which must be the next thing to come.
    package func ask(_ message: PhoenixMessage) async throws -> PhoenixMessage {
        try await send(message)
        let reply = try await receive()
        guard reply.event == "phx_reply", reply.ref == message.ref, reply.topic == message.topic else {
            throw PeerConnection.Failure("not the reply to \(message.event) on \(message.topic): \(reply.text)")
        }
        return reply
    }

    /// Whether the socket lives and nothing else is on its way: a heartbeat's reply must be the next thing to come.
    package func heartbeat(ref: String = "heartbeat") async throws {
        let reply = try await ask(PhoenixMessage(joinRef: nil, ref: ref, topic: "phoenix", event: "heartbeat"))
        guard reply.status == "ok", reply.response == [:], reply.joinRef == nil else {
            throw PeerConnection.Failure("not a heartbeat's reply: \(reply.text)")
        }
    }
}
