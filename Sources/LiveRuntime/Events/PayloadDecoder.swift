import WireJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads application types out of what a browser sent, straight from its value.
///
/// HTML sends text: attributes and fields are strings whatever they stand for. So a string serves wherever its text is a number or a truth
/// value. A date is ISO 8601 text, as a date field or `JSON.stringify` gives it, or milliseconds since 1970, as `Date.now()` does.
///
/// A form says nothing of an unchecked box or an empty multiple choice, and an empty text of a field left out. So in a form a missing
/// truth value is `false`, a missing list is empty, an empty text is `nil` where an optional is asked for, and fields named
/// `line[0][sku]`, `line[1][sku]` are a list in the order of their numbers.
///
/// Errors name the field, never what was in it.
struct PayloadDecoder {
    /// What stands at one place; `nil` where nothing does.
    let value: JSONValue?
    let isForm: Bool
    var path: [any CodingKey] = []

    static func decode<T: Decodable>(_ type: T.Type, from value: JSONValue, isForm: Bool) throws -> T {
        do {
            return try PayloadDecoder(value: value, isForm: isForm).decode(type)
        } catch let error as DecodingError {
            throw error.withoutValues
        }
    }

    func child(_ value: JSONValue?, at key: any CodingKey) -> PayloadDecoder {
        PayloadDecoder(value: value, isForm: isForm, path: path + [key])
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        if value == nil, isForm, let empty = (type as? any DecodableWhenAbsent.Type)?.absent as? T { return empty }
        if let special = try decodeSpecial(type) { return special }
        return try T(from: self)
    }

    /// Types that stand for one value, but whose own `Decodable` knows nothing of browsers.
    private func decodeSpecial<T>(_ type: T.Type) throws -> T? {
        switch type {
        case is JSONValue.Type: try present(type) as? T
        case is Date.Type: try date() as? T
        case is URL.Type: try convert(type) { $0.string.flatMap { URL(string: $0) } as? T }
        case is Decimal.Type: try convert(type) { $0.numberText.flatMap { Decimal(string: $0) } as? T }
        default: nil
        }
    }

    private func date() throws -> Date {
        try convert(Date.self) { value in
            switch value {
            case .string(let text): Date(browserText: text)
            default: value.number.map { Date(timeIntervalSince1970: $0 / 1000) }
            }
        }
    }

    // MARK: Values

    /// `value` as `convert` makes it.
    func convert<T>(_ type: T.Type, _ convert: (JSONValue) -> T?) throws -> T {
        guard let converted = convert(try present(type)) else { throw mismatch(type) }
        return converted
    }

    func present(_ type: Any.Type) throws -> JSONValue {
        guard let value, value != .null else {
            throw DecodingError.valueNotFound(type, .init(codingPath: path, debugDescription: "is missing"))
        }
        return value
    }

    func mismatch(_ type: Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: path, debugDescription: "is not readable as \(type)"))
    }

    /// Whether there is nothing here, as far as an optional is concerned.
    var isNil: Bool {
        switch value {
        case nil, .null: true
        case .string(let text): isForm && text.isEmpty
        default: false
        }
    }

    /// The elements of a list; of a form's fields numbered in their names, too.
    func elements() throws -> [JSONValue] {
        try convert([JSONValue].self) { value in
            if let elements = value.array { return elements }
            guard isForm, let members = value.object else { return nil }
            let numbered = members.compactMap { name, member in Int(name).map { ($0, member) } }
            guard numbered.count == members.count else { return nil }
            return numbered.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

/// What a form leaves out when it is empty.
private protocol DecodableWhenAbsent {
    static var absent: Self { get }
}

extension Bool: DecodableWhenAbsent {
    static var absent: Bool { false }
}

extension Array: DecodableWhenAbsent {
    static var absent: [Element] { [] }
}

extension Set: DecodableWhenAbsent {
    static var absent: Set<Element> { [] }
}

extension JSONValue {
    /// A number, or text that is one, as text that Swift's number types read. Text like `nan` or `0x10`, which they read too, is none.
    var numberText: String? {
        switch self {
        case .integer(let number): return String(number)
        case .number(let number): return number.description
        case .string(let text):
            let isNumber = text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
            }
            return isNumber ? text : nil
        default: return nil
        }
    }

    /// A truth value as JSON or a checkbox has it.
    var truth: Bool? {
        switch self {
        case .bool(let value): value
        case .string("true"), .string("on"), .string("1"): true
        case .string("false"), .string("off"), .string("0"), .string(""): false
        default: nil
        }
    }
}

extension DecodingError {
    /// The same error without what the types involved had to say: that may quote the visitor.
    var withoutValues: DecodingError {
        switch self {
        case .keyNotFound(let key, let context):
            .keyNotFound(key, context.saying("is missing", below: key))
        case .valueNotFound(let type, let context):
            .valueNotFound(type, context.saying("is missing"))
        case .typeMismatch(let type, let context):
            .typeMismatch(type, context.saying("is not readable as \(type)"))
        case .dataCorrupted(let context): .dataCorrupted(context.saying("is not acceptable"))
        @unknown default: .dataCorrupted(.init(codingPath: [], debugDescription: "the payload is not acceptable"))
        }
    }

    /// Which field, and what is wrong with it: `user[age] is not readable as Int`.
    package var sentence: String {
        switch self {
        case .keyNotFound(_, let context), .valueNotFound(_, let context), .typeMismatch(_, let context),
            .dataCorrupted(let context):
            context.debugDescription
        @unknown default: "the payload is not acceptable"
        }
    }

    /// The names that lead to the field.
    package var field: [String] {
        switch self {
        case .keyNotFound(let key, let context): context.fieldPath + [key.stringValue]
        case .valueNotFound(_, let context), .typeMismatch(_, let context), .dataCorrupted(let context):
            context.fieldPath
        @unknown default: []
        }
    }
}

extension DecodingError.Context {
    fileprivate func saying(_ text: String, below key: (any CodingKey)? = nil) -> Self {
        let names = fieldPath + (key.map { [$0.stringValue] } ?? [])
        let field = names.first.map { $0 + names.dropFirst().map { "[\($0)]" }.joined() } ?? "the payload"
        return .init(codingPath: codingPath, debugDescription: "\(field) \(text)")
    }

    fileprivate var fieldPath: [String] {
        // Not the name that an event's only value has where it has none.
        codingPath.filter { $0.stringValue != "_0" }.map { $0.intValue.map(String.init) ?? $0.stringValue }
    }
}
