import NIOCore
import WireJSON

/// Takes finished HTML, piece by piece: a page's bytes, or a string in a message.
protocol MarkupSink {
    mutating func write(markup utf8: UnsafeBufferPointer<UInt8>)
    mutating func write(markup: StaticString)
    mutating func write(markup number: Int)
}

extension MarkupSink {
    mutating func write(markup: StaticString) {
        markup.withUTF8Buffer { write(markup: $0) }
    }

    mutating func write(markup text: String) {
        var text = text
        text.withUTF8 { write(markup: $0) }
    }
}

extension ByteBuffer: MarkupSink {
    mutating func write(markup utf8: UnsafeBufferPointer<UInt8>) { writeBytes(UnsafeRawBufferPointer(utf8)) }
    mutating func write(markup number: Int) { writeString(String(number)) }
}

/// Between `beginString` and `endString`.
extension JSONWriter: MarkupSink {
    mutating func write(markup utf8: UnsafeBufferPointer<UInt8>) { stringContent(utf8) }
    mutating func write(markup number: Int) { stringContent(number) }
}

/// Text as HTML: `& < > " '` become entities, which is enough between tags, in `<title>` and `<textarea>`, and within either
/// kind of quotation marks.
enum HTMLEscaping {
    static func write(_ text: String, to sink: inout some MarkupSink) {
        var text = text
        text.withUTF8 { write($0, to: &sink) }
    }

    /// Whether `text` is the same as HTML.
    static func isPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { firstSpecial(in: $0, from: 0) == $0.count }
    }

    private static func write(_ utf8: UnsafeBufferPointer<UInt8>, to sink: inout some MarkupSink) {
        var start = 0
        while start < utf8.count {
            let special = firstSpecial(in: utf8, from: start)
            if special > start { sink.write(markup: UnsafeBufferPointer(rebasing: utf8[start..<special])) }
            if special < utf8.count { sink.write(markup: entity(utf8[special])) }
            start = special + 1
        }
    }

    private static func entity(_ byte: UInt8) -> StaticString {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        default: "&#39;"
        }
    }

    /// Offset of the first byte to escape at or after `start`; `utf8.count` if there is none.
    ///
    /// Looks at eight bytes at a time: most text has nothing to escape.
    private static func firstSpecial(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var offset = start
        while offset + 8 <= utf8.count {
            let word = UnsafeRawPointer(utf8.baseAddress!).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let found = specials(in: UInt64(littleEndian: word))
            // The lowest marked byte is the first in the text.
            if found != 0 { return offset + found.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < utf8.count, !isSpecial(utf8[offset]) { offset += 1 }
        return offset
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        // `&` and `'` differ in one bit, and so do `<` and `>`.
        byte == 0x22 || byte | 1 == 0x27 || byte | 2 == 0x3E
    }

    /// The high bit of each special byte. A borrow may mark bytes above the lowest special one wrongly, never below it.
    private static func specials(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotation = word ^ (ones &* 0x22)
        let ampersand = (word | ones) ^ (ones &* 0x27)
        let angle = (word | ones &* 2) ^ (ones &* 0x3E)
        let zeros = (quotation &- ones) & ~quotation | (ampersand &- ones) & ~ampersand | (angle &- ones) & ~angle
        return zeros & (ones &* 0x80)
    }
}
