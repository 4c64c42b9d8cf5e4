import LiveRendering
import Testing
import WireJSON

@Suite("Attributes · whole attributes, checked by name and escaped by value")
struct AttributesTests {
    // MARK: One

    @Test func `text, numbers, flags and nothing`() throws {
        let none: String? = nil
        #expect(try ("<i\(attribute: "title", "a\"b")></i>" as Rendered).text() == "<i title=\"a&quot;b\"></i>")
        #expect(
            try ("<i\(attribute: "data-n", 3)\(attribute: "data-x", 0.5)></i>" as Rendered).text()
                == "<i data-n=\"3\" data-x=\"0.5\"></i>")
        #expect(
            try ("<i\(attribute: "hidden", true)\(attribute: "inert", false)></i>" as Rendered).text()
                == "<i hidden></i>")
        #expect(try ("<i\(attribute: "title", none)></i>" as Rendered).text() == "<i></i>")
        #expect(try ("<i\(attribute: "title", "")></i>" as Rendered).text() == "<i title=\"\"></i>")
    }

    // MARK: Classes

    @Test(arguments: [(true, true), (true, false), (false, false)])
    func `classes are those that are there`(_ isWide: Bool, _ isOpen: Bool) throws {
        let tag: Rendered = "<i\(class: isWide ? "wide" : nil, isOpen ? "open now" : nil, "")></i>"
        let expected = isWide ? (isOpen ? " class=\"wide open now\"" : " class=\"wide\"") : ""
        #expect(try tag.text() == "<i\(expected)></i>")
    }

    @Test func `a class is escaped`() throws {
        #expect(
            try ("<i\(class: "a\"><script>")></i>" as Rendered).text() == "<i class=\"a&quot;&gt;&lt;script&gt;\"></i>")
    }

    // MARK: Data

    @Test func `data attributes get their prefix`() throws {
        let tag: Rendered = "<i\(data: ["id": 7, "name": "A&B", "open": true, "gone": nil])></i>"
        #expect(try tag.text() == "<i data-id=\"7\" data-name=\"A&amp;B\" data-open></i>")
    }

    // MARK: Style

    @Test func `styles are declarations`() throws {
        let hue: String? = nil
        let tag: Rendered =
            "<i\(style: ["width": "\(40)%", "--hue": hue, "transform": "translate(calc(1px + (2px * 3)), 0)"])></i>"
        #expect(try tag.text() == "<i style=\"width: 40%; transform: translate(calc(1px + (2px * 3)), 0)\"></i>")
        #expect(try ("<i\(style: ["width": hue])></i>" as Rendered).text() == "<i></i>")
    }

    @Test(arguments: [
        "red; position: fixed", "url(https://evil.example/)", "URL(x)", "image-set(x)", "expression(alert(1))",
        "attr(href)",
        "red/*", "'a'", "\"a\"", "a\\62", "rgb(1, 2", "1)", "{}", "@import", "red!important", "rgb (1)  url(x)", "a\nb",
        "",
    ])
    func `a value that is more than a value is left out`(_ value: String) throws {
        #expect(
            try ("<i\(style: ["color": value, "width": "1px"])></i>" as Rendered).text()
                == "<i style=\"width: 1px\"></i>")
    }

    @Test(arguments: ["", "wi dth", "width:x", "-", "Breite😀"])
    func `a property that is none is refused`(_ property: String) throws {
        #expect(throws: TemplateError.self) { try ("<i\(style: [property: "1px"])></i>" as Rendered).text() }
    }

    // MARK: Spread

    @Test func `attributes are spread in their order`() throws {
        let attributes: Attributes = [
            "id": "save", "disabled": true, "hidden": false, "title": nil, "class": ClassList("a", nil, "b"),
            "data-n": 3,
            "phx-click": JS().hide(), "style": ["width": "1px"] as Style,
        ]
        #expect(
            try ("<i\(attributes: attributes) x></i>" as Rendered).text()
                == "<i id=\"save\" disabled class=\"a b\" data-n=\"3\" phx-click=\"[[&quot;hide&quot;,{}]]\" style=\"width: 1px\" x></i>"
        )
    }

    @Test func `a dictionary is spread by name`() throws {
        #expect(
            try ("<i\(attributes: .init(["b": "2", "a": "1"]))></i>" as Rendered).text() == "<i a=\"1\" b=\"2\"></i>")
    }

    @Test func `of a name given twice the last counts`() throws {
        #expect(
            try ("<i\(attributes: ["a": "1", "b": "2", "a": "3"])></i>" as Rendered).text() == "<i a=\"3\" b=\"2\"></i>"
        )
    }

    @Test func `others are added over one's own, and classes come together`() throws {
        let own: Attributes = ["type": "button", "class": "button", "hidden": true]
        let sum = own.adding(["class": "wide", "type": "submit", "hidden": false, "id": "x"])
        #expect(
            try ("<i\(attributes: sum)></i>" as Rendered).text()
                == "<i type=\"submit\" class=\"button wide\" id=\"x\"></i>")
    }

    @Test(arguments: ["", "a b", "a=b", "a>", "a\"", "a/", "onclick", "ONLOAD", "srcdoc", "style", "ä"])
    func `a name in which nothing is safe is refused, whatever its value`(_ name: String) throws {
        #expect(throws: TemplateError.self) { try ("<i\(attributes: [name: "x"])></i>" as Rendered).text() }
        if name != "style" {
            #expect(throws: TemplateError.self) { try ("<i\(attributes: [name: nil])></i>" as Rendered).text() }
        }
    }

    @Test(arguments: [
        "javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "java\tscript:x", "//a&colon;",
    ])
    func `a URL that is not allowed loads nothing`(_ url: String) throws {
        for name in ["href", "SRC", "formaction"] {
            let html = try ("<i\(attributes: [name: url])></i>" as Rendered).text()
            #expect(html == "<i \(name)=\"about:invalid\"></i>" || url.hasPrefix("//"))
        }
    }

    @Test func `nothing can be added to what animates, which may be a link`() throws {
        #expect(throws: TemplateError.self) {
            try
                ("<svg><a><animate attributeName=\"href\"\(attribute: "values", "javascript:alert(1)")/></a></svg>"
                as Rendered)
                .text()
        }
    }

    // MARK: Diffs

    @Test func `a spread is sent whole, and only when it changed`() throws {
        func tag(_ attributes: Attributes) -> Rendered { "<i\(attributes: attributes)></i>" }
        var page = ShownPage()
        try page.show(tag(["a": "1", "b": true]))
        #expect(try page.show(tag(["a": "1", "b": true])) == [:])
        #expect(try page.show(tag(["a": "2", "b": true])) == ["0": " a=\"2\" b"])
        #expect(try page.show(tag(["a": "2"])) == ["0": " a=\"2\""])
        #expect(try page.show(tag([:])) == ["0": ""])
    }
}
