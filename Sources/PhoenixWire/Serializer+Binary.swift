package import NIOCore

/// Binary messages: a kind, the lengths of the headers in one byte each, the headers, and the rest is the payload.
///
/// | kind | direction | headers |
/// | --- | --- | --- |
/// | 0, push | from the client | join_ref, ref, topic, event |
/// | 0, push | to the client | join_ref, topic, event |
/// | 1, reply | to the client | join_ref, ref, topic, status |
/// | 2, broadcast | to the client | topic, event |
///
/// A ref that is null has length zero.
extension Serializer {
    private enum Kind {
        static let push: UInt8 = 0
        static let reply: UInt8 = 1
        static let broadcast: UInt8 = 2
    }

    /// Decodes one binary message: clients send only pushes.
    ///
    /// - Parameter binary: the whole message; the payload keeps its storage alive.
    /// - Throws: ``MessageError``. Close the connection.
    package static func decode(binary: ByteBuffer) throws(MessageError) -> Message {
        var bytes = binary
        guard let kind: UInt8 = bytes.readInteger() else { throw .truncated }
        guard kind == Kind.push else { throw .unknownKind(kind) }
        guard let lengths = bytes.readMultipleIntegers(as: (UInt8, UInt8, UInt8, UInt8).self) else { throw .truncated }
        let joinRef = try bytes.readHeader(lengths.0)
        let ref = try bytes.readHeader(lengths.1)
        let topic = try bytes.readHeader(lengths.2)
        let event = try bytes.readHeader(lengths.3)
        return Message(
            joinRef: joinRef.isEmpty ? nil : joinRef, ref: ref.isEmpty ? nil : ref, topic: topic, event: event,
            payload: .binary(bytes))
    }

    /// Writes a reply whose response is `data`.
    ///
    /// - Throws: `.headerTooLong`, with nothing written. The client's refs and topics fit, as they were decoded here.
    package static func reply(
        joinRef: String?, ref: String?, topic: String, status: Reply.Status, data: ByteBuffer,
        into buffer: inout ByteBuffer
    ) throws(MessageError) {
        try write(Kind.reply, [joinRef ?? "", ref ?? "", topic, status.rawValue], data, into: &buffer)
    }

    /// Writes a push of a channel whose payload is `data`.
    ///
    /// - Throws: `.headerTooLong`, with nothing written: the event's name is longer than a binary message can say.
    package static func push(
        joinRef: String?, topic: String, event: String, data: ByteBuffer, into buffer: inout ByteBuffer
    ) throws(MessageError) {
        try write(Kind.push, [joinRef ?? "", topic, event], data, into: &buffer)
    }

    /// Writes a message to everyone who joined `topic`; the same bytes serve them all.
    ///
    /// - Throws: `.headerTooLong`, with nothing written: the topic or the event's name is longer than a binary message can say.
    package static func broadcast(
        topic: String, event: String, data: ByteBuffer, into buffer: inout ByteBuffer
    ) throws(MessageError) {
        try write(Kind.broadcast, [topic, event], data, into: &buffer)
    }

    private static func write(
        _ kind: UInt8, _ headers: [String], _ data: ByteBuffer, into buffer: inout ByteBuffer
    ) throws(MessageError) {
        let lengths = headers.map(\.utf8.count)
        guard lengths.allSatisfy({ $0 <= maximumHeaderLength }) else { throw .headerTooLong }
        buffer.reserveCapacity(minimumWritableBytes: 1 + lengths.reduce(lengths.count, +) + data.readableBytes)
        buffer.writeInteger(kind)
        for length in lengths { buffer.writeInteger(UInt8(length)) }
        for header in headers { buffer.writeString(header) }
        buffer.writeImmutableBuffer(data)
    }
}

extension ByteBuffer {
    fileprivate mutating func readHeader(_ length: UInt8) throws(MessageError) -> String {
        guard let bytes = readSlice(length: Int(length)) else { throw .truncated }
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else { throw .invalidUTF8 }
        return text
    }
}
