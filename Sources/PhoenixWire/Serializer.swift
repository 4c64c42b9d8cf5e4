package import NIOCore
package import WireJSON

/// Serializer 2.0.0 of Phoenix channels: between messages and the payload of one WebSocket message.
///
/// A text message is the JSON array `[join_ref, ref, topic, event, payload]`; binary messages are in `Serializer+Binary.swift`.
/// What is written is appended to the caller's buffer, straight from the closure, without a value between.
///
/// - SeeAlso: Phoenix 1.8, `Phoenix.Socket.V2.JSONSerializer`.
package enum Serializer {
    /// Bytes of UTF-8 in a ref, topic, event or status, 255.
    ///
    /// A binary message cannot carry more. Text could, and Phoenix lets it; here it may not, because a socket remembers the
    /// topic and ref of everything joined on it.
    package static let maximumHeaderLength = Int(UInt8.max)

    // MARK: Decoding

    /// Decodes one text message.
    ///
    /// Elements after the fifth are ignored, as Phoenix does; refs are strings or null, and the payload is an object.
    ///
    /// - Parameter text: the whole message. Need not have been checked for UTF-8; its size is the WebSocket layer's to limit.
    /// - Throws: ``MessageError``. Close the connection.
    package static func decode(text: ByteBuffer) throws(MessageError) -> Message {
        try text.withUnsafeReadableBytes { bytes throws(MessageError) in
            var reader = TextReader(parser: JSONParser(bytes.assumingMemoryBound(to: UInt8.self)))
            return try reader.message()
        }
    }

    // MARK: Encoding

    /// Writes a reply whose response has the members that `response` writes. If that throws, nothing is written.
    ///
    ///     try Serializer.reply(joinRef: "4", ref: "8", topic: "lv:phx-1", status: .ok, into: &buffer) { json in
    ///         json.name("diff")
    ///         try diff.write(to: &json)
    ///     }
    ///
    /// - Parameters:
    ///   - joinRef: as the client sent it when it joined. Written as a string: with a number the client drops the reply.
    ///   - response: writes names and values only; the object around them is there already, so an empty one is an empty object.
    package static func reply(
        joinRef: String?, ref: String?, topic: String, status: Reply.Status, into buffer: inout ByteBuffer,
        response: (inout JSONWriter) throws -> Void
    ) rethrows {
        try message(
            joinRef: joinRef, ref: ref, topic: topic, event: ProtocolEvent.reply.rawValue, into: &buffer
        ) { json in
            json.beginObject()
            json.name("status")
            json.string(status.rawValue)
            json.name("response")
            json.beginObject()
            try response(&json)
            json.endObject()
            json.endObject()
        }
    }

    /// Writes a reply whose response is `value`.
    package static func reply(
        joinRef: String?, ref: String?, topic: String, status: Reply.Status, value: JSONValue,
        into buffer: inout ByteBuffer
    ) {
        message(joinRef: joinRef, ref: ref, topic: topic, event: ProtocolEvent.reply.rawValue, into: &buffer) { json in
            json.beginObject()
            json.name("status")
            json.string(status.rawValue)
            json.name("response")
            json.value(value)
            json.endObject()
        }
    }

    /// Writes a reply whose response is empty.
    package static func reply(
        joinRef: String?, ref: String?, topic: String, status: Reply.Status, into buffer: inout ByteBuffer
    ) {
        reply(joinRef: joinRef, ref: ref, topic: topic, status: status, into: &buffer) { _ in }
    }

    /// Writes a push of a channel, whose payload has the members that `payload` writes. If that throws, nothing is written.
    package static func push(
        joinRef: String?, topic: String, event: String, into buffer: inout ByteBuffer,
        payload: (inout JSONWriter) throws -> Void
    ) rethrows {
        try message(joinRef: joinRef, ref: nil, topic: topic, event: event, into: &buffer) { json in
            json.beginObject()
            try payload(&json)
            json.endObject()
        }
    }

    /// Writes a message to everyone who joined `topic`; the same bytes serve them all.
    package static func broadcast(
        topic: String, event: String, into buffer: inout ByteBuffer, payload: (inout JSONWriter) throws -> Void
    ) rethrows {
        try push(joinRef: nil, topic: topic, event: event, into: &buffer, payload: payload)
    }

    package static func encode(_ reply: Reply, into buffer: inout ByteBuffer) {
        self.reply(
            joinRef: reply.joinRef, ref: reply.ref, topic: reply.topic, status: reply.status, into: &buffer
        ) { json in
            for (name, value) in reply.response {
                json.name(name)
                json.value(value)
            }
        }
    }

    /// Writes `phx_close` or `phx_error`, which repeat the join's ref in both places.
    package static func encode(_ exit: ChannelExit, into buffer: inout ByteBuffer) {
        let event: ProtocolEvent = exit.reason == .crashed ? .error : .close
        message(
            joinRef: exit.joinRef, ref: exit.joinRef, topic: exit.topic, event: event.rawValue, into: &buffer
        ) { json in
            json.beginObject()
            if exit.reason == .crashed {
                json.name("reason")
                json.string("channel_crash")
            }
            json.endObject()
        }
    }

    /// Writes any text message; the ones above are made of it.
    ///
    /// - Parameter payload: must write exactly one value, an object. If it throws, nothing is written.
    package static func message(
        joinRef: String?, ref: String?, topic: String, event: String, into buffer: inout ByteBuffer,
        payload: (inout JSONWriter) throws -> Void
    ) rethrows {
        buffer.reserveCapacity(minimumWritableBytes: expectedLength)
        var json = JSONWriter(buffer)
        // Only the writer may hold the storage now, or its first byte would copy it.
        buffer = ByteBuffer()
        let start = json.checkpoint
        defer { buffer = json.buffer }
        json.beginArray()
        json.stringOrNull(joinRef)
        json.stringOrNull(ref)
        json.string(topic)
        json.string(event)
        do {
            try payload(&json)
        } catch {
            json.rewind(to: start)
            throw error
        }
        json.endArray()
    }

    /// Of a reply to a click, rounded up: what room is made for before anything is written.
    private static let expectedLength = 256
}

extension JSONWriter {
    fileprivate mutating func stringOrNull(_ value: String?) {
        if let value { string(value) } else { null() }
    }
}

/// Reads a message's elements one by one, so that no value is made for the headers.
private struct TextReader {
    var parser: JSONParser

    mutating func message() throws(MessageError) -> Message {
        try consume(UInt8(ascii: "["))
        let joinRef = try headerOrNull()
        try consume(UInt8(ascii: ","))
        let ref = try headerOrNull()
        try consume(UInt8(ascii: ","))
        let topic = try header()
        try consume(UInt8(ascii: ","))
        let event = try header()
        try consume(UInt8(ascii: ","))
        let payload = try object()
        try skipRest()
        return Message(joinRef: joinRef, ref: ref, topic: topic, event: event, payload: .json(payload))
    }

    private mutating func headerOrNull() throws(MessageError) -> String? {
        guard try next() == UInt8(ascii: "n") else { return try header() }
        // Nothing else that is JSON starts with an n.
        _ = try json { parser throws(JSONError) in try parser.value() }
        return nil
    }

    private mutating func header() throws(MessageError) -> String {
        guard try next() == UInt8(ascii: "\"") else { throw .wrongShape }
        let text = try json { parser throws(JSONError) in try parser.string() }
        guard text.utf8.count <= Serializer.maximumHeaderLength else { throw .headerTooLong }
        return text
    }

    private mutating func object() throws(MessageError) -> JSONValue {
        guard try next() == UInt8(ascii: "{") else { throw .wrongShape }
        return try json { parser throws(JSONError) in try parser.value() }
    }

    private mutating func skipRest() throws(MessageError) {
        while try next() == UInt8(ascii: ",") {
            try consume(UInt8(ascii: ","))
            _ = try json { parser throws(JSONError) in try parser.value() }
        }
        try json { parser throws(JSONError) in
            try parser.expect(UInt8(ascii: "]"))
            try parser.end()
        }
    }

    private mutating func consume(_ byte: UInt8) throws(MessageError) {
        guard try next() == byte else { throw .wrongShape }
        try json { parser throws(JSONError) in try parser.expect(byte) }
    }

    private mutating func next() throws(MessageError) -> UInt8 {
        try json { parser throws(JSONError) in try parser.peek() }
    }

    private mutating func json<T>(_ step: (inout JSONParser) throws(JSONError) -> T) throws(MessageError) -> T {
        do {
            return try step(&parser)
        } catch {
            throw .malformedJSON(error)
        }
    }
}
