import PhoenixWire
public import WireJSON

/// One event from the browser: a click, a changed or submitted form, a key, or a hook's `pushEvent`.
public struct LiveEvent: Sendable {
    /// The name in the binding, as `inc` in `phx-click="inc"`. Never empty.
    public let name: String

    /// What came with it.
    ///
    /// For bindings an object: `phx-value-*` attributes as strings, the element's `value`, a keyboard event's `key`. For forms the decoded
    /// fields, nested by their brackets, with `_target` as the path of the field that changed. For hooks whatever was pushed.
    public let value: JSONValue

    /// Whether it comes from a form, changed or submitted.
    public let isForm: Bool

    package init(name: String, value: JSONValue, isForm: Bool = false) {
        self.name = name
        self.value = value
        self.isForm = isForm
    }

    /// The top-level member `name`, if it is a string.
    public subscript(name: String) -> String? { value[name]?.string }

    /// The names that lead to the form's field that changed: `["user", "email"]` for `user[email]`. Empty for a submit, and for all but forms.
    public var target: [String] { isForm ? value["_target"]?.array?.compactMap(\.string) ?? [] : [] }

    /// ``value`` as an application type.
    ///
    /// Text serves as a number, a truth value or a date where one is asked for, because HTML knows text only; in a form, a missing truth value
    /// is `false`, a missing list is empty, and an empty text is `nil` to an optional. Dates are ISO 8601, as date fields have them (UTC
    /// where they name no zone), or milliseconds since 1970.
    ///
    /// - Throws: `DecodingError` when the browser sent another shape; it names the field, never the value. Uncaught, it ends the view;
    ///   the browser mounts it anew. A ``DeclaredEvent`` that decodes is refused instead.
    public func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
        try PayloadDecoder.decode(type, from: value, isForm: isForm)
    }
}

/// Every event, whatever its name.
extension LiveEvent: DeclaredEvent {
    public init?(_ event: LiveEvent) throws { self = event }
}

extension LiveEvent {
    /// The event that an `event` message of the browser carries.
    init(payload: JSONValue) throws(RefusedEvent) {
        guard let name = payload["event"]?.string, !name.isEmpty else { throw RefusedEvent(reason: .message) }
        guard payload["type"]?.string == "form", let fields = payload["value"]?.string else {
            self.init(name: name, value: payload["value"] ?? .null)
            return
        }
        do {
            let value = try FormParameters.event(value: fields, meta: payload["meta"] ?? .null)
            self.init(name: name, value: value, isForm: true)
        } catch {
            throw RefusedEvent(reason: .payload, detail: "\(error)")
        }
    }
}
