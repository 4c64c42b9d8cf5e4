public import NIOCore
import PhoenixWire
public import WireJSON

/// What a message carries: JSON, or bytes.
public enum ChannelPayload: Hashable, Sendable {
    /// An object, whoever sends it.
    case json(JSONValue)
    /// Reaches clients over a WebSocket with version 2 of the protocol only.
    case binary(ByteBuffer)

    init(_ payload: Message.Payload) {
        switch payload {
        case .json(let value): self = .json(value)
        case .binary(let bytes): self = .binary(bytes)
        }
    }
}

extension ChannelPayload: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .json(.object(Dictionary(members) { _, last in last }))
    }
}
