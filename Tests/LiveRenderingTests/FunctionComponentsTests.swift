import LiveRendering
import LiveViewTesting
import Testing
import WireJSON

/// A component is a function that gives a template; its slots are templates, or functions that give them.
@Suite("Function components")
struct FunctionComponentsTests {
    // MARK: Slots

    private struct Column<Row> {
        let label: String
        let cell: (Row) -> Rendered
    }

    private func table<Row>(_ rows: [Row], id: (Row) -> Int, _ columns: [Column<Row>], footer: Rendered? = nil)
        -> Rendered
    {
        """
        <table><tr>\(for: columns, { "<th>\($0.label)</th>" })</tr>\(for: rows, id: id, { row in
            "<tr>\(for: columns, { column in "<td>\(column.cell(row))</td>" })</tr>"
        })\(if: footer, { "<tr><td>\($0)</td></tr>" })</table>
        """
    }

    @Test func `slots with arguments are functions`() throws {
        func page(_ names: [String]) -> Rendered {
            table(
                Array(names.enumerated()), id: \.offset,
                [
                    .init(label: "No.", cell: { "\($0.offset + 1)" }),
                    .init(label: "Name", cell: { "<b>\($0.element)</b>" }),
                ], footer: "\(names.count) names")
        }
        var shown = ShownPage()
        try shown.show(page(["Ada", "Alan"]))
        #expect(
            try shown.client.html()
                == "<table><tr><th>No.</th><th>Name</th></tr><tr><td>1</td><td><b>Ada</b></td></tr><tr><td>2</td><td><b>Alan</b></td></tr><tr><td>2 names</td></tr></table>"
        )
        // Only the cell that changed crosses the wire, through the function that made it.
        #expect(
            try shown.show(page(["Ada", "Grace"]))
                == ["1": ["k": ["1": ["0": ["k": ["1": ["0": ["0": "Grace"]], "kc": 2]]], "kc": 2]]])
    }

    // MARK: Ours

    @Test func `links`() throws {
        #expect(
            try Rendered.link(navigate: "/a?b=1&c", ["class": "x"]) { "<b>A</b>" }.text()
                == "<a href=\"/a?b=1&amp;c\" data-phx-link=\"redirect\" data-phx-link-state=\"push\" class=\"x\"><b>A</b></a>"
        )
        #expect(
            try Rendered.link(patch: "/a", isReplacing: true) { "A" }.text()
                == "<a href=\"/a\" data-phx-link=\"patch\" data-phx-link-state=\"replace\">A</a>")
        #expect(
            try ("<p>\(.link(href: "javascript:x") { "A" })</p>" as Rendered).text()
                == "<p><a href=\"about:invalid\">A</a></p>")
    }

    @Test func `a focus wrap has ends that catch the focus`() throws {
        #expect(
            try Rendered.focusWrap(id: "w", ["class": "x"]) { "<input>" }.text()
                == "<div id=\"w\" phx-hook=\"Phoenix.FocusWrap\" class=\"x\"><div id=\"w-start\" tabindex=\"0\" aria-hidden=\"true\"></div><input><div id=\"w-end\" tabindex=\"0\" aria-hidden=\"true\"></div></div>"
        )
    }

    @Test func `an element's tag can be a value`() throws {
        #expect(
            try Rendered.element("h\(2)", ["title": "<"]) { "<b>A</b>" }.text() == "<h2 title=\"&lt;\"><b>A</b></h2>")
        var shown = ShownPage()
        try shown.show("<main>\(.element("h1") { "A" })</main>")
        #expect(try shown.show("<main>\(.element("h2") { "A" })</main>") == ["0": ["0": "<h2>", "2": "</h2>"]])
    }

    @Test(arguments: ["", "a b", "script", "style", "br", "iframe", "A", "1", "x>", "a\u{0}"])
    func `but not any value`(_ tag: String) {
        #expect(throws: TemplateError.self) { try Rendered.element(tag) { "x" }.text() }
    }
}
