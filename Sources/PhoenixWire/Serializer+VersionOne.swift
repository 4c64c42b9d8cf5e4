package import NIOCore
import WireJSON

/// Version 1.0.0: a message is the object `{"topic", "event", "payload", "ref"}`. Nothing in it is binary.
///
/// Everything here is written in version 2 and rewritten where it leaves for one of the few clients that still speak version 1, so that nobody else
/// need know of it.
///
/// - SeeAlso: Phoenix 1.8, `Phoenix.Socket.V1.JSONSerializer`.
extension Serializer {
    /// Decodes one text message of version 1. A `join_ref` may be there; other members are ignored.
    ///
    /// - Throws: ``MessageError``. Close the connection.
    package static func decode(versionOne text: ByteBuffer) throws(MessageError) -> Message {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw .malformedJSON(error)
        }
        guard let topic = value["topic"]?.string, let event = value["event"]?.string, let payload = value["payload"],
            payload.object != nil
        else { throw .wrongShape }
        let message = Message(
            joinRef: try ref(value["join_ref"]), ref: try ref(value["ref"]), topic: topic, event: event,
            payload: .json(payload))
        let headers = [topic, event, message.ref ?? "", message.joinRef ?? ""]
        guard headers.allSatisfy({ $0.utf8.count <= maximumHeaderLength }) else { throw .headerTooLong }
        return message
    }

    private static func ref(_ value: JSONValue?) throws(MessageError) -> String? {
        switch value {
        case nil, .null: return nil
        case .string(let ref): return ref
        default: throw .wrongShape
        }
    }

    /// A text message of version 2, as version 1 has it: without the join's ref.
    ///
    /// - Parameter message: written by this serializer.
    /// - Returns: the message, behind as much room as there was in front of `message`.
    package static func versionOne(of message: ByteBuffer) -> ByteBuffer {
        guard let elements = try? JSONValue(parsing: message).array, elements.count == 5 else {
            preconditionFailure("not a message of this serializer")
        }
        var buffer = message
        buffer.moveWriterIndex(to: message.readerIndex)
        var json = JSONWriter(buffer)
        json.beginObject()
        for (name, element) in zip(["ref", "topic", "event", "payload"], elements.dropFirst()) {
            json.name(name)
            json.value(element)
        }
        json.endObject()
        return json.buffer
    }
}
