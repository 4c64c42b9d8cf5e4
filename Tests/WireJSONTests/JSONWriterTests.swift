import NIOCore
import Testing
import WireJSON

@Suite("JSONWriter · commas, colons and escapes")
struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(buffer: json.buffer)
    }

    @Test func `places commas and colons in nested containers`() {
        let written = text { json in
            json.beginObject()
            json.name("a")
            json.beginArray()
            json.integer(1)
            json.beginObject()
            json.endObject()
            json.beginArray()
            json.endArray()
            json.null()
            json.endArray()
            json.name(7)
            json.string("x")
            json.name(10)
            json.bool(true)
            json.endObject()
        }
        #expect(written == #"{"a":[1,{},[],null],"7":"x","10":true}"#)
    }

    @Test func `appends to what the buffer holds`() {
        var json = JSONWriter(ByteBuffer(string: "prefix "))
        json.string("a" as String)
        #expect(String(buffer: json.buffer) == #"prefix "a""#)
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("\"\\/", #""\"\\/""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{0}\u{8}\u{C}\u{1F}", #""\u0000\u0008\u000c\u001f""#), ("é€😀\u{7F}\u{2028}", "\"é€😀\u{7F}\u{2028}\""),
    ])
    func `escapes what must be escaped, and nothing else`(string: String, expected: String) {
        #expect(text { $0.string(string) } == expected)
        #expect(text { $0.value(.string(string)) } == expected)
        let pieces = text { json in
            json.beginString()
            for character in string.unicodeScalars { json.stringContent(String(character)) }
            json.endString()
        }
        #expect(pieces == expected)
    }

    @Test func `a name is escaped like a string`() {
        let written = text { json in
            json.beginObject()
            json.name("a\"\n")
            json.null()
            json.name("")
            json.null()
            json.endObject()
        }
        #expect(written == #"{"a\"\n":null,"":null}"#)
    }

    @Test func `escapes at every place of long strings survive the way back`() throws {
        for length in [1, 7, 8, 9, 15, 16, 17, 255, 256, 257, 600] {
            for place in stride(from: 0, to: length, by: max(1, length / 20)) {
                var scalars = Array(repeating: Unicode.Scalar("x"), count: length)
                for special: Unicode.Scalar in ["\"", "\\", "\n", "\u{1}", "é"] {
                    scalars[place] = special
                    let string = String(String.UnicodeScalarView(scalars))
                    #expect(try JSONValue(parsing: JSONValue.string(string).serialized()) == .string(string))
                }
            }
        }
    }

    @Test func `a long string of nothing but escapes`() throws {
        let string = String(repeating: "\u{1}", count: 1_000)
        let written = JSONValue.string(string).serialized()
        #expect(written.readableBytes == 6_002)
        #expect(try JSONValue(parsing: written) == .string(string))
    }

    @Test func `static strings are escaped too`() {
        let written = text { json in
            json.beginArray()
            json.string("<b class=\"a\">" as StaticString)
            json.string("é" as StaticString)
            json.endArray()
        }
        #expect(written == #"["<b class=\"a\">","é"]"#)
    }

    @Test func `strings may be made of pieces, also of numbers`() {
        let written = text { json in
            json.beginArray()
            json.beginString()
            json.stringContent("a\"")
            json.stringContent(7)
            json.stringContent(-12)
            json.stringContent("" as String)
            json.endString()
            json.string("next" as String)
            json.endArray()
        }
        #expect(written == #"["a\"7-12","next"]"#)
    }

    @Test(
        arguments: [
            (0, "0"), (9, "9"), (10, "10"), (-1, "-1"), (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
        ] as [(Int, String)])
    func `integers are written whole`(value: Int, expected: String) {
        #expect(text { $0.integer(value) } == expected)
    }

    @Test(
        arguments: [0, -0.0, 1, 0.1, -1.5, 1e21, 1e-7, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
            as [Double])
    func `a number comes back as the same Double`(value: Double) throws {
        let parsed = try JSONValue(parsing: text { $0.number(value) })
        #expect(parsed == .number(value))
    }

    @Test(arguments: [.nan, .infinity, -.infinity] as [Double])
    func `what JSON cannot say is null`(value: Double) {
        #expect(text { $0.number(value) } == "null")
    }

    @Test func `what was written since a checkpoint can be forgotten`() {
        let written = text { json in
            json.beginObject()
            let start = json.checkpoint
            json.name("a")
            json.beginArray()
            json.rewind(to: start)
            json.name("b")
            json.integer(1)
            let afterMember = json.checkpoint
            json.name("c")
            json.rewind(to: afterMember)
            json.name("d")
            json.integer(2)
            json.endObject()
        }
        #expect(written == #"{"b":1,"d":2}"#)
    }

    @Test func `raw JSON takes its place among the others`() {
        let written = text { json in
            json.beginArray()
            json.raw(ByteBuffer(string: "1"))
            json.raw(ByteBuffer(string: #"{"a":2}"#))
            json.endArray()
        }
        #expect(written == #"[1,{"a":2}]"#)
    }
}
