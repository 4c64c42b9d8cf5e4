import NIOCore
import Testing

@testable import ClerkDevelopment

@Suite("FormParameters · names and values from a query or a body")
struct FormParametersTests {
    @Test func `decodes escapes, plus signs and UTF-8`() {
        let form = FormParameters(formEncoded: "a=1%202&b=x+y&c=%C3%A9&d%5B%5D=e")
        #expect(form["a"] == "1 2" && form["b"] == "x y" && form["c"] == "é" && form["d[]"] == "e")
    }

    @Test func `takes the first of a repeated name, and an empty value as missing`() {
        let form = FormParameters(formEncoded: "a=1&a=2&b=&c&=d&&")
        #expect(form["a"] == "1" && form["b"] == nil && form["c"] == nil)
    }

    @Test(arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("100%", "100%"), ("%41", "A")])
    func `leaves malformed escapes alone`(text: String, value: String) {
        #expect(FormParameters(formEncoded: "a=\(text)")["a"] == value)
    }

    @Test func `reads a JSON object by its content type`() throws {
        let body = ByteBuffer(string: #"{"a":"x","n":3,"o":{}}"#)
        let form = try FormParameters(body: body, contentType: "Application/JSON; charset=utf-8")
        #expect(form["a"] == "x" && form["n"] == "3" && form["o"] == nil)
    }

    @Test(arguments: ["[]", "{", "3", ""])
    func `refuses JSON that is not an object`(text: String) {
        #expect(throws: ClerkAPIError.bodyInvalid) {
            try FormParameters(body: ByteBuffer(string: text), contentType: "application/json")
        }
    }
}
