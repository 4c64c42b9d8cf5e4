public import NIOCore

/// Writes JSON text straight into a `ByteBuffer`, without a value tree between.
///
/// Calls must nest as JSON does; the writer places the commas and colons, and does not check the nesting.
///
///     var json = JSONWriter(buffer)
///     json.beginObject()
///     json.name("kc")
///     json.integer(3)
///     json.endObject()
public struct JSONWriter {
    public private(set) var buffer: ByteBuffer
    private var needsComma = false

    /// - Parameter buffer: what is in it stays; the text follows.
    public init(_ buffer: ByteBuffer = ByteBuffer()) {
        self.buffer = buffer
    }

    // MARK: Containers

    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// A member's name; its value must follow.
    public mutating func name(_ name: String) {
        string(name)
        buffer.writeInteger(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A member's name that is a position.
    public mutating func name(_ position: Int) {
        beginString()
        stringContent(position)
        endString()
        buffer.writeInteger(UInt8(ascii: ":"))
        needsComma = false
    }

    // MARK: Scalars

    public mutating func string(_ value: String) {
        beginString()
        stringContent(value)
        endString()
    }

    public mutating func string(_ value: StaticString) {
        beginString()
        stringContent(UnsafeBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
        endString()
    }

    public mutating func integer(_ value: Int) {
        separate()
        stringContent(value)
    }

    public mutating func bool(_ value: Bool) {
        separate()
        buffer.writeStaticString(value ? "true" : "false")
    }

    public mutating func null() {
        separate()
        buffer.writeStaticString("null")
    }

    /// Text that is JSON already.
    public mutating func raw(_ json: ByteBuffer) {
        separate()
        buffer.writeImmutableBuffer(json)
    }

    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for (name, member) in members {
                self.name(name)
                self.value(member)
            }
            endObject()
        }
    }

    /// JSON has no infinity and no NaN (RFC 8259 §6): they become `null`, as in `JSON.stringify`.
    public mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        buffer.writeString(value.description)
    }

    // MARK: Strings in pieces

    /// Opens a string; ``stringContent(_:)`` fills it and ``endString()`` closes it.
    public mutating func beginString() {
        separate()
        buffer.writeInteger(UInt8(ascii: "\""))
    }

    public mutating func endString() {
        buffer.writeInteger(UInt8(ascii: "\""))
    }

    public mutating func stringContent(_ text: String) {
        var text = text
        text.withUTF8 { stringContent($0) }
    }

    public mutating func stringContent(_ value: Int) {
        if 0..<10 ~= value {
            buffer.writeInteger(UInt8(ascii: "0") + UInt8(value))
        } else {
            buffer.writeString(String(value))
        }
    }

    /// - Parameter utf8: valid UTF-8, taken as it is but for what JSON must escape (RFC 8259 §7).
    public mutating func stringContent(_ utf8: UnsafeBufferPointer<UInt8>) {
        var clean = 0
        for index in utf8.indices where Self.mustEscape(utf8[index]) {
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(utf8)[clean..<index]))
            writeEscape(of: utf8[index])
            clean = index + 1
        }
        buffer.writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(utf8)[clean..<utf8.count]))
    }

    @inline(__always)
    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func writeEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): buffer.writeStaticString("\\\"")
        case UInt8(ascii: "\\"): buffer.writeStaticString("\\\\")
        case 0x0A: buffer.writeStaticString("\\n")
        case 0x0D: buffer.writeStaticString("\\r")
        case 0x09: buffer.writeStaticString("\\t")
        default:
            let digits: StaticString = "0123456789abcdef"
            buffer.writeStaticString("\\u00")
            buffer.writeInteger(digits.utf8Start[Int(byte >> 4)])
            buffer.writeInteger(digits.utf8Start[Int(byte & 0xF)])
        }
    }

    // MARK: Punctuation

    private mutating func separate() {
        if needsComma { buffer.writeInteger(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        buffer.writeInteger(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        buffer.writeInteger(bracket)
        needsComma = true
    }
}
