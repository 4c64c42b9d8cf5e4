/// The cookies of one request.
///
/// Split first and decoded afterwards (RFC 6265 §5.4): an encoded `%3B` in a value must not become another cookie. The
/// first of a repeated name wins. Past ``maximumCount`` cookies the rest is ignored.
public struct CookieHeader: Sendable, Redacted {
    public static let maximumCount = 100

    private var pairs: [(name: String, value: String)] = []

    /// - Parameter fields: values of the request's `Cookie` fields, in order; HTTP/2 may send several.
    public init(_ fields: some Sequence<String>) {
        for var field in fields {
            field.withUTF8 { bytes in
                for pair in bytes.split(separator: UInt8(ascii: ";")) where pairs.count < Self.maximumCount {
                    append(pair)
                }
            }
        }
    }

    /// The decoded value; nil when the cookie is missing or empty.
    public subscript(name: String) -> String? {
        guard var pair = pairs.first(where: { $0.name == name }) else { return nil }
        let decoded = pair.value.withUTF8(Self.decoded)
        let value = decoded ?? pair.value
        return value.isEmpty ? nil : value
    }

    /// Whether one of `names` came more than once: browsers send the older of two that were set for different domains first.
    func repeats(_ names: [String]) -> Bool {
        names.contains { name in pairs.count { $0.name == name } > 1 }
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private mutating func append(_ pair: Bytes) {
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return }
        let name = Self.trimmed(pair[..<equals])
        guard !name.isEmpty else { return }
        let value = Self.unquoted(Self.trimmed(pair[(equals + 1)...]))
        pairs.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }

    private static func trimmed(_ text: Bytes) -> Bytes {
        let start = text.drop(while: isSpace)
        return start.dropLast(start.reversed().prefix(while: isSpace).count)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func unquoted(_ value: Bytes) -> Bytes {
        let quote = UInt8(ascii: "\"")
        guard value.count > 1, value.first == quote, value.last == quote else { return value }
        return value.dropFirst().dropLast()
    }

    /// Percent sequences undone. Nil when there are none, one is malformed, or the result is not UTF-8: the value then
    /// counts as it stands.
    private static func decoded(_ value: UnsafeBufferPointer<UInt8>) -> String? {
        guard value.contains(UInt8(ascii: "%")) else { return nil }
        var bytes: [UInt8] = []
        var rest = value[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
