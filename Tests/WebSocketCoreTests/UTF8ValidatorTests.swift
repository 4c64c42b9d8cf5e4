import NIOCore
import SeededRandomness
import Testing

@testable import WebSocketCore

@Suite("UTF8Validator · RFC 3629, at the first wrong byte")
struct UTF8ValidatorTests {
    /// The text, its parts given one after another; `nil` when a byte was refused, else whether it may end here.
    private func validate(_ parts: [ArraySlice<UInt8>]) -> Bool? {
        var validator = UTF8Validator()
        for part in parts {
            guard part.withUnsafeBytes({ validator.accepts($0) }) else { return nil }
        }
        return validator.isComplete
    }

    /// Index of the byte at which the text is refused, fed byte by byte.
    private func refusedByte(_ bytes: [UInt8]) -> Int? {
        var validator = UTF8Validator()
        return bytes.indices.first { index in !bytes[index...index].withUnsafeBytes { validator.accepts($0) } }
    }

    static let wellFormed: [String] = [
        "", "Hello-µ@ßöäüàá-UTF-8!!", "κόσμε", "\u{0}", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{FFFF}",
        "\u{10000}", "\u{10FFFF}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{FFFE}", "\u{1FFFE}", "\u{10FFFE}",
        String(repeating: "0123456789abcdef", count: 9) + "é" + String(repeating: "z", count: 40) + "😀",
    ]

    @Test(arguments: wellFormed)
    func `takes every kind of character, cut anywhere`(text: String) {
        let bytes = Array(text.utf8)
        #expect(validate([bytes[...]]) == true)
        #expect(refusedByte(bytes) == nil)
        for cut in bytes.indices { #expect(validate([bytes[..<cut], bytes[cut...]]) == true) }
    }

    /// Bytes, and which of them is the first that no text could have there.
    static let illFormed: [([UInt8], Int)] = [
        ([0x80], 0), ([0xBF], 0), ([0x61, 0x80], 1), ([0xC0, 0xAF], 0), ([0xC1, 0xBF], 0),  // stray, overlong in two
        ([0xE0, 0x80, 0xAF], 1), ([0xE0, 0x9F, 0xBF], 1), ([0xF0, 0x80, 0x80, 0xAF], 1), ([0xF0, 0x8F, 0xBF, 0xBF], 1),
        ([0xED, 0xA0, 0x80], 1), ([0xED, 0xBF, 0xBF], 1), ([0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80], 1),  // surrogates
        ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xF8, 0x88, 0x80, 0x80, 0x80], 0),  // too high
        ([0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], 0), ([0xFE], 0), ([0xFF], 0),
        ([0xC2, 0x41], 1), ([0xE2, 0x82, 0x41], 2), ([0xF0, 0x9F, 0x98, 0x41], 3), ([0xE2, 0xC2], 1),  // cut short
        ([0xCE, 0xBA, 0xE1, 0xBD, 0xB9, 0xCF, 0x83, 0xCE, 0xBC, 0xCE, 0xB5, 0xED, 0xA0, 0x80, 0x65], 12),
        ([0xCE, 0xBA, 0xE1, 0xBD, 0xB9, 0xCF, 0x83, 0xCE, 0xBC, 0xCE, 0xB5, 0xF4, 0x90, 0x80, 0x80, 0x65], 12),
        (Array("0123456789abcdef0123456789abcde".utf8) + [0xFF], 31),
    ]

    @Test(arguments: illFormed)
    func `refuses at the first byte that cannot be`(bytes: [UInt8], first: Int) {
        #expect(refusedByte(bytes) == first)
        #expect(validate([bytes[...]]) == nil)
        #expect(validate([bytes[...first]]) == nil)
        #expect(validate([bytes[..<first]]) != nil)
    }

    @Test func `knows when a character is unfinished`() {
        for bytes: [UInt8] in [[0xC2], [0xE2], [0xE2, 0x82], [0xF0], [0xF0, 0x9F], [0xF0, 0x9F, 0x98]] {
            #expect(validate([bytes[...]]) == false)
        }
    }

    @Test func `agrees with the standard library on every pair and on random bytes`() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let bytes = [first, second]
                #expect((validate([bytes[...]]) == true) == (String(validating: bytes, as: UTF8.self) != nil))
            }
        }
        var generator = SeededGenerator(seed: 3629)
        let leads: [UInt8] = [0x41, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF3, 0xF4, 0x80, 0x9F, 0xA0, 0xBF, 0x8F]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                leads.randomElement(using: &generator)!
            }
            let isValid = validate([bytes[...]]) == true
            #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil))
            #expect((validate(bytes.parts(longest: 2, using: &generator)) == true) == isValid)
        }
    }
}
