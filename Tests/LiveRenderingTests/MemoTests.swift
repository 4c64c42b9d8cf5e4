import LiveRendering
import LiveViewTesting
import SeededRandomness
import Synchronization
import Testing
import WireJSON

@Suite("Memo · parts and rows that are only made when their value changes")
struct MemoTests {
    /// How often a part was made.
    private final class Tally: Sendable {
        private let number = Mutex(0)
        var count: Int { number.withLock { $0 } }
        func add() { number.withLock { $0 += 1 } }
    }

    private struct Row: Hashable, Sendable {
        let id: Int
        var text: String
    }

    private var shown = ShownPage()
    private let tally = Tally()
    private let parts = Tally()

    // MARK: Parts

    private func page(_ value: [String], _ other: Int) -> Rendered {
        """
        <main>\(other)\(memo: value, { [parts] value in
            parts.add()
            return "<ul>\(for: value, id: \.self, { "<li>\($0)</li>" })</ul>"
        })</main>
        """
    }

    @Test mutating func `a part is made once while its value stays equal`() throws {
        var plain = DiffEngine()
        func show(_ rendered: Rendered) throws -> JSONValue { try Self.message(&plain, rendered) }
        #expect(try show(page(["a"], 1))["1"]?["0"]?["k"]?["kc"] == 1)
        #expect(try show(page(["a"], 2)) == ["0": "2"])
        #expect(try show(page(["a"].map { $0 + "" }, 2)) == [:])
        #expect(parts.count == 1)
        #expect(try show(page(["a", "b"], 2)) == .parsed(#"{"1":{"0":{"k":{"1":{"0":"b"},"kc":2}}}}"#))
        #expect(parts.count == 2)
    }

    private static func message(_ engine: inout DiffEngine, _ rendered: Rendered) throws -> JSONValue {
        var host = NoComponents()
        var json = JSONWriter()
        json.beginObject()
        _ = try engine.render(rendered, host: &host, into: &json)
        json.endObject()
        return try JSONValue(parsing: json.buffer)
    }

    @Test mutating func `equal values at different places of a program are different parts`() throws {
        func page(_ isFirst: Bool) -> Rendered {
            let part: Rendered = isFirst ? "\(memo: 1, { _ in "<b>one</b>" })" : "\(memo: 1, { _ in "<i>other</i>" })"
            return "<p>\(part)</p>"
        }
        try shown.show(page(true))
        try shown.show(page(false))
        try shown.show(page(true))
        #expect(try shown.client.html() == "<p><b>one</b></p>")
    }

    @Test mutating func `a part may come and go, and be of several templates`() throws {
        func page(_ value: Int?) -> Rendered {
            "<p>\(if: value, { "\(memo: $0, { $0 < 10 ? "<b>\($0)</b>" : "<i>\($0)</i>" })" })</p>"
        }
        for value in [1, 1, 2, nil, 2, 11, 12, 3, 3, nil, nil] { try shown.show(page(value)) }
        #expect(try shown.client.html() == "<p></p>")
    }

    @Test func `components in a part live on while it is left alone`() throws {
        var shown = ShownPage(host: SlotHost())
        shown.host.components = [1: SlotTemplate(shape: .one, slots: [.number(1)])]
        func page(_ value: Int, _ other: Int, around id: Int = 1) -> Rendered {
            "<main>\(other)\(memo: value, { "<p>\($0)\(slot: .component(id))</p>" })</main>"
        }
        try shown.show(page(1, 1))
        try shown.show(page(1, 2))
        let changed = SlotTemplate(shape: .one, slots: [.number(7)])
        #expect(try shown.showComponent(1, as: SlotHost.markup(1, changed)) != [:])
        shown.host.components[1] = changed
        try shown.show(page(1, 3))
        // The browser lost it: the part is made again, and the component sent in full.
        shown.engine.willDestroy([1])
        #expect(try shown.show(page(1, 3))["c"]?["1"]?["r"] == 1)
        #expect(shown.engine.destroyed([1]) == [])
        try shown.show(page(2, 3))
        #expect(try shown.show(page(2, 3)) == [:])
    }

    @Test func `a component cannot be taken from a part that is left alone`() throws {
        var shown = ShownPage(host: SlotHost())
        func page(_ isElsewhere: Bool) -> Rendered {
            "<main>\(memo: 1, { _ in "<p>\(slot: .component(1))</p>" })\(if: isElsewhere, "\(slot: .component(1))")</main>"
        }
        try shown.show(page(false))
        #expect(throws: TemplateError.self) { try shown.show(page(true)) }
    }

    @Test func `streams in a part are always looked at`() throws {
        struct Item: Identifiable { let id: Int }
        var engine = DiffEngine()
        var items = LiveStream("i", [Item(id: 1)])
        func page() -> Rendered {
            let items = items
            return """
                <main>\(memo: 1, { _ in
                    "<ul id=\"i\" phx-update=\"stream\">\(stream: items, { id, _ in "<li id=\"\(id)\">x</li>" })</ul>"
                })</main>
                """
        }
        _ = try Self.message(&engine, page())
        items.append(Item(id: 2))
        #expect(try Self.message(&engine, page())["0"]?["0"]?["k"]?["kc"] == 1)
        #expect(try Self.message(&engine, page()) == [:])
    }

    // MARK: Rows

    private func table(_ rows: [Row]) -> Rendered {
        """
        <table>\(memo: rows, id: \.id, { [tally] row in
            tally.add()
            return "<tr id=\"\(row.id)\"><td>\(row.text)</td></tr>"
        })</table>
        """
    }

    @Test func `one changed row of a thousand is the only one made`() throws {
        var engine = DiffEngine()
        var rows = (0..<1000).map { Row(id: $0, text: "t\($0)") }
        _ = try Self.message(&engine, table(rows))
        #expect(tally.count == 1000)
        rows[617].text = "new"
        #expect(
            try Self.message(&engine, table(rows))
                == .parsed(#"{"0":{"k":{"617":{"1":"new"},"kc":1000}}}"#))
        #expect(tally.count == 1001)
        #expect(try Self.message(&engine, table(rows)) == [:])
        rows.swapAt(3, 900)
        #expect(
            try Self.message(&engine, table(rows))
                == .parsed(#"{"0":{"k":{"3":900,"900":3,"km":true,"kc":1000}}}"#))
        rows.append(Row(id: 1000, text: "last"))
        rows.removeFirst()
        _ = try Self.message(&engine, table(rows))
        #expect(tally.count == 1002)
    }

    @Test mutating func `two rows with one key are refused`() throws {
        let row = Row(id: 1, text: "a")
        #expect(throws: TemplateError.self) { try ShownPage().html(table([row, row])) }
        for change in [[row, row], [Row(id: 2, text: "b"), row, row]] {
            var shown = ShownPage()
            try shown.show(table([row]))
            #expect(throws: TemplateError.self) { try shown.show(table(change)) }
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>) mutating func `rows go anywhere`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            let keys = (0..<10).shuffled(using: &random).prefix(Int.random(in: 0...10, using: &random))
            let rows = keys.map { Row(id: $0, text: ["a", "b", "<"].randomElement(using: &random)!) }
            try shown.show(
                "<div>\(memo: rows, id: \.id, { $0.text == "<" ? "<hr>" : "<p>\($0.text)\($0.id)</p>" })</div>")
            #expect(try shown.show(table(rows))["s"] != nil)
            try shown.show(table(rows.shuffled(using: &random)))
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func `rows with components keep them`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var shown = ShownPage(host: SlotHost())
        for _ in 0..<100 {
            let keys = (0..<6).shuffled(using: &random).prefix(Int.random(in: 0...6, using: &random))
            let rows = keys.map { Row(id: $0, text: ["a", "c"].randomElement(using: &random)!) }
            try shown.show(
                "<div>\(memo: rows, id: \.id, { row in "<p>\(row.text)\(slot: row.text == "c" ? .component(row.id) : .nothing)</p>" })</div>"
            )
        }
    }
}
