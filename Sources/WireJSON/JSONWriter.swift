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

    // MARK: Taking back

    /// Where the writer stands, to come back to.
    public struct Checkpoint: Sendable {
        fileprivate let writerIndex: Int
        fileprivate let needsComma: Bool
    }

    public var checkpoint: Checkpoint {
        Checkpoint(writerIndex: buffer.writerIndex, needsComma: needsComma)
    }

    /// Unwrites everything since `checkpoint`, so that a member may be begun before it is known to have content.
    public mutating func rewind(to checkpoint: Checkpoint) {
        buffer.moveWriterIndex(to: checkpoint.writerIndex)
        needsComma = checkpoint.needsComma
    }

    // MARK: Containers

    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// A member's name; its value must follow.
    public mutating func name(_ name: String) {
        var name = name
        name.withUTF8 { quote($0, asName: true) }
    }

    /// A member's name that is a position.
    public mutating func name(_ position: Int) {
        name(String(position))
    }

    // MARK: Scalars

    public mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { quote($0, asName: false) }
    }

    public mutating func string(_ value: StaticString) {
        value.withUTF8Buffer { quote($0, asName: false) }
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
        let special = StringScan.firstSpecial(in: utf8, from: 0)
        buffer.writeBytes(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: utf8[..<special])))
        if special < utf8.count { writeEscaping(utf8[special...]) }
    }

    /// A whole string in one step, because a step costs more than the bytes of most strings: a comma if one is due, the
    /// quotation marks, and the colon of a name.
    private mutating func quote(_ utf8: UnsafeBufferPointer<UInt8>, asName isName: Bool) {
        guard StringScan.firstSpecial(in: utf8, from: 0) == utf8.count else {
            return quoteEscaping(utf8, asName: isName)
        }
        let comma = needsComma ? 1 : 0
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: comma + utf8.count + 3) { bytes in
            bytes[0] = UInt8(ascii: ",")
            bytes[comma] = UInt8(ascii: "\"")
            let content = UnsafeMutableRawBufferPointer(rebasing: bytes[(comma + 1)...])
            content.copyMemory(from: UnsafeRawBufferPointer(utf8))
            bytes[comma + 1 + utf8.count] = UInt8(ascii: "\"")
            bytes[comma + 2 + utf8.count] = UInt8(ascii: ":")
            return comma + utf8.count + (isName ? 3 : 2)
        }
        needsComma = !isName
    }

    private mutating func quoteEscaping(_ utf8: UnsafeBufferPointer<UInt8>, asName isName: Bool) {
        beginString()
        stringContent(utf8)
        endString()
        guard isName else { return }
        buffer.writeInteger(UInt8(ascii: ":"))
        needsComma = false
    }

    /// In blocks, so that room for the worst case stays small.
    private mutating func writeEscaping(_ utf8: Slice<UnsafeBufferPointer<UInt8>>) {
        var rest = utf8
        while !rest.isEmpty {
            let block = rest.prefix(256)
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: block.count * Self.longestEscape) { bytes in
                var count = 0
                for byte in block { Self.write(byte, to: bytes, at: &count) }
                return count
            }
            rest = rest.dropFirst(block.count)
        }
    }

    /// Of `\u001f`.
    private static let longestEscape = 6

    @inline(__always)
    private static func write(_ byte: UInt8, to bytes: UnsafeMutableRawBufferPointer, at count: inout Int) {
        guard StringScan.isSpecial(byte) else {
            bytes[count] = byte
            count += 1
            return
        }
        bytes[count] = UInt8(ascii: "\\")
        switch byte {
        case 0x0A: bytes[count + 1] = UInt8(ascii: "n")
        case 0x0D: bytes[count + 1] = UInt8(ascii: "r")
        case 0x09: bytes[count + 1] = UInt8(ascii: "t")
        case 0x20...: bytes[count + 1] = byte
        default:
            let digits: StaticString = "0123456789abcdef"
            bytes[count + 1] = UInt8(ascii: "u")
            bytes[count + 2] = UInt8(ascii: "0")
            bytes[count + 3] = UInt8(ascii: "0")
            bytes[count + 4] = digits.utf8Start[Int(byte >> 4)]
            bytes[count + 5] = digits.utf8Start[Int(byte & 0xF)]
            count += 4
        }
        count += 2
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
