import LiveRendering
import LiveViewTesting
import Testing
import WireJSON

@Suite("DiffEngine · components, wire §4.7 and §5.5")
struct DiffEngineComponentsTests {
    private var shown = ShownPage(host: CounterHost())

    struct CounterHost: ComponentHost {
        var counts: [String: Int] = [:]
        var inner: [String: String] = [:]
        /// Those that say they look as before.
        var still: Set<String> = []
        private(set) var rendered: [Int] = []
        private(set) var forgotten: [Int] = []

        mutating func render(
            _ component: ComponentReference, cid: Int, isShown: Bool
        ) throws(TemplateError) -> Rendered? {
            rendered.append(cid)
            let name = component.content as? String ?? ""
            return isShown && still.contains(name) ? nil : markup(name)
        }

        func markup(_ name: String) -> Rendered {
            if let inner = inner[name] { return "<i>\(name)\(Self.component(inner))</i>" }
            return "<b id=\"\(name)\">\(counts[name, default: 0])</b>"
        }

        mutating func forget(_ cid: Int) { forgotten.append(cid) }

        static func component(_ name: String) -> ComponentReference {
            ComponentReference(key: ComponentKey(CounterHost.self, id: name), content: name)
        }
    }

    private func page(_ names: [String]) -> Rendered {
        "<div>\(for: names, id: \.self, { "\(CounterHost.component($0))" })</div>"
    }

    @Test mutating func `components are sent beside the page, then changed alone, added and dropped`() throws {
        #expect(
            try shown.show(page(["a", "b"]))
                == .parsed(
                    #"{"0":{"k":{"0":{"0":1},"1":{"0":2},"kc":2},"s":["",""]},"s":["<div>","</div>"],"c":{"1":{"0":"a","1":"0","s":["<b id=\"","\">","</b>"],"r":1},"2":{"0":"b","1":"0","s":["<b id=\"","\">","</b>"],"r":1}}}"#
                ))
        shown.host.counts["a"] = 1
        #expect(try shown.showComponent(1, as: shown.host.markup("a")) == .parsed(#"{"c":{"1":{"1":"1"}}}"#))
        #expect(try shown.showComponent(1, as: shown.host.markup("a")) == [:])
        #expect(
            try shown.show(page(["a", "b", "c"]))
                == .parsed(
                    #"{"0":{"k":{"2":{"0":3},"kc":3}},"c":{"3":{"0":"c","1":"0","s":["<b id=\"","\">","</b>"],"r":1}}}"#
                ))
        #expect(
            try shown.show(page(["b", "c"]))
                == .parsed(#"{"0":{"k":{"0":1,"1":2,"km":true,"kc":2}}}"#))
    }

    @Test mutating func `a parent's rendering updates its components, and sends what changed`() throws {
        try shown.show(page(["a", "b"]))
        shown.host.counts = ["a": 5, "b": 0]
        #expect(try shown.show(page(["a", "b"])) == .parsed(#"{"c":{"1":{"1":"5"}}}"#))
    }

    @Test mutating func `a number is used once`() throws {
        try shown.show(page(["a"]))
        try shown.show(page([]))
        shown.engine.willDestroy([1])
        #expect(shown.engine.destroyed([1]) == [1])
        let message = try shown.show(page(["a"]))
        #expect(message["c"]?["2"]?["r"] == 1)
    }

    @Test mutating func `a component that comes back before it was destroyed is sent in full, under its number`() throws
    {
        try shown.show(page(["a", "b"]))
        try shown.show(page(["b"]))
        let message = try shown.show(page(["b", "a"]))
        #expect(message["c"]?["1"]?["s"]?.array?.count == 3)
        #expect(shown.engine.destroyed([1]) == [])
    }

    @Test mutating func `one that was marked and came back is not destroyed`() throws {
        try shown.show(page(["a", "b"]))
        try shown.show(page(["b"]))
        shown.engine.willDestroy([1])
        let message = try shown.show(page(["a", "b"]))
        #expect(message["c"]?["1"]?["s"]?.array?.count == 3)
        #expect(shown.engine.destroyed([1]) == [])
        #expect(try shown.show(page(["a", "b"])) == [:])
    }

    @Test mutating func `one that was marked while the page held it is sent in full by the next rendering`() throws {
        try shown.show(page(["a"]))
        shown.engine.willDestroy([1])
        let message = try shown.show(page(["a"]))
        #expect(message["c"]?["1"]?["r"] == 1)
        #expect(shown.engine.destroyed([1]) == [])
    }

    @Test mutating func `what the client makes up destroys nothing`() throws {
        try shown.show(page(["a"]))
        shown.engine.willDestroy([0, 7, -1])
        #expect(shown.engine.destroyed([0, 1, 7, -1]) == [])
        #expect(try shown.show(page(["a"])) == [:])
    }

    @Test mutating func `what a component holds comes back in full with it`() throws {
        shown.host.inner["a"] = "x"
        try shown.show(page(["a"]))
        try shown.show(page([]))
        let message = try shown.show(page(["a"]))
        #expect(Set(message["c"]?.object.map { Array($0.keys) } ?? []) == ["1", "2"])
        #expect(message["c"]?["2"]?["r"] == 1)
    }

    @Test mutating func `what went with a component comes back without it, in full`() throws {
        shown.host.inner["a"] = "x"
        try shown.show(page(["a"]))
        try shown.show(page([]))
        let message = try shown.show(page(["x"]))
        #expect(message["c"]?["2"]?["r"] == 1)
    }

    @Test(arguments: [[1, 2], [2, 1]]) mutating func `a component moves from one changed component to another`(
        order: [Int]
    ) throws {
        let (from, to) = (order[0], order[1])
        shown.host.inner = [from == 1 ? "a" : "b": "x"]
        try shown.show(page(["a", "b"]))
        let message = try shown.showComponents([
            from: "<u>nothing</u>", to: "<u>\(CounterHost.component("x"))</u>",
        ])
        #expect(message["c"]?[String(to)]?["0"] == 3)
        shown.host.counts["x"] = 7
        #expect(try shown.showComponent(3, as: shown.host.markup("x"))["c"]?["3"]?["1"] == "7")
    }

    @Test(arguments: [1, 2]) mutating func `a component cannot be taken from one that still shows it`(holder: Int)
        throws
    {
        shown.host.inner = ["a": "x", "b": "y"]
        try shown.show(page(["a", "b"]))
        let error = try #require(throws: TemplateError.self) {
            try shown.showComponent(
                holder, as: "<u>\(CounterHost.component(holder == 1 ? "y" : "x"))</u>")
        }
        #expect(error.code == .component)
    }

    @Test mutating func `a component that looks as before is left alone, with all it holds`() throws {
        shown.host.inner["a"] = "x"
        try shown.show(page(["a", "b"]))
        shown.host.still = ["a"]
        shown.host.counts = ["b": 1]
        #expect(try shown.show(page(["a", "b"])) == .parsed(#"{"c":{"2":{"1":"1"}}}"#))
        shown.host.counts["x"] = 1
        // What it holds still has its place, and changes by itself.
        #expect(try shown.showComponent(3, as: shown.host.markup("x")) == .parsed(#"{"c":{"3":{"1":"1"}}}"#))
    }

    @Test mutating func `the page cannot take what a component left alone still shows`() throws {
        shown.host.inner["a"] = "x"
        try shown.show(page(["a"]))
        shown.host.still = ["a"]
        let error = try #require(throws: TemplateError.self) { try shown.show(page(["a", "x"])) }
        #expect(error.code == .component)
    }

    @Test mutating func `components that hold each other and change together are each sent once`() throws {
        shown.host.inner["a"] = "x"
        try shown.show(page(["a", "b"]))
        let message = try shown.showComponents([
            1: shown.host.markup("a"), 2: "<b id=\"\("b")\">\(8)</b>", 3: "<b id=\"\("x")\">\(9)</b>",
        ])
        #expect(Set(message["c"]?.object.map { Array($0.keys) } ?? []) == ["2", "3"])
    }

    @Test mutating func `a component may drop and take up another by its own rendering`() throws {
        shown.host.inner["a"] = "x"
        try shown.show(page(["a"]))
        shown.host.inner["a"] = nil
        try shown.showComponent(1, as: shown.host.markup("a"))
        shown.engine.willDestroy([2])
        #expect(shown.engine.destroyed([2]) == [2])
        shown.host.inner["a"] = "x"
        let message = try shown.showComponent(1, as: shown.host.markup("a"))
        #expect(message["c"]?["3"]?["r"] == 1)
        #expect(try shown.client.html() == shown.html(page(["a"])))
    }

    @Test mutating func `a component that the page dropped sends nothing of its own`() throws {
        try shown.show(page(["a"]))
        try shown.show(page([]))
        #expect(try shown.showComponent(1, as: shown.host.markup("a")) == [:])
        #expect(try shown.showComponent(99, as: shown.host.markup("a")) == [:])
    }

    @Test mutating func `another page in the same place starts with new components`() throws {
        try shown.show(page(["a", "b"]))
        let message = try shown.show("<main>\(CounterHost.component("a"))</main>")
        #expect(
            message
                == (try .parsed(
                    #"{"0":3,"s":["<main>","</main>"],"c":{"3":{"0":"a","1":"0","s":["<b id=\"","\">","</b>"],"r":1}}}"#
                )))
        #expect(shown.host.forgotten == [1, 2])
        #expect(shown.engine.destroyed([1, 2]) == [])
    }

    @Test mutating func `one component cannot be in two places`() throws {
        let error = try #require(throws: TemplateError.self) {
            try shown.show("\(CounterHost.component("a"))\(CounterHost.component("a"))")
        }
        #expect(error.code == .component)
    }

    @Test(
        arguments: [
            "text", "", " & <b>x</b>", "<b>x</b> y", "<b>x</b><i>y</i>", "<b>x</b><br>", "<br><hr>", "<!-- b -->",
            "<p>x",
            "</b>",
        ] as [StaticString])
    mutating func `a component that is not one element is refused`(literal: StaticString) throws {
        try shown.show(page(["a"]))
        let error = try #require(throws: TemplateError.self) {
            try shown.showComponent(1, as: Rendered(stringLiteral: literal))
        }
        #expect(error.code == .component)
    }

    @Test(
        arguments: [
            "<br>", "\n<b>x</b>\n", "<!-- b --><b>x</b>", "<div><p>one<p>two</div>", "<textarea><b></textarea>",
            "<svg><path d=\"\"/><g/></svg>", "<ul><li>a<li>b</ul>", "<DIV><br></div>",
        ] as [StaticString])
    mutating func `a component is one element`(literal: StaticString) throws {
        try shown.show(page(["a"]))
        try shown.showComponent(1, as: Rendered(stringLiteral: literal))
    }

    @Test mutating func `a component moves from the page into another component, and back`() throws {
        shown.host.counts = ["a": 1, "x": 2]
        try shown.show(page(["a", "x"]))
        shown.host.inner["a"] = "x"
        try shown.show(page(["a"]))
        shown.host.inner["a"] = nil
        try shown.show(page(["x", "a"]))
    }
}
