import LiveRendering
import LiveViewTesting
import SeededRandomness
import Testing
import WireJSON

/// What a browser would show if each operation reached it by itself.
private struct PlainList {
    private(set) var rows: [(id: Int, text: String)] = []

    mutating func insert(_ id: Int, _ text: String, at index: Int?) {
        if let known = rows.firstIndex(where: { $0.id == id }) {
            rows[known].text = text
        } else {
            rows.insert((id, text), at: min(index ?? rows.count, rows.count))
        }
    }

    mutating func update(_ id: Int, _ text: String) {
        if let known = rows.firstIndex(where: { $0.id == id }) { rows[known].text = text }
    }

    mutating func remove(_ id: Int) { rows.removeAll { $0.id == id } }
    mutating func removeAll() { rows = [] }

    mutating func keep(first count: Int) { rows = Array(rows.prefix(count)) }
    mutating func keep(last count: Int) { rows = Array(rows.suffix(count)) }
}

@Suite("LiveStream · random operations")
struct LiveStreamRandomTests {
    private struct Item: Identifiable {
        let id: Int
        let text: String
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>) func `the browser shows what was asked for`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var list = PlainList()
        var items = LiveStream<Item>("i")
        var engine = DiffEngine()
        var client = ClientTree()
        for round in 0..<300 {
            perform(Int.random(in: 0..<12, using: &random), Int.random(in: 0..<9, using: &random), round, &items, &list)
            try show(items, &engine, &client)
            let rows = list.rows.map { "<p id=\"i-\($0.id)\">\($0.text)</p>" }.joined()
            #expect(try client.html() == "<div id=\"i\" phx-update=\"stream\">\(rows)</div>")
        }
    }

    private func perform(
        _ operation: Int, _ id: Int, _ round: Int, _ items: inout LiveStream<Item>, _ list: inout PlainList
    ) {
        let item = Item(id: id, text: "\(round)")
        switch operation {
        case 0...2:
            items.append(item)
            list.insert(id, item.text, at: nil)
        case 3:
            items.prepend(item)
            list.insert(id, item.text, at: 0)
        case 4:
            items.insert(item, at: id)
            list.insert(id, item.text, at: id)
        case 5:
            items.update(item)
            list.update(id, item.text)
        case 6, 7:
            items.remove(id: id)
            list.remove(id)
        case 8:
            items.move(item, to: 1)
            list.remove(id)
            list.insert(id, item.text, at: 1)
        case 9:
            // Limits count once the row is new; one that is there is changed without.
            let isNew = !list.rows.contains { $0.id == id }
            items.append(item, limit: .last(4))
            list.insert(id, item.text, at: nil)
            if isNew { list.keep(last: 4) }
        case 10:
            let isNew = !list.rows.contains { $0.id == id }
            items.prepend(item, limit: .first(5))
            list.insert(id, item.text, at: 0)
            if isNew { list.keep(first: 5) }
        default:
            guard round % 5 == 0 else { return }
            items.reset(to: [item])
            list.removeAll()
            list.insert(id, item.text, at: nil)
        }
    }

    private func show(_ items: LiveStream<Item>, _ engine: inout DiffEngine, _ client: inout ClientTree) throws {
        let page: Rendered =
            "<div id=\"i\" phx-update=\"stream\">\(stream: items, { "<p id=\"\($0)\">\($1.text)</p>" })</div>"
        var host = NoComponents()
        var json = JSONWriter()
        json.beginObject()
        let hasChanged = try engine.render(page, host: &host, into: &json)
        json.endObject()
        if hasChanged { try client.apply(JSONValue(parsing: json.buffer)) }
    }
}
