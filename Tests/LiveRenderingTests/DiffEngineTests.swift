import LiveRendering
import LiveViewTesting
import Testing
import WireJSON

@Suite("DiffEngine · wire §4.10, the worked examples")
struct DiffEngineTests {
    private func expect(
        _ pages: [Rendered], toSend messages: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var page = ShownPage()
        for (rendered, message) in zip(pages, messages) {
            #expect(try page.show(rendered) == .parsed(message), sourceLocation: sourceLocation)
        }
        #expect(pages.count == messages.count)
    }

    @Test func `a counter sends its statics once`() throws {
        func counter(_ count: Int) -> Rendered { "<b>\(count)</b>" }
        try expect(
            [counter(0), counter(1)],
            toSend: [#"{"0":"0","s":["<b>","</b>"]}"#, #"{"0":"1"}"#])
    }

    @Test func `a conditional that comes back sends its statics again`() throws {
        func page(_ note: Int?) -> Rendered { "<div>\(if: note, { "<p>note \($0)</p>" })</div>" }
        try expect(
            [page(nil), page(1), page(2), page(nil), page(2)],
            toSend: [
                #"{"0":"","s":["<div>","</div>"]}"#,
                #"{"0":{"0":"1","s":["<p>note ","</p>"]}}"#,
                #"{"0":{"0":"2"}}"#,
                #"{"0":""}"#,
                #"{"0":{"0":"2","s":["<p>note ","</p>"]}}"#,
            ])
    }

    struct Row {
        let id: String
        let name: String
        var isHot = false
    }

    static func list(_ rows: [Row]) -> Rendered {
        """
        <ul>\(for: rows, id: \.id, { row in
            "<li>\(row.name)\(if: row.isHot, "<i>hot</i>")</li>"
        })</ul>
        """
    }

    @Test func `rows are inserted, moved, changed, removed, emptied and refilled`() throws {
        let a = Row(id: "a", name: "A")
        let b = Row(id: "b", name: "B", isHot: true)
        let c = Row(id: "c", name: "C")
        let changedB = Row(id: "b", name: "B2", isHot: true)
        let coldB = Row(id: "b", name: "B2")
        let z = Row(id: "z", name: "Z", isHot: true)
        try expect(
            [[a, b], [a, c, b], [changedB, a, c], [changedB, c], [coldB, c], [], [z]].map(Self.list),
            toSend: [
                #"{"0":{"k":{"0":{"0":"A","1":""},"1":{"0":"B","1":{"s":["<i>hot</i>"]}},"kc":2},"s":["<li>","","</li>"]},"s":["<ul>","</ul>"]}"#,
                #"{"0":{"k":{"1":{"0":"C","1":""},"2":1,"km":true,"kc":3}}}"#,
                #"{"0":{"k":{"0":[2,{"0":"B2"}],"1":0,"2":1,"km":true,"kc":3}}}"#,
                #"{"0":{"k":{"1":2,"km":true,"kc":2}}}"#,
                #"{"0":{"k":{"0":{"1":""},"kc":2}}}"#,
                #"{"0":{"k":{"kc":0}}}"#,
                #"{"0":{"k":{"0":{"0":"Z","1":{"s":["<i>hot</i>"]}},"kc":1}}}"#,
            ])
    }

    @Test func `a deep change sends its path, another outer template sends everything`() throws {
        func page(_ names: [String]) -> Rendered {
            """
            <div>\(for: names.indices, { index in
                "<p>\(index):\(underlined(names[index]))</p>"
            })\(underlined("z"))</div>
            """
        }
        func underlined(_ text: String) -> Rendered { "<u>\(text)</u>" }
        func quote(_ number: Int) -> Rendered { "<q>\(number)</q>" }
        try expect(
            [page(["x", "y"]), page(["x", "Y"]), quote(7)],
            toSend: [
                #"{"0":{"k":{"0":{"0":"0","1":{"0":"x","s":["<u>","</u>"]}},"1":{"0":"1","1":{"0":"y","s":["<u>","</u>"]}},"kc":2},"s":["<p>",":","</p>"]},"1":{"0":"z","s":["<u>","</u>"]},"s":["<div>","","</div>"]}"#,
                #"{"0":{"k":{"1":{"1":{"0":"Y"}},"kc":2}}}"#,
                #"{"0":"7","s":["<q>","</q>"]}"#,
            ])
    }

    @Test func `what did not change sends nothing`() throws {
        var page = ShownPage()
        let rows = [Row(id: "a", name: "A", isHot: true), Row(id: "b", name: "B")]
        try page.show(Self.list(rows))
        #expect(try page.show(Self.list(rows)) == [:])
    }

    @Test func `a list that was never rendered with rows is an empty string, and stays one`() throws {
        var page = ShownPage()
        #expect(try page.show(Self.list([])) == .parsed(#"{"0":"","s":["<ul>","</ul>"]}"#))
        #expect(try page.show(Self.list([])) == [:])
    }

    @Test func `a list emptied and rendered again sends nothing the second time`() throws {
        var page = ShownPage()
        try page.show(Self.list([Row(id: "a", name: "A")]))
        try page.show(Self.list([]))
        #expect(try page.show(Self.list([])) == [:])
    }

    @Test func `text is escaped once, and compared unescaped`() throws {
        func page(_ text: String) -> Rendered { "<b>\(text)</b>" }
        try expect(
            [page(#"<a href="x">'&'</a>"#), page("\"\\\n\u{1}é🙂")],
            toSend: [
                #"{"0":"&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;","s":["<b>","</b>"]}"#,
                #"{"0":"&quot;\\\n\u0001é🙂"}"#,
            ])
    }

    @Test func `text that differs in bytes alone is sent`() throws {
        func page(_ text: String) -> Rendered { "<b>\(text)</b>" }
        var shown = ShownPage()
        try shown.show(page("caf\u{E9} in precomposed form"))
        #expect(try shown.show(page("cafe\u{301} in precomposed form")) != [:])
    }

    @Test func `an attribute is sent whole, and only when it changed`() throws {
        func page(_ title: String?, _ isBusy: Bool) -> Rendered {
            "<button\(attribute: "title", title)\(attribute: "disabled", isBusy)>Go</button>"
        }
        try expect(
            [page("a\"b", false), page("a\"b", true), page(nil, true)],
            toSend: [
                #"{"0":" title=\"a&quot;b\"","1":"","s":["<button","",">Go</button>"]}"#,
                #"{"1":" disabled"}"#, #"{"0":""}"#,
            ])
    }

    @Test func `rows of different templates are each sent with their own`() throws {
        func page(_ numbers: [Int]) -> Rendered {
            "\(for: numbers, id: \.self, { $0.isMultiple(of: 2) ? "<b>\($0)</b>" : "<i>\($0), odd</i>" })"
        }
        try expect(
            [page([1, 2]), page([2, 1]), page([2])],
            toSend: [
                #"{"0":{"k":{"0":{"0":{"0":"1","s":["<i>",", odd</i>"]}},"1":{"0":{"0":"2","s":["<b>","</b>"]}},"kc":2},"s":["",""]},"s":["",""]}"#,
                #"{"0":{"k":{"0":1,"1":0,"km":true,"kc":2}}}"#,
                #"{"0":{"k":{"kc":1}}}"#,
            ])
    }

    @Test func `a list whose rows all change their template is sent anew`() throws {
        func page(_ isBold: Bool) -> Rendered {
            "\(for: [1, 2], { isBold ? "<b>\($0)</b>" : "<i>\($0)</i>" })"
        }
        var shown = ShownPage()
        try shown.show(page(true))
        #expect(
            try shown.show(page(false))
                == .parsed(#"{"0":{"k":{"0":{"0":"1"},"1":{"0":"2"},"kc":2},"s":["<i>","</i>"]}}"#))
    }

    @Test func `a page without dynamics is its statics`() throws {
        try expect(["<p>Still</p>"], toSend: [#"{"s":["<p>Still</p>"]}"#])
    }

    @Test func `one cell of a thousand rows is sent alone`() throws {
        func page(_ changed: String) -> Rendered {
            """
            <table>\(for: 0..<1000, id: \.self, { row in
                "<tr><td>\(row)</td><td>\(row == 500 ? changed : "name")</td></tr>"
            })</table>
            """
        }
        var shown = ShownPage()
        try shown.show(page("one"))
        #expect(try shown.show(page("two")) == .parsed(#"{"0":{"k":{"500":{"1":"two"},"kc":1000}}}"#))
    }

    @Test func `two rows with one key are refused, and the key is not told`() throws {
        let rows = [Row(id: "x", name: "A"), Row(id: "secret", name: "B"), Row(id: "secret", name: "C")]
        var page = ShownPage()
        let error = try #require(throws: TemplateError.self) { try page.show(Self.list(rows)) }
        #expect(error.code == .duplicateKey)
        #expect(error.description.contains("rows 1 and 2"))
        #expect(!error.description.contains("secret"))
    }

    @Test(arguments: [["a", "b", "a"], ["b", "a", "b"], ["b", "b"], ["c", "d", "c"]])
    func `a key that comes twice later on is refused too`(keys: [String]) throws {
        var page = ShownPage()
        try page.show(Self.list([Row(id: "a", name: "A"), Row(id: "b", name: "B")]))
        #expect(throws: TemplateError.self) { try page.show(Self.list(keys.map { Row(id: $0, name: "") })) }
    }

    @Test func `rows given keys later on are checked like any`() throws {
        func page(_ names: [String], isKeyed: Bool) -> Rendered {
            isKeyed
                ? "<ul>\(for: names, id: \.self, { "<li>\($0)</li>" })</ul>"
                : "<ul>\(for: names, { "<li>\($0)</li>" })</ul>"
        }
        var shown = ShownPage()
        try shown.show(page(["a", "a"], isKeyed: false))
        #expect(try shown.show(page(["a", "b"], isKeyed: true)) == .parsed(#"{"0":{"k":{"1":{"0":"b"},"kc":2}}}"#))
        try shown.show(page(["a", "a"], isKeyed: false))
        #expect(throws: TemplateError.self) { try shown.show(page(["a", "a"], isKeyed: true)) }
    }
}
