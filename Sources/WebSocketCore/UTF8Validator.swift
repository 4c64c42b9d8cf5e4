/// Whether bytes that arrive in parts are UTF-8; says no at the first byte that cannot belong to any text.
///
/// - SeeAlso: RFC 3629 §4. The Unicode Standard, table 3-7 (well-formed byte sequences).
struct UTF8Validator: Sendable {
    /// Continuation bytes still owed by the character begun last.
    private var missing: UInt8 = 0
    /// What the next continuation byte may be. Only the first one of a character can be narrower than 80…BF.
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// Whether the text may end here: no character is cut in two.
    var isComplete: Bool { missing == 0 }

    /// - Parameter bytes: what follows the bytes given before.
    /// - Returns: whether all of it can still be UTF-8. After `false` the validator is of no more use.
    mutating func accepts(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < bytes.count {
            if missing > 0 {
                guard acceptsContinuation(bytes[index]) else { return false }
                index &+= 1
                continue
            }
            index = Self.endOfWholeCharacters(in: bytes, from: index)
            guard index < bytes.count else { return true }
            // One that is cut by the end of the bytes, or is wrong.
            guard bytes[index] < 0x80 || acceptsStart(bytes[index]) else { return false }
            index &+= 1
        }
        return true
    }

    /// Takes characters while the next four bytes are there, which hold any character whole.
    ///
    /// - Parameter start: where a character starts.
    /// - Returns: where the first character starts that is cut, wrong, or among the last three bytes.
    @inline(__always)
    private static func endOfWholeCharacters(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index &+ 4 <= bytes.count {
            let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
            if word & 0x80 == 0 {
                index = endOfASCII(in: bytes, from: index)
            } else {
                let size = sizeOfCharacter(word)
                guard size > 0 else { return index }
                index &+= size
            }
        }
        return index
    }

    /// - Parameter word: four bytes, the first one lowest, of which the first is not ASCII.
    /// - Returns: how many of them are a character: 2, 3 or 4, or 0 if they begin with none.
    @inline(__always)
    private static func sizeOfCharacter(_ word: UInt32) -> Int {
        if word & 0xC0E0 == 0x80C0 {
            return word & 0x1E == 0 ? 0 : 2  // overlong
        }
        if word & 0xC0_C0F0 == 0x80_80E0 {
            let number = (word & 0x0F) << 12 | (word & 0x3F00) >> 2 | (word & 0x3F_0000) >> 16
            return number < 0x800 || number >> 11 == 0x1B ? 0 : 3  // overlong, surrogate
        }
        if word & 0xC0C0_C0F8 == 0x8080_80F0 {
            let number =
                (word & 0x07) << 18 | (word & 0x3F00) << 4 | (word & 0x3F_0000) >> 10 | (word & 0x3F00_0000) >> 24
            return 0x1_0000...0x10_FFFF ~= number ? 4 : 0
        }
        return 0
    }

    @inline(__always)
    private mutating func acceptsContinuation(_ byte: UInt8) -> Bool {
        guard byte >= lowest, byte <= highest else { return false }
        expect(missing &- 1)
        return true
    }

    /// The first byte of a character of more than one byte.
    @inline(__always)
    private mutating func acceptsStart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xC2...0xDF: expect(1)
        case 0xE0: expect(2, from: 0xA0)  // below: overlong
        case 0xED: expect(2, to: 0x9F)  // above: surrogates
        case 0xE1...0xEF: expect(2)
        case 0xF0: expect(3, from: 0x90)  // below: overlong
        case 0xF1...0xF3: expect(3)
        case 0xF4: expect(3, to: 0x8F)  // above: past U+10FFFF
        default: return false
        }
        return true
    }

    @inline(__always)
    private mutating func expect(_ count: UInt8, from lowest: UInt8 = 0x80, to highest: UInt8 = 0xBF) {
        missing = count
        self.lowest = lowest
        self.highest = highest
    }

    /// Sixteen bytes at a time: nearly all text here is markup and JSON.
    @inline(__always)
    private static func endOfASCII(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        let highBits: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index &+ 16 <= bytes.count {
            let first = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let second = bytes.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
            guard (first | second) & highBits == 0 else { break }
            index &+= 16
        }
        while index < bytes.count, bytes[index] < 0x80 { index &+= 1 }
        return index
    }
}
