/// Finds what ends or interrupts a run of plain string content: a quotation mark, a reverse solidus, or a control character.
///
/// These are at once the bytes a parser must look at and the ones a writer must escape (RFC 8259 §7). Everything else,
/// including every byte of a multi-byte UTF-8 sequence, passes as it is.
enum StringScan {
    /// Offset of the first such byte at or after `start`; `bytes.count` if there is none.
    ///
    /// Looks at eight bytes at a time: most strings on the wire are markup and form values with long plain runs.
    static func firstSpecial(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var offset = start
        while offset + 8 <= bytes.count {
            let word = UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let found = specials(in: UInt64(littleEndian: word))
            // The lowest marked byte is the first in the text.
            if found != 0 { return offset + found.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < bytes.count, !isSpecial(bytes[offset]) { offset += 1 }
        return offset
    }

    /// The text of `utf8`; `nil` if it is not UTF-8.
    ///
    /// Short, plain ASCII is the rule, and `String(validating:as:)` costs several times what such a string does.
    static func text(_ utf8: UnsafeBufferPointer<UInt8>) -> String? {
        isASCII(utf8) ? String(decoding: utf8, as: UTF8.self) : String(validating: utf8, as: UTF8.self)
    }

    private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var union: UInt64 = 0
        var offset = 0
        while offset + 8 <= bytes.count {
            union |= UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        for byte in bytes[offset...] { union |= UInt64(byte) }
        return union & 0x8080_8080_8080_8080 == 0
    }

    @inline(__always)
    static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// The high bit of each special byte. A borrow may mark bytes above the lowest special one wrongly, never below it.
    @inline(__always)
    private static func specials(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotation = word ^ (ones &* 0x22)
        let solidus = word ^ (ones &* 0x5C)
        let control = (word &- ones &* 0x20) & ~word
        return (control | (quotation &- ones) & ~quotation | (solidus &- ones) & ~solidus) & (ones &* 0x80)
    }
}
