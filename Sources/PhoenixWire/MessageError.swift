package import WireJSON

/// Why bytes are not a message, or a message cannot become bytes. Never holds any of the bytes.
///
/// For a message that arrived: the peer speaks another protocol, so close the connection, as Phoenix does (with 1011).
package enum MessageError: Error, Hashable, Sendable {
    /// A text message that is not JSON, with the place.
    case malformedJSON(JSONError)
    /// A text message that is not `[string | null, string | null, string, string, object, …]`.
    case wrongShape
    /// A ref, topic, event or status of more than ``Serializer/maximumHeaderLength`` bytes.
    case headerTooLong
    /// A binary message that starts with another byte than a client's push.
    case unknownKind(UInt8)
    /// A binary message that ends inside its header.
    case truncated
    /// A binary message with a ref, topic or event that is not UTF-8.
    case invalidUTF8
}
