package import WireJSON

/// Queries and form bodies as nested parameters, by the brackets in their names.
///
/// | pairs | parameters |
/// | --- | --- |
/// | `a=1&b` | `{"a": "1", "b": ""}` |
/// | `user[name]=x&user[age]=7` | `{"user": {"name": "x", "age": "7"}}` |
/// | `tag[]=x&tag[]=y` | `{"tag": ["x", "y"]}` |
/// | `line[][sku]=x&line[][n]=2` | `{"line": [{"sku": "x", "n": "2"}]}`: one, as it cannot be seen where a second begins |
///
/// The last pair wins: over the same name before it, and over another shape at the same place. Names without proper brackets,
/// such as `a[b`, are taken as they are.
///
/// - SeeAlso: Plug, `Plug.Conn.Query`, which Phoenix decodes with; WHATWG URL §5.1.
package enum FormParameters {
    /// Pairs in one text, 1000. Far above any form; each costs a few objects. Past it the text is refused.
    package static let maximumPairs = 1000
    /// Names in one bracketed name, 8: `a[b]` has two. Bounds the recursion; past it the text is refused.
    package static let maximumDepth = 8

    /// The parameters in `text`, a query without its question mark or the body of a form.
    ///
    /// - Returns: an object; what is in it are objects, arrays and strings.
    /// - Throws: ``FormParametersError``. Answer an HTTP request with 400; drop a socket's event.
    package static func decode(_ text: String) throws(FormParametersError) -> JSONValue {
        var root = Level()
        // All splitting is by bytes: a character may hold a delimiter together with a combining mark.
        let pairs = Array(text.utf8).split(separator: UInt8(ascii: "&"), maxSplits: maximumPairs)
        guard pairs.count <= maximumPairs else { throw .tooManyPairs }
        for pair in pairs {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let path = try path(of: try decodePart(pair[..<equals]))
            let value = try self.text(of: try decodePart(pair[equals...].dropFirst())[...])
            root.insert(value, at: path[...])
        }
        return root.object
    }

    /// What a form event's handler receives: the fields of `value`, `meta` over them, and `_target` as a path.
    ///
    /// - Parameters:
    ///   - value: the event's `value`, encoded as a form's body.
    ///   - meta: the event's `meta`, `null` if it has none; anything but an object counts as none.
    /// - SeeAlso: LiveView 1.2, `Phoenix.LiveView.Channel`.
    package static func event(value: String, meta: JSONValue = .null) throws(FormParametersError) -> JSONValue {
        var parameters = try decode(value).object ?? [:]
        parameters.merge(meta.object ?? [:]) { _, fromMeta in fromMeta }
        if let target = parameters["_target"]?.string {
            parameters["_target"] = .array(try targetPath(of: target).map { .string($0) })
        }
        return .object(parameters)
    }

    /// The names that lead to a field's value: `["user", "name"]` for the field `user[name]`, `["tags"]` for `tags[]`.
    ///
    /// - Parameter name: as in the markup. The client sends it as it is, so unlike Phoenix this decodes no `%` or `+` in it: the
    ///   path always leads to where ``decode(_:)`` put the value.
    package static func targetPath(of name: String) throws(FormParametersError) -> [String] {
        try path(of: Array(name.utf8)).compactMap(\.self)
    }

    private static func decodePart(_ part: ArraySlice<UInt8>) throws(FormParametersError) -> [UInt8] {
        guard let decoded = PercentEncoding.decode(part, plusIsSpace: true) else { throw .invalidEncoding }
        return decoded
    }

    private static func text(of utf8: ArraySlice<UInt8>) throws(FormParametersError) -> String {
        guard let text = PercentEncoding.text(utf8) else { throw .invalidEncoding }
        return text
    }

    /// `a[b][]` as `["a", "b", nil]`. Only what closes with the last byte, and has a name before its first bracket, is split.
    private static func path(of name: [UInt8]) throws(FormParametersError) -> [String?] {
        let (open, close) = (UInt8(ascii: "["), UInt8(ascii: "]"))
        guard name.last == close, let firstOpen = name.firstIndex(of: open), firstOpen > 0 else {
            return [try text(of: name[...])]
        }
        var path: [String?] = [try text(of: name[..<firstOpen])]
        var start = firstOpen + 1
        // A bracket closes a name only where the next one opens, or at the end.
        for end in start..<name.count where name[end] == close && (end + 1 == name.count || name[end + 1] == open) {
            guard path.count < maximumDepth else { throw .tooDeep }
            path.append(start == end ? nil : try text(of: name[start..<end]))
            start = end + 2
        }
        return path
    }
}

/// Why a text is not form parameters. Never holds any of it.
package enum FormParametersError: Error, Hashable, Sendable {
    /// A `%` without two hexadecimal digits, or bytes that are not UTF-8.
    case invalidEncoding
    case tooManyPairs
    case tooDeep
}

/// What was given at one place: every value in order, because which shape it has is known only at the end.
private struct Level {
    /// `nil` stands for `[]`.
    private var entries: [(name: String?, value: Entry)] = []
    private var levels: [String?: Level] = [:]

    private enum Entry {
        case text(String)
        /// What ``levels`` has under the same name. Its place among the others is that of its first pair.
        case level
    }

    mutating func insert(_ text: String, at path: ArraySlice<String?>) {
        guard let name = path.first else { return }
        guard path.count > 1 else { return entries.append((name, .text(text))) }
        if levels[name] == nil { entries.append((name, .level)) }
        levels[name, default: Level()].insert(text, at: path.dropFirst())
    }

    /// The last pair decides between array and object.
    private var value: JSONValue {
        guard let last = entries.last, last.name == nil else { return object }
        return .array(entries.filter { $0.name == nil }.map(value(of:)))
    }

    var object: JSONValue {
        var members: [String: JSONValue] = [:]
        for entry in entries {
            if let name = entry.name { members[name] = value(of: entry) }
        }
        return .object(members)
    }

    private func value(of entry: (name: String?, value: Entry)) -> JSONValue {
        switch entry.value {
        case .text(let text): .string(text)
        case .level: levels[entry.name]?.value ?? .null
        }
    }
}
