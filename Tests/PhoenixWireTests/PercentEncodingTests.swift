import PhoenixWire
import Testing

@Suite("PercentEncoding · RFC 3986 §2.1")
struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("a%20b", "a b"), ("%c3%A9", "é"), ("é%21", "é!"), ("%2525", "%25"),
        ("a+b", "a+b"),
        ("%00", "\u{0}"),
    ])
    func `decodes`(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text) == decoded)
        #expect(PercentEncoding.decode("x\(text)x".dropFirst().dropLast()) == decoded)
    }

    @Test func `a plus is a space in forms only`() {
        #expect(PercentEncoding.decode("a+b%2B", plusIsSpace: true) == "a b+")
        #expect(PercentEncoding.decode("a+b%2B") == "a+b+")
    }

    @Test(arguments: ["%", "%2", "a%", "%zz", "%2g", "%%20", "%+1", "%é", "%ff", "%C3", "%ED%A0%80", "%c0%80"])
    func `refuses broken escapes and what is not UTF-8`(text: String) {
        #expect(PercentEncoding.decode(text) == nil)
        #expect(PercentEncoding.decode(text, plusIsSpace: true) == nil)
    }
}
