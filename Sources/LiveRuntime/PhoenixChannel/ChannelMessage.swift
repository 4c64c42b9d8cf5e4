import NIOCore
import NIOFoundationEssentialsCompat
public import WireJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One message from a channel's client: `channel.push("say", {text: "hello"})`.
public struct ChannelMessage: Sendable {
    /// As `say`. The client's to choose.
    public let event: String
    public let payload: ChannelPayload

    /// The payload's top-level member `name`, if it is a string.
    public subscript(name: String) -> String? { value[name]?.string }

    /// The payload; `null` if it is bytes.
    public var value: JSONValue {
        guard case .json(let value) = payload else { return .null }
        return value
    }

    /// ``value`` as an application type.
    ///
    /// - Throws: `DecodingError` when the client sent another shape. Uncaught, it ends the channel; the client joins anew.
    public func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(type, from: Data(buffer: value.serialized()))
    }
}
