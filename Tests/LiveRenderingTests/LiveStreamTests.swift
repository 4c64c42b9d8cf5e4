import LiveRendering
import LiveViewTesting
import Testing
import WireJSON

@Suite("LiveStream · rows sent once and forgotten, wire §4.6")
struct LiveStreamTests {
    private struct Item: Identifiable {
        let id: Int
        var text = "t"
    }

    private var shown = Shown()
    private var items = LiveStream("u", [Item(id: 1, text: "a"), Item(id: 2, text: "b")])

    /// The engine and a client, without the check against a fresh rendering: a stream has none.
    private struct Shown {
        var engine = DiffEngine()
        var client = ClientTree()

        @discardableResult
        mutating func show(_ rendered: Rendered) throws -> JSONValue {
            var host = NoComponents()
            var json = JSONWriter()
            json.beginObject()
            let hasChanged = try engine.render(rendered, host: &host, into: &json)
            json.endObject()
            let message = try JSONValue(parsing: json.buffer)
            #expect(hasChanged == (message != [:]))
            if hasChanged { try client.apply(message) }
            return message
        }

        var html: String { get throws { try client.html() } }
    }

    private func list(_ items: LiveStream<Item>) -> Rendered {
        "<div id=\"u\" phx-update=\"stream\">\(stream: items, { id, item in "<p id=\"\(id)\">\(item.text)</p>" })</div>"
    }

    private func html(_ rows: [(Int, String)]) -> String {
        let rows = rows.map { "<p id=\"u-\($0.0)\">\($0.1)</p>" }.joined()
        return "<div id=\"u\" phx-update=\"stream\">\(rows)</div>"
    }

    // MARK: The wire

    @Test mutating func `the worked example, message by message`() throws {
        #expect(
            try shown.show(list(items))
                == .parsed(
                    #"{"0":{"stream":["0",[["u-2",-1,null,null],["u-1",-1,null,null]],[]],"k":{"0":{"0":"u-1","1":"a"},"1":{"0":"u-2","1":"b"},"kc":2},"s":["<p id=\"","\">","</p>"]},"s":["<div id=\"u\" phx-update=\"stream\">","</div>"]}"#
                ))
        items.append(Item(id: 3, text: "c"))
        #expect(
            try shown.show(list(items))
                == .parsed(#"{"0":{"stream":["0",[["u-3",-1,null,false]],[]],"k":{"0":{"0":"u-3","1":"c"},"kc":1}}}"#))
        items.prepend(Item(id: 0, text: "z"))
        #expect(
            try shown.show(list(items))
                == .parsed(#"{"0":{"stream":["0",[["u-0",0,null,false]],[]],"k":{"0":{"0":"u-0","1":"z"},"kc":1}}}"#))
        items.remove(id: 3)
        #expect(try shown.show(list(items)) == .parsed(#"{"0":{"stream":["0",[],["u-3"]],"k":{"kc":0}}}"#))
        #expect(try shown.html == html([(0, "z"), (1, "a"), (2, "b")]))
        items.reset(to: [Item(id: 9, text: "n")])
        #expect(
            try shown.show(list(items))
                == .parsed(
                    #"{"0":{"stream":["0",[["u-9",-1,null,false]],[],true],"k":{"0":{"0":"u-9","1":"n"},"kc":1}}}"#))
        #expect(try shown.html == html([(9, "n")]))
    }

    @Test mutating func `an empty stream is sent with statics, and its first rows with theirs`() throws {
        items = LiveStream("u")
        #expect(
            try shown.show(list(items))["0"] == .parsed(#"{"stream":["0",[],[]],"k":{"kc":0},"s":["",""]}"#))
        items.append(Item(id: 1, text: "a"))
        #expect(try shown.show(list(items))["0"]?["s"]?.array?.count == 3)
        items.append(Item(id: 2, text: "b"))
        #expect(try shown.show(list(items))["0"]?["s"] == nil)
        #expect(try shown.html == html([(1, "a"), (2, "b")]))
    }

    @Test mutating func `limits and positions go to the browser as they are`() throws {
        try shown.show(list(items))
        items.append(Item(id: 3), limit: .last(2))
        items.prepend(Item(id: 4), limit: .first(9))
        items.insert(Item(id: 5), at: 7)
        items.update(Item(id: 6))
        let stream = try shown.show(list(items))["0"]?["stream"]
        #expect(
            stream
                == (try .parsed(
                    #"["0",[["u-6",-1,null,true],["u-5",7,null,false],["u-4",0,9,false],["u-3",-1,-2,false]],[]]"#)))
        #expect(try shown.html == html([(4, "t"), (2, "b"), (3, "t"), (5, "t")]))
    }

    // MARK: Exactly once

    @Test mutating func `what was sent is forgotten`() throws {
        try shown.show(list(items))
        #expect(try shown.show(list(items)) == [:])
        items.append(Item(id: 3))
        try shown.show(list(items))
        #expect(try shown.show(list(items)) == [:])
        #expect(try list(items).text() == html([]))
    }

    @Test func `elements do not outlive their sending`() throws {
        final class Element: Sendable { let id = 1 }
        weak var weakElement: Element?
        var shown = Shown()
        let stream: LiveStream<Element>
        do {
            let element = Element()
            weakElement = element
            stream = LiveStream("e", id: \.id, [element])
        }
        #expect(weakElement != nil)
        try shown.show(
            "<ul id=\"e\" phx-update=\"stream\">\(stream: stream, { id, _ in "<li id=\"\(id)\">x</li>" })</ul>")
        #expect(weakElement == nil)
    }

    @Test mutating func `what happened before one rendering is sent together`() throws {
        try shown.show(list(items))
        items.append(Item(id: 3, text: "first"))
        items.remove(id: 1)
        items.append(Item(id: 3, text: "last"))
        items.append(Item(id: 4))
        items.remove(id: 4)
        items.append(Item(id: 5, text: "x"))
        items.update(Item(id: 5, text: "y"))
        let message = try shown.show(list(items))
        #expect(message["0"]?["k"]?["kc"] == 2)
        #expect(try shown.html == html([(2, "b"), (3, "last"), (5, "y")]))
    }

    @Test mutating func `a row removed and inserted moves, one only inserted stays`() throws {
        try shown.show(list(items))
        items.move(Item(id: 2, text: "b2"), to: 0)
        try shown.show(list(items))
        #expect(try shown.html == html([(2, "b2"), (1, "a")]))
        items.append(Item(id: 2, text: "b3"))
        try shown.show(list(items))
        #expect(try shown.html == html([(2, "b3"), (1, "a")]))
    }

    @Test mutating func `what happens while the stream is not shown waits for it`() throws {
        func page(_ isOpen: Bool) -> Rendered { "<main>\(if: isOpen, list(items))</main>" }
        try shown.show(page(true))
        try shown.show(page(false))
        items.append(Item(id: 3, text: "c"))
        #expect(try shown.show(page(false)) == [:])
        items.append(Item(id: 4, text: "d"))
        items.remove(id: 1)
        try shown.show(page(true))
        // The rows from before went with their element.
        #expect(try shown.html == "<main>\(html([(3, "c"), (4, "d")]))</main>")
        #expect(try shown.show(page(true)) == [:])
    }

    @Test mutating func `a rendering used twice sends its rows once`() throws {
        try shown.show(list(items))
        items.append(Item(id: 3))
        let kept = list(items)
        try shown.show(kept)
        #expect(try shown.show(kept) == [:])
        items.append(Item(id: 4))
        #expect(try shown.show(kept) == [:])
        #expect(try shown.show(list(items))["0"]?["k"]?["kc"] == 1)
    }

    @Test mutating func `a copy has a life of its own`() throws {
        var copy = items
        copy.append(Item(id: 3, text: "c"))
        try shown.show(list(items))
        #expect(try shown.html == html([(1, "a"), (2, "b")]))
        var other = Shown()
        try other.show(list(copy))
        #expect(try other.html == html([(1, "a"), (2, "b"), (3, "c")]))
    }

    @Test mutating func `another stream in its place replaces its rows`() throws {
        try shown.show(list(items))
        let message = try shown.show(list(LiveStream("u", [Item(id: 7, text: "g")])))
        #expect(message["0"]?["stream"]?.array?.last == true)
        #expect(try shown.html == html([(7, "g")]))
        let empty = LiveStream<Item>("u")
        try shown.show(list(empty))
        #expect(try shown.html == html([]))
        #expect(try shown.show(list(empty)) == [:])
    }

    // MARK: Places

    @Test mutating func `rows of different templates`() throws {
        func list(_ items: LiveStream<Item>) -> Rendered {
            """
            <div id="u" phx-update="stream">\(stream: items, { id, item in
                item.id % 2 == 0 ? "<p id=\"\(id)\">\(item.text)</p>" : "<hr id=\"\(id)\">"
            })</div>
            """
        }
        try shown.show(list(items))
        items.append(Item(id: 4, text: "d"))
        try shown.show(list(items))
        #expect(
            try shown.html
                == #"<div id="u" phx-update="stream"><hr id="u-1"><p id="u-2">b</p><p id="u-4">d</p></div>"#)
    }

    @Test mutating func `streams in rows of lists move with them, and each has a name of its own`() throws {
        var streams = (1...3).map { LiveStream("s\($0)", [Item(id: 1, text: "in \($0)")]) }
        func page(_ order: [Int]) -> Rendered {
            """
            <main>\(for: order, id: \.self, { index in
                """
                <ul id="l\(index)" phx-update="stream">\(stream: streams[index], { id, item in
                    "<li id=\"\(id)\">\(item.text)</li>"
                })</ul>
                """
            })</main>
            """
        }
        func list(_ index: Int, _ rows: String) -> String { "<ul id=\"l\(index)\" phx-update=\"stream\">\(rows)</ul>" }
        let row = { (index: Int, id: Int, text: String) in "<li id=\"s\(index + 1)-\(id)\">\(text)</li>" }
        try shown.show(page([0, 1, 2]))
        streams[2].append(Item(id: 2, text: "new"))
        try shown.show(page([2, 0]))
        #expect(
            try shown.html
                == "<main>\(list(2, row(2, 1, "in 3") + row(2, 2, "new")))\(list(0, row(0, 1, "in 1")))</main>")
    }

    @Test mutating func `a stream in a stream's row is sent with it`() throws {
        let inner = LiveStream("inner", [Item(id: 1, text: "deep")])
        let page: Rendered = """
            <div id="u" phx-update="stream">\(stream: items, { id, item in
                "<ul id=\"\(id)\" phx-update=\"stream\">\(stream: inner, { "<li id=\"\($0)\">\($1.text)</li>" })</ul>"
            })</div>
            """
        try shown.show(page)
        #expect(try shown.html.contains(#"<ul id="u-1" phx-update="stream"><li id="inner-1">deep</li></ul>"#))
    }

    // MARK: A page without connection

    @Test mutating func `a loaded page has the rows in order, without those that only change others`() throws {
        items.prepend(Item(id: 3, text: "c"))
        items.insert(Item(id: 4, text: "d"), at: 1)
        items.insert(Item(id: 5, text: "e"), at: 99)
        items.update(Item(id: 6))
        #expect(try list(items).text() == html([(3, "c"), (4, "d"), (1, "a"), (2, "b"), (5, "e")]))
        // Rendering a page takes nothing from the stream.
        try shown.show(list(items))
        #expect(try shown.html == html([(3, "c"), (4, "d"), (1, "a"), (2, "b"), (5, "e")]))
    }

    // MARK: Mistakes

    @Test(
        arguments: [
            "<ul id=\"u\">", "<ul phx-update=\"stream\">", "<ul id=\"u\" phx-update=\"ignore\">",
        ] as [StaticString])
    func `a stream in an element that is not a stream's is refused`(tag: StaticString) throws {
        var template = Rendered.StringInterpolation(literalCapacity: 0, interpolationCount: 1)
        template.appendLiteral(tag)
        template.appendInterpolation(stream: items) { "<li id=\"\($0)\">\($1.text)</li>" }
        template.appendLiteral("</ul>")
        let error = try #require(throws: TemplateError.self) { try Rendered(stringInterpolation: template).html() }
        #expect(error.code == .stream)
    }

    @Test mutating func `a row without its id is refused`() throws {
        let page: Rendered =
            "<ul id=\"u\" phx-update=\"stream\">\(stream: items, { _, item in "<li>\(item.text)</li>" })</ul>"
        #expect(try #require(throws: TemplateError.self) { try shown.show(page) }.code == .stream)
    }

    @Test mutating func `more than can wait is refused, and held by nobody`() throws {
        try shown.show(list(items))
        for id in 0...LiveStream<Item>.pendingLimit { items.append(Item(id: id)) }
        #expect(try #require(throws: TemplateError.self) { try shown.show(list(items)) }.code == .stream)
    }

    @Test mutating func `changing one row over and over takes no room`() throws {
        try shown.show(list(items))
        for round in 0...LiveStream<Item>.pendingLimit { items.append(Item(id: 1, text: "\(round)")) }
        try shown.show(list(items))
        #expect(try shown.html == html([(1, "10000"), (2, "b")]))
    }
}
