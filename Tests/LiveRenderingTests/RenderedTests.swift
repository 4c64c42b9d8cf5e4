import LiveRendering
import LiveViewTesting
import NIOCore
import Testing

@Suite("Rendered · literals are statics, interpolations are escaped dynamics")
struct RenderedTests {
    @Test func `a literal is its text`() throws {
        let page: Rendered = "<p>A & B</p>"
        #expect(try page.text() == "<p>A & B</p>")
        #expect(try Rendered.empty.text() == "")
    }

    @Test func `adjacent interpolations, and ones at both ends, keep their places`() throws {
        let (a, b, c) = ("a", "b", "c")
        let page: Rendered = "\(a)\(b)-\(c)"
        #expect(try page.text() == "ab-c")
    }

    @Test func `every kind of text prints`() throws {
        let text = "one two"
        let page: Rendered = """
            \("a"), \(text.prefix(3)), \(text.first!), \(1), \(UInt8(2)), \(Int64.min), \(UInt64.max), \(1.5), \(Float(2))
            """
        #expect(try page.text() == "a, one, o, 1, 2, -9223372036854775808, 18446744073709551615, 1.5, 2.0")
    }

    @Test func `nil prints nothing, and no Optional shows its wrapping`() throws {
        let (text, number, fraction) = ("x" as String?, 1 as Int?, 0.5 as Double?)
        let some: Rendered = "\(text) \(number) \(fraction) \(text?.first) \(text?.prefix(1))"
        #expect(try some.text() == "x 1 0.5 x x")
        let (noText, noNumber, noFraction) = (nil as String?, nil as Int?, nil as Double?)
        let none: Rendered = "[\(noText)\(noNumber)\(noFraction)\(noText?.first)\(noText?.prefix(1))]"
        #expect(try none.text() == "[]")
    }

    @Test func `text is escaped, raw HTML is not`() throws {
        let html = "<b>\"it's\" & more</b>"
        let page: Rendered = "<p>\(html)</p>\(raw: html)"
        #expect(
            try page.text() == "<p>&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt;</p><b>\"it's\" & more</b>")
    }

    @Test(arguments: 0...40)
    func `a special character is found at every distance from the start`(offset: Int) throws {
        for (character, entity) in [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")] {
            let (before, after) = (String(repeating: "é", count: offset), String(repeating: "#", count: offset))
            let page: Rendered = "\(before + character + after)"
            #expect(try page.text() == before + entity + after)
        }
    }

    @Test func `every other ASCII character stays itself`() throws {
        let plain = String(decoding: (UInt8(0)...0x7F).filter { !"&<>\"'".utf8.contains($0) }, as: UTF8.self)
        let page: Rendered = "\(plain)"
        #expect(try page.text() == plain)
    }

    @Test func `templates nest, and conditions choose between them`() throws {
        func page(_ isOn: Bool) -> Rendered {
            let inner: Rendered = "<i>\(1)</i>"
            let none: Rendered? = nil
            return "\(inner)\(none)\(if: isOn, "<b>on</b>")\(if: isOn, "<u>yes</u>", else: "<u>no</u>")"
        }
        #expect(try page(true).text() == "<i>1</i><b>on</b><u>yes</u>")
        #expect(try page(false).text() == "<i>1</i><u>no</u>")
    }

    @Test func `a condition that does not hold is not evaluated`() throws {
        func never() -> Rendered {
            Issue.record("evaluated")
            return ""
        }
        let page: Rendered = "\(if: false, never())\(if: true, "", else: never())\(if: nil as Int?, { _ in never() })"
        #expect(try page.text() == "")
    }

    @Test func `an optional value is handed to its template`() throws {
        func page(_ name: String?) -> Rendered {
            "\(if: name, { "<b>\($0)</b>" })\(if: name, { "<i>\($0)</i>" }, else: "<i>nobody</i>")"
        }
        #expect(try page("A").text() == "<b>A</b><i>A</i>")
        #expect(try page(nil).text() == "<i>nobody</i>")
    }

    @Test func `lists print their rows, by key and by position`() throws {
        let rows = ["a", "b"]
        let page: Rendered = """
            \(for: rows, id: \.self, { row in
                "<li>\(row)</li>"
            })\(for: rows.enumerated(), { "<p>\($0.offset)\($0.element)</p>" })
            """
        #expect(try page.text() == "<li>a</li><li>b</li><p>0a</p><p>1b</p>")
    }

    @Test func `rows may be of different templates`() throws {
        let page: Rendered = "\(for: 0..<3, { $0 == 1 ? "<b>\($0)</b>" : "<i>\($0)</i>" })"
        #expect(try page.text() == "<i>0</i><b>1</b><i>2</i>")
    }

    @Test func `attributes print whole or not at all`() throws {
        let (some, none) = ("1 < 2" as String?, nil as String?)
        let page: Rendered = """
            <input type="text"\(attribute: "title", some)\(attribute: "lang", none) \(attribute: "checked", true)\
            \(attribute: "disabled", false) \(attribute: "max", 5)>
            """
        #expect(try page.text() == "<input type=\"text\" title=\"1 &lt; 2\"  checked  max=\"5\">")
    }

    @Test func `keys of any type are told apart`() throws {
        struct Key: Hashable, Sendable { let a: Int, b: String }
        let keys = [Key(a: 1, b: "x"), Key(a: 1, b: "y")]
        let page: Rendered = "\(for: keys, id: \.self, { "<p>\($0.b)</p>" })"
        #expect(try page.text() == "<p>x</p><p>y</p>")
        let twice: Rendered = "\(for: keys + keys, id: \.self, { "<p>\($0.b)</p>" })"
        let error = try #require(throws: TemplateError.self) { try twice.html() }
        #expect(error.description.contains("rows 0 and 2"))
    }

    @Test func `a component has no place in a page of its own`() throws {
        let component = ComponentReference(key: ComponentKey(Self.self, id: 1), content: 1)
        let page: Rendered = "<p>\(component)</p>"
        let error = try #require(throws: TemplateError.self) { try page.html() }
        #expect(error.code == .component)
    }
}
