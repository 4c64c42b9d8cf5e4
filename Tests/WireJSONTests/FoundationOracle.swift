import Foundation
import WireJSON

/// Foundation's opinion, by `JSONDecoder`.
///
/// It scans lazily, so every value in the text is decoded: only then is all of it judged.
enum FoundationOracle {
    static func parse(_ text: some Sequence<UInt8>) -> JSONValue? {
        try? JSONDecoder().decode(Tree.self, from: Data(text)).value
    }

    static func write(_ value: JSONValue, _ formatting: JSONEncoder.OutputFormatting = []) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        return try encoder.encode(Tree(value: value))
    }

    private struct Tree: Codable {
        var value: JSONValue

        init(value: JSONValue) {
            self.value = value
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                value = .null
            } else if let bool = try? container.decode(Bool.self) {
                value = .bool(bool)
            } else if let integer = try? container.decode(Int.self) {
                value = .integer(integer)
            } else if let number = try? container.decode(Double.self) {
                value = .number(number)
            } else if let string = try? container.decode(String.self) {
                value = .string(string)
            } else if let elements = try? container.decode([Tree].self) {
                value = .array(elements.map(\.value))
            } else {
                value = .object(try container.decode([String: Tree].self).mapValues(\.value))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch value {
            case .null: try container.encodeNil()
            case .bool(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .string(let value): try container.encode(value)
            case .array(let elements): try container.encode(elements.map(Tree.init(value:)))
            case .object(let members): try container.encode(members.mapValues(Tree.init(value:)))
            }
        }
    }
}

extension JSONValue {
    /// Equal but for the case of numbers: Foundation reads `1.0` as an integer, we read only `1` as one.
    func agrees(with other: JSONValue) -> Bool {
        switch (self, other) {
        case (.integer(let one), .integer(let other)): one == other
        case (.integer, .number), (.number, .integer), (.number, .number): number == other.number
        case (.array(let one), .array(let other)):
            one.count == other.count && zip(one, other).allSatisfy { $0.agrees(with: $1) }
        case (.object(let one), .object(let other)):
            one.count == other.count && one.allSatisfy { name, value in other[name].map(value.agrees(with:)) ?? false }
        default: self == other
        }
    }
}
