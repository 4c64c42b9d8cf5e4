import NIOCore
import NIOFoundationEssentialsCompat
public import WireJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One event from the browser: a click, a changed or submitted form, a key, or a hook's `pushEvent`.
public struct LiveEvent: Sendable {
    /// The name in the binding, as `inc` in `phx-click="inc"`. Never empty.
    public let name: String

    /// What came with it.
    ///
    /// For bindings an object: `phx-value-*` attributes as strings, the element's `value`, a keyboard event's `key`. For forms the decoded
    /// fields, nested by their brackets, with `_target` as the path of the field that changed. For hooks whatever was pushed.
    public let value: JSONValue

    package init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// The top-level member `name`, if it is a string.
    public subscript(name: String) -> String? { value[name]?.string }

    /// ``value`` as an application type.
    ///
    /// - Throws: `DecodingError` when the browser sent another shape. Uncaught, it ends the view; the browser mounts it anew.
    public func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(type, from: Data(buffer: value.serialized()))
    }
}
