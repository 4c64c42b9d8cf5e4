import LiveRendering
import LiveViewTesting
import Testing
import WireJSON

@Suite("Places · escaping follows where a value stands")
struct TemplatePlacesTests {
    /// Everything one would try; none of it may be anything but text, whatever the place.
    static let attacks = [
        "<script>alert(1)</script>", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "</title><script>alert(1)</script>",
        "</textarea><svg onload=alert(1)>", "--><script>alert(1)</script>", "]]><script>", "&lt;script&gt;",
        "&#60;script&#62;",
        "<!--", "<svg/onload=alert(1)>", "\u{0}<script>", "＜script＞", "javascript:alert(1)", "`${alert(1)}`",
    ]

    /// What a browser's tokenizer needs in order to leave text or a quoted value.
    private func isInert(_ html: Substring) -> Bool {
        html.allSatisfy { !"<>\"'".contains($0) }
    }

    private func inside(_ html: String, _ start: String, _ end: String) throws -> Substring {
        #expect(html.hasPrefix(start) && html.hasSuffix(end))
        return html.dropFirst(start.count).dropLast(end.count)
    }

    @Test(arguments: attacks) func `no text leaves its place`(attack: String) throws {
        let text: Rendered = "<p>\(attack)</p>"
        #expect(isInert(try inside(text.text(), "<p>", "</p>")))
        let title: Rendered = "<title>\(attack)</title>"
        #expect(isInert(try inside(title.text(), "<title>", "</title>")))
        let area: Rendered = "<textarea name=\"a\">\(attack)</textarea>"
        #expect(isInert(try inside(area.text(), "<textarea name=\"a\">", "</textarea>")))
        let double: Rendered = "<p title=\"\(attack)\">"
        #expect(isInert(try inside(double.text(), "<p title=\"", "\">")))
        let single: Rendered = "<p title='\(attack)'>"
        #expect(isInert(try inside(single.text(), "<p title='", "'>")))
        let whole: Rendered = "<p\(attribute: "title", attack)>"
        #expect(isInert(try inside(whole.text(), "<p title=\"", "\">")))
        let url: Rendered = "<a href=\"\(attack)\">"
        #expect(isInert(try inside(url.text(), "<a href=\"", "\">")))
        let path: Rendered = "<a href=\"/users/\(attack)\">"
        #expect(isInert(try inside(path.text(), "<a href=\"/users/", "\">")))
    }

    @Test(arguments: attacks) func `a message says the same as the page`(attack: String) throws {
        var page = ShownPage()
        try page.show("<p title=\"\(attack)\">\(attack)<a href=\"\(attack)\">x</a><title>\(attack)</title></p>")
    }

    // MARK: URLs

    @Test(arguments: [
        "https://example.com/a?b=c#d", "HTTP://example.com", "mailto:a@example.com", "tel:+491234", "/path",
        "//host/path",
        "path/to:this", "?q=a:b", "#top", "", "page.html", "./a", "räder/1",
    ])
    func `links to elsewhere pass`(url: String) throws {
        let page: Rendered = "<a href=\"\(url)\">"
        #expect(try page.text() == "<a href=\"\(url)\">")
        let whole: Rendered = "<a\(attribute: "href", url)>"
        #expect(try whole.text() == "<a href=\"\(url)\">")
    }

    static let scripts = [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)", "java\rscript:alert(1)", "\u{1}javascript:alert(1)", "\u{0}javascript:alert(1)",
        "javascript\t:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "&#x6A&#x61vascript:x",
        "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHNjcmlwdD4=",
        "blob:x", "file:///x",
        "javascript://%0aalert(1)", "about:blank", "livescript:x", "jar:x", "view-source:x", ":x", "\u{7F}javascript:x",
    ]

    @Test(arguments: scripts) func `no URL runs anything`(url: String) throws {
        for page: Rendered in [
            "<a href=\"\(url)\">", "<a href = \"\(url)\">", "<a href=' \(url)'>", "<A HREF=\"\(url)\">",
            "<img src=\"\(url)\">",
            "<form action=\"\(url)\">", "<button formaction=\"\(url)\">", "<video poster=\"\(url)\">",
            "<object data=\"\(url)\">",
            "<use xlink:href=\"\(url)\">", "<a\(attribute: "href", url)>", "<a\(attribute: "HREF", url)>",
        ] {
            #expect(try page.text().contains("about:invalid"))
            #expect(try !page.text().lowercased().contains("script"))
        }
    }

    @Test(arguments: scripts.filter { !$0.contains("://%0a") }) func `no URL in pieces runs anything`(url: String)
        throws
    {
        for cut in url.indices {
            let page: Rendered = "<a href=\"\(String(url[..<cut]))\(String(url[cut...]))\">"
            let link = try inside(page.text(), "<a href=\"", "\">")
            // Whatever is left: if it has a scheme, it is not the attacker's.
            let scheme = link.prefix { !":/?#".contains($0) }
            #expect(!link.dropFirst(scheme.count).hasPrefix(":") || scheme.hasSuffix("about"))
        }
    }

    @Test func `after a literal beginning the rest of a URL is a value like any other`() throws {
        let id = "1:2&3"
        let page: Rendered =
            "<a href=\"/users/\(id)\"><a href=\"https://a.example/\(id)?\(id)\"><img src=\"data:image/png;base64,\(id)\">"
        #expect(
            try page.text()
                == "<a href=\"/users/1:2&amp;3\"><a href=\"https://a.example/1:2&amp;3?1:2&amp;3\"><img src=\"data:image/png;base64,1:2&amp;3\">"
        )
    }

    @Test func `a literal word cannot be completed to a scheme`() throws {
        let rest = "script:alert(1)"
        let page: Rendered = "<a href=\"java\(rest)\">"
        #expect(try page.text() == "<a href=\"javaabout:invalid\">")
    }

    // MARK: Forbidden places

    static func forbidden(_ value: String) -> [(Rendered, String)] {
        [
            ("<script>let a = \"\(value)\"</script>", "<script>"),
            ("<SCRIPT type=\"module\">\(value)</SCRIPT>", "<script>"),
            ("<script><!-- <script> </script>\(value)--></script>", "<script>"),
            ("<style>p { color: \(value) }</style>", "<style>"),
            ("<iframe>\(value)</iframe>", "raw text"), ("<xmp>\(value)</xmp>", "raw text"),
            ("<!-- \(value) -->", "comment"), ("<!-- > \(value) -->", "comment"), ("<!DOCTYPE \(value)>", "comment"),
            ("<?xml \(value)?>", "comment"), ("<![CDATA[\(value)>", "comment"), ("</ \(value)>", "comment"),
            ("<\(value)>", "tag's name"), ("</\(value)>", "tag's name"), ("<title>a</\(value)</title>", "tag's name"),
            ("<title>a<\(value)</title>", "tag's name"), ("<title></tit\(value)le></title>", "tag's name"),
            ("</p \(value)>", "end tag"), ("</p\(value)>", "end tag"), ("</p title=\"\(value)\">", "end tag"),
            ("<p title=\(value)>", "quotation marks"), ("<p title= \(value) lang>", "quotation marks"),
            ("<p title=a\(value)>", "quotation marks"), ("<p title=a'\(value)'>", "quotation marks"),
            ("<p onclick=\"\(value)\">", "on…"), ("<p ONCLICK='\(value)'>", "on…"),
            ("<p a=\"b\"onclick=\"\(value)\">", "on…"),
            ("<p style=\"color:\(value)\">", "style attribute"), ("<iframe srcdoc=\"\(value)\"></iframe>", "srcdoc"),
            ("<animate values=\"\(value)\"/>", "animation"), ("<set attributeName='href' to='\(value)'/>", "animation"),
            ("<a href=\"javascript:go('\(value)')\">", "script or data URL"),
            ("<a href=\" Java\tScript:\(value)\">", "script or data URL"),
            ("<a href=\"vbscript:\(value)\">", "script or data URL"),
            ("<iframe src=\"data:text/html,\(value)\"></iframe>", "script or data URL"),
            ("<a href=\"\(value):alert(1)\">", "scheme"), ("<a href=\"\(value)script:alert(1)\">", "scheme"),
            ("<p\(value)>", "whole attributes"), ("<p \(value)>", "whole attributes"),
            ("<p hidden\(value)>", "whole attributes"),
            ("<p title=\"a\"\(value)>", "whole attributes"), ("<p \(value)=\"a\">", "runs on or whole"),
        ]
    }

    @Test(arguments: forbidden("x").indices) func `where no escaping is safe, rendering throws`(index: Int) throws {
        let secret = "s3cret-value"
        let (page, reason) = Self.forbidden(secret)[index]
        let error = try #require(throws: TemplateError.self) { try page.html() }
        #expect(error.code == .unsafePlace)
        #expect(error.description.contains("\\(…)"), "the place is quoted")
        #expect(!error.description.contains(secret), "the value is not")
        if reason != "runs on or whole" { #expect(error.description.contains(reason)) }
        var shown = ShownPage()
        #expect(throws: TemplateError.self) { try shown.show(page) }
    }

    @Test func `text that only looks like markup is text`() throws {
        let value = "x"
        for page: Rendered in [
            "1 < \(value)", "a <1 \(value)", "<!-- a -->\(value)", "<!-->\(value)", "<!--->\(value)",
            "<!-- --!>\(value)",
            "<script>if (a < b) {}</script>\(value)", "<script>\"</scrip>\"</script>\(value)",
            "<style></STYLE >\(value)",
            "<script>/* <!-- --> */</script>\(value)", "<title>a < b</p></title>\(value)", "</p>\(value)",
            "</>\(value)",
            "<p title='>'>\(value)", "<p title=a>\(value)", "<p hidden>\(value)", "<br/>\(value)", "<p a=b/>\(value)",
            "<p/ >\(value)",
            "<!DOCTYPE html>\(value)", "<title></x</title>\(value)",
        ] {
            #expect(try page.text().hasSuffix("x"))
        }
    }

    // MARK: Kinds

    static func misplaced() -> [Rendered] {
        let nested: Rendered = "<b>x</b>"
        let nothing: Rendered? = nil
        let (html, names) = ("<b>x</b>", ["a"])
        return [
            "<title>\(nested)</title>", "<title>\(nothing)</title>", "<p title=\"\(if: false, "x")\">",
            "<p title=\"\(raw: html)\">",
            "<textarea>\(for: names, { "\($0)" })</textarea>", "<p>\(attribute: "hidden", true)</p>",
            "<p title=\"\(attribute: "hidden", false)\">",
        ]
    }

    @Test(arguments: misplaced().indices) func `a kind of value where it cannot stand throws`(index: Int) throws {
        let error = try #require(throws: TemplateError.self) { try Self.misplaced()[index].html() }
        #expect(error.code == .misplaced)
    }

    @Test func `markup in a tag throws, whether it is there or not`() throws {
        let page: Rendered = "<p \(if: false, "hidden")>"
        #expect(throws: TemplateError.self) { try page.html() }
    }

    static func badAttributes() -> [Rendered] {
        let value = "x"
        return [
            "<p\(attribute: "onclick", value)>", "<p\(attribute: "ONCLICK", true)>", "<p\(attribute: "style", value)>",
            "<p\(attribute: "srcdoc", value)>", "<p\(attribute: "", value)>", "<p\(attribute: "a b", value)>",
            "<p\(attribute: "a=", value)>", "<p\(attribute: "x>", false)>",
        ]
    }

    @Test(arguments: badAttributes().indices) func `not every name is an attribute's`(index: Int) throws {
        let error = try #require(throws: TemplateError.self) { try Self.badAttributes()[index].html() }
        #expect(error.code == .attributeName)
    }

    @Test func `an attribute must not run into what follows`() throws {
        let page: Rendered = "<p\(attribute: "hidden", true)lang=\"de\">"
        #expect(throws: TemplateError.self) { try page.html() }
        let value: Rendered = "<p a\(attribute: "hidden", false)=\"de\">"
        #expect(throws: TemplateError.self) { try value.html() }
    }

    @Test func `attributes may follow each other, names and values`() throws {
        let page: Rendered =
            "<input\(attribute: "a", true)\(attribute: "b", "c") d\(attribute: "e", true) f=\"g\"\(attribute: "h", true)/>"
        #expect(try page.text() == "<input a b=\"c\" d e f=\"g\" h/>")
    }

    // MARK: Open markup

    @Test(
        arguments: [
            "<p", "<p ", "<p title", "<p title=", "<p title=\"", "<p title=\"a", "<!-- a", "<!DOCTYPE html", "<script>",
            "<style>p{}",
            "<title>", "<textarea>", "a <", "</p", "<plaintext>a</plaintext>",
        ] as [StaticString])
    func `a template must close what it opens`(literal: StaticString) throws {
        let page = Rendered(stringLiteral: literal)
        let error = try #require(throws: TemplateError.self) { try page.html() }
        #expect(error.code == .openMarkup)
        let nested: Rendered = "<div>\(page)</div>"
        #expect(throws: TemplateError.self) { try nested.html() }
    }

    @Test func `elements may stay open from one template to the next`() throws {
        let (open, close): (Rendered, Rendered) = ("<div>", "</div>")
        let page: Rendered = "\(open)<p>\(close)"
        #expect(try page.text() == "<div><p></div>")
    }
}
