import NIOCore
import Testing
import WireJSON

@Suite("JSONParser · RFC 8259, and nothing else")
struct JSONParserTests {
    @Test(
        arguments: [
            ("null", .null), ("true", true), ("false", false), (" \t\r\n1 \t\r\n", 1), (#""""#, ""),
            ("[]", []), ("[ ]", []), ("{}", [:]), ("{ }", [:]), ("[1,[2],{}]", [1, [2], [:]]),
            (#"{"a":1,"":{"b":[null]}}"#, ["a": 1, "": ["b": [.null]]]), (#"{ "a" : 1 , "b" : 2 }"#, ["a": 1, "b": 2]),
        ] as [(String, JSONValue)])
    func `accepts the six kinds of values, with white space around`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "nullx", "True", "NULL", "undefined", "NaN", "Infinity", "-Infinity", "'a'", "a", "\u{FEFF}1",
        "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1}", "[1]]", "[1],", "[1:2]",
        "{", "}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{"a" 1}"#, #"{"a":1 "b":2}"#, "{a:1}", "{1:1}",
        "{null:1}",
        #"{"a":1"#, #"{"a":1]"#, #"{"a":1}}"#, "1 2", "1,", "1//", "/**/1", "#1", "\u{A0}1", "\u{2028}1", "\u{0B}1",
        "\u{0C}1",
        #"""#, #""a"#, #""\"#, #""\""#, #""a" "b""#, #""\x41""#, #""\'""#, #""\0""#, #""\u""#, #""\u004""#,
        #""\u004g""#, #""\U0041""#,
        #""\u+041""#, #""\u 041""#, "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"", "\"a\\\n\"",
        "+1", "-", "--1", "01", "-01", "00", "1.", ".1", "-.1", "1e", "1e+", "1e-", "1E", "1.e1", "1.5.5", "1e1.5",
        "1e5e5", "0x1",
        "1a", "1_000", "1,000", "١", "²", "- 1", "1e999", "-1e999",
    ])
    func `refuses what RFC 8259 does not allow`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }

    // MARK: Numbers, RFC 8259 §6

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("9", 9), ("-1", -1), ("10", 10), ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("999999999999999999", 999_999_999_999_999_999),
        ] as [(String, Int)])
    func `integers that fit are exact`(text: String, value: Int) throws {
        #expect(try JSONValue(parsing: text) == .integer(value))
    }

    @Test(
        arguments: [
            ("9223372036854775808", 9_223_372_036_854_775_808), ("-9223372036854775809", -9.223372036854775808e18),
            ("123456789012345678901234567890", 1.2345678901234568e29), ("0.0", 0), ("1.0", 1),
            ("0.1", 0.1),
            ("-1.5", -1.5), ("1e0", 1), ("1E+2", 100), ("1e-2", 0.01), ("0e5", 0),
            ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("5e-324", .leastNonzeroMagnitude), ("1e-999", 0), ("2.2250738585072014e-308", .leastNormalMagnitude),
        ] as [(String, Double)])
    func `other numbers are the nearest Double`(text: String, value: Double) throws {
        #expect(try JSONValue(parsing: text) == .number(value))
    }

    // MARK: Strings, RFC 8259 §7

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC\u0000\uFFFF""#, "Aé€\u{0}\u{FFFF}"),
        (#""\ud83d\ude00""#, "😀"), (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"), ("\"aéß€한😀\"", "aéß€한😀"),
        ("\"\u{7F}\u{2028}\u{2029}\u{FEFF}\"", "\u{7F}\u{2028}\u{2029}\u{FEFF}"),
    ])
    func `decodes every escape, and leaves all else alone`(text: String, value: String) throws {
        #expect(try JSONValue(parsing: text).string?.unicodeScalars.elementsEqual(value.unicodeScalars) == true)
    }

    /// Texts of browsers may hold them, and Swift strings cannot: as `TextEncoder` does.
    @Test(arguments: [
        (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
        (#""\ud83d\n""#, "\u{FFFD}\n"),
        (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
        (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    ])
    func `a surrogate without its other half becomes U+FFFD`(text: String, value: String) throws {
        #expect(try JSONValue(parsing: text) == .string(value))
    }

    @Test(arguments: [#""\ud83d\u""#, #""\ud83d\u12"#, #""\ud83d\ux000""#, #""\ud83d\"#])
    func `a surrogate does not excuse a broken escape after it`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE2, 0x82], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3, 0x28],
        ] as [[UInt8]])
    func `a string that is not UTF-8 is refused, wherever it breaks`(invalid: [UInt8]) {
        for padding in 0...9 {
            for tail in ["", "tail", #"\n"#, "long enough for a word"] {
                let content = Array(repeating: UInt8(ascii: "a"), count: padding) + invalid + Array(tail.utf8)
                let text = ByteBuffer(bytes: Array("\"".utf8) + content + Array("\"".utf8))
                #expect(throws: JSONError(.invalidUTF8, at: 1)) { try JSONValue(parsing: text) }
            }
        }
    }

    @Test func `finds the end, an escape or a control character at every place of a word`() throws {
        for length in 0...40 {
            let plain = String(repeating: "x", count: length)
            #expect(try JSONValue(parsing: "\"\(plain)\"") == .string(plain))
            #expect(try JSONValue(parsing: "\"\(plain)\\n\(plain)\"") == .string("\(plain)\n\(plain)"))
            #expect(throws: JSONError(.controlCharacter, at: length + 1)) {
                try JSONValue(parsing: "\"\(plain)\u{1F}\"")
            }
            #expect(throws: JSONError(.unexpectedEnd, at: length + 1)) { try JSONValue(parsing: "\"\(plain)") }
        }
    }

    @Test func `every byte is either plain, or ends or interrupts a string, whatever stands beside it`() throws {
        for byte in UInt8.min...0x7F where byte != UInt8(ascii: "\\") {
            for neighbour: UInt8 in [0x21, 0x23, 0x5B, 0x5D, 0x7F, 0x20] {
                var text = Array(repeating: neighbour, count: 16)
                text[5] = byte
                let parsed = try? JSONValue(parsing: ByteBuffer(bytes: [0x22] + text + [0x22]))
                let isPlain = byte >= 0x20 && byte != UInt8(ascii: "\"")
                #expect(parsed == (isPlain ? .string(String(decoding: text, as: UTF8.self)) : nil))
            }
        }
    }

    // MARK: Containers

    @Test func `the last of repeated names stands`() throws {
        #expect(try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#) == ["a": 3, "b": 2])
        #expect(try JSONValue(parsing: #"{"a":1,"\u0061":2}"#) == ["a": 2])
    }

    @Test func `canonically equivalent names are repeated names`() throws {
        #expect(try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}") == ["\u{E9}": 2])
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func `a value may be enclosed by 64 others`(open: String, close: String) throws {
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        #expect(JSONParser.maximumDepth == 64)
        #expect(throws: Never.self) { try JSONValue(parsing: nested(64)) }
        #expect(throws: JSONError(.tooDeep, at: 65 * open.utf8.count)) { try JSONValue(parsing: nested(65)) }
    }

    @Test func `a million opening brackets cost no stack`() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: #"{"":"#, count: 1_000_000)) }
    }

    @Test func `siblings do not add to the depth`() throws {
        let text = "[" + Array(repeating: "[[]]", count: 1_000).joined(separator: ",") + "]"
        #expect(try JSONValue(parsing: text).array?.count == 1_000)
    }

    // MARK: Errors

    @Test(
        arguments: [
            ("", .unexpectedEnd, 0), ("[1,", .unexpectedEnd, 3), ("tru", .unexpectedEnd, 3),
            ("trux", .unexpectedByte, 3),
            ("[1;2]", .unexpectedByte, 2), ("1 2", .trailingBytes, 2), ("[01]", .invalidNumber, 1),
            ("[1.]", .invalidNumber, 1),
            (#""a\q""#, .invalidEscape, 3), (#""\u00g0""#, .invalidEscape, 5), (#""\u00"#, .unexpectedEnd, 5),
        ] as [(String, JSONError.Reason, Int)])
    func `an error says what is wrong and where`(text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason, at: offset)) { try JSONValue(parsing: text) }
    }

    @Test func `an error never quotes the text`() {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: #"{"token":"SECRET"SECRET}"#) }
        #expect(error.map { "\($0)".contains("SECRET") } == false)
    }

    @Test func `every prefix of a text is refused`() throws {
        let text = Array(#"[{"a\n":[true,false,null,-1.5e+3,"\ud83d\ude00é"]},""]"#.utf8)
        for length in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: ByteBuffer(bytes: text[..<length])) }
        }
        #expect(throws: Never.self) { try JSONValue(parsing: ByteBuffer(bytes: text)) }
    }

    // MARK: Step by step

    @Test func `elements can be read one at a time, the rest unread`() throws {
        try Array(#" [ "topic" , {"a":1} , nonsense"#.utf8).withUnsafeBufferPointer { bytes in
            var parser = JSONParser(bytes)
            try parser.expect(UInt8(ascii: "["))
            #expect(try parser.string() == "topic")
            try parser.expect(UInt8(ascii: ","))
            #expect(try parser.peek() == UInt8(ascii: "{"))
            #expect(try parser.value() == ["a": 1])
            #expect(parser.offset == 20)
            #expect(throws: JSONError(.trailingBytes, at: 21)) { try parser.end() }
        }
    }
}
