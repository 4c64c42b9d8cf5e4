/// A strict parser for RFC 8259 over bytes it does not own.
///
/// Scans forward only. Besides whole values it can be driven element by element, which is how a message's headers are read
/// before its payload.
public struct JSONParser {
    /// How many arrays and objects may enclose a value: recursion costs stack, and no message of ours comes near it.
    public static let maximumDepth = 64

    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    /// How many bytes have been consumed.
    public private(set) var offset = 0

    /// - Parameter bytes: must outlive the parser.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The one value the text consists of; white space around it is allowed.
    public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value()
        try parser.end()
        return value
    }

    /// Succeeds if nothing but white space is left.
    public mutating func end() throws(JSONError) {
        skipWhitespace()
        guard offset == bytes.count else { throw JSONError(.trailingBytes, at: offset) }
    }

    /// Consumes `byte`, after white space, or fails.
    public mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard try peek() == byte else { throw JSONError(.unexpectedByte, at: offset) }
        offset += 1
    }

    /// The next byte that is not white space, not consumed.
    public mutating func peek() throws(JSONError) -> UInt8 {
        skipWhitespace()
        guard offset < bytes.count else { throw JSONError(.unexpectedEnd, at: offset) }
        return bytes[offset]
    }

    /// The value that starts here, after white space. What follows it is not looked at: see ``end()``.
    public mutating func value() throws(JSONError) -> JSONValue {
        try value(depth: 0)
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= Self.maximumDepth else { throw JSONError(.tooDeep, at: offset) }
        switch try peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw JSONError(.unexpectedByte, at: offset)
        }
    }

    private mutating func skipWhitespace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard offset < bytes.count else { throw JSONError(.unexpectedEnd, at: offset) }
            guard bytes[offset] == text.utf8Start[index] else { throw JSONError(.unexpectedByte, at: offset) }
            offset += 1
        }
        return value
    }

    // MARK: Containers

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var members: [String: JSONValue] = [:]
        if try peek() == UInt8(ascii: "}") {
            offset += 1
            return .object(members)
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: offset) }
            let name = try string()
            try expect(UInt8(ascii: ":"))
            members[name] = try value(depth: depth + 1)
            if try hasEnded(UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var elements: [JSONValue] = []
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            if try hasEnded(UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func hasEnded(_ close: UInt8) throws(JSONError) -> Bool {
        let byte = try peek()
        guard byte == close || byte == UInt8(ascii: ",") else { throw JSONError(.unexpectedByte, at: offset) }
        offset += 1
        return byte == close
    }

    // MARK: Numbers

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        var isInteger = true
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let firstDigit = offset
        skipDigits()
        // RFC 8259 §6: at least one digit, and no leading zero before others.
        guard offset > firstDigit, bytes[firstDigit] != UInt8(ascii: "0") || offset == firstDigit + 1 else {
            throw JSONError(.invalidNumber, at: start)
        }
        if stands(UInt8(ascii: ".")) {
            isInteger = false
            offset += 1
            try requireDigits(of: start)
        }
        if stands(UInt8(ascii: "e")) || stands(UInt8(ascii: "E")) {
            isInteger = false
            offset += 1
            if stands(UInt8(ascii: "+")) || stands(UInt8(ascii: "-")) { offset += 1 }
            try requireDigits(of: start)
        }
        if isInteger, let exact = integer(in: start..<offset) { return .integer(exact) }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard let approximate = Double(text), approximate.isFinite else { throw JSONError(.invalidNumber, at: start) }
        return .number(approximate)
    }

    /// The value of an optional minus sign and digits; `nil` if it does not fit.
    private func integer(in range: Range<Int>) -> Int? {
        let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
        // Counted downwards, because the least `Int` has no positive counterpart.
        var negated = 0
        for offset in range.dropFirst(isNegative ? 1 : 0) {
            let (shifted, overflow) = negated.multipliedReportingOverflow(by: 10)
            let (next, underflow) = shifted.subtractingReportingOverflow(Int(bytes[offset] - UInt8(ascii: "0")))
            if overflow || underflow { return nil }
            negated = next
        }
        guard !isNegative else { return negated }
        return negated == .min ? nil : -negated
    }

    private func stands(_ byte: UInt8) -> Bool {
        offset < bytes.count && bytes[offset] == byte
    }

    private mutating func skipDigits() {
        while offset < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[offset] { offset += 1 }
    }

    private mutating func requireDigits(of start: Int) throws(JSONError) {
        let first = offset
        skipDigits()
        guard offset > first else { throw JSONError(.invalidNumber, at: start) }
    }

    // MARK: Strings

    /// The string that starts at the current quotation mark.
    public mutating func string() throws(JSONError) -> String {
        try expect(UInt8(ascii: "\""))
        let start = offset
        offset = StringScan.firstSpecial(in: bytes, from: start)
        guard offset < bytes.count else { throw JSONError(.unexpectedEnd, at: offset) }
        switch bytes[offset] {
        case UInt8(ascii: "\""):
            let text = StringScan.text(UnsafeBufferPointer(rebasing: bytes[start..<offset]))
            guard let text else { throw JSONError(.invalidUTF8, at: start) }
            offset += 1
            return text
        case UInt8(ascii: "\\"): return try escapedString(from: start)
        default: throw JSONError(.controlCharacter, at: offset)
        }
    }

    /// - Precondition: `offset` is at the first reverse solidus of the string whose content begins at `start`.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var unescaped: [UInt8] = []
        var plain = start
        while true {
            offset = StringScan.firstSpecial(in: bytes, from: offset)
            unescaped.append(contentsOf: bytes[plain..<offset])
            guard offset < bytes.count else { throw JSONError(.unexpectedEnd, at: offset) }
            let byte = bytes[offset]
            guard byte >= 0x20 else { throw JSONError(.controlCharacter, at: offset) }
            offset += 1
            guard byte == UInt8(ascii: "\\") else { break }
            try appendEscape(to: &unescaped)
            plain = offset
        }
        let text = unescaped.withUnsafeBufferPointer(StringScan.text)
        guard let text else { throw JSONError(.invalidUTF8, at: start) }
        return text
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        guard offset < bytes.count else { throw JSONError(.unexpectedEnd, at: offset) }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: Unicode.UTF8.encode(try unicodeEscape())!)
        default: throw JSONError(.invalidEscape, at: offset - 1)
        }
    }

    /// One `\uXXXX`, or the two of a surrogate pair. A surrogate on its own names no character: U+FFFD, as browsers decode it.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let unit = try hexadecimal()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(unit)), offset + 1 < bytes.count,
            bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let afterLead = offset
        offset += 2
        let trail = try hexadecimal()
        guard UTF16.isTrailSurrogate(UInt16(trail)) else {
            offset = afterLead
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (trail - 0xDC00))!
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch bytes[offset] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[offset] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[offset] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[offset] - UInt8(ascii: "A") + 10
            default: throw JSONError(.invalidEscape, at: offset)
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }
}
