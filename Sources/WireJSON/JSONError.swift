/// Why bytes are not JSON, and where. Never holds any of the bytes.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Hashable, Sendable {
        case unexpectedEnd = "the text ends inside a value"
        case unexpectedByte = "this byte cannot stand here"
        case trailingBytes = "bytes follow the value"
        case tooDeep = "values are nested too deeply"
        case invalidNumber = "this is not a JSON number, or it does not fit a Double"
        case invalidEscape = "this is not a JSON escape"
        case invalidUTF8 = "a string is not UTF-8"
        case controlCharacter = "a control character stands unescaped in a string"
    }

    public let reason: Reason
    /// Offset in bytes from the start of the text.
    public let offset: Int

    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String { "invalid JSON at byte \(offset): \(reason.rawValue)" }
}
