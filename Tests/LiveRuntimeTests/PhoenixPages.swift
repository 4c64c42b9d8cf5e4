import LiveRendering
import LiveRuntime

// The pages that the recorded frames came from.

struct KeyedPage: LiveView {
    private struct Row {
        let id: Int
        var name: String
    }

    private var rows = (1...5).map { Row(id: $0, name: "row \($0)") }

    init(_ mount: Mount<Anyone>) {}

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        let id = event["id"].flatMap { Int($0) } ?? 0
        switch event.name {
        case "rename": for index in rows.indices where rows[index].id == id { rows[index].name = event["name"] ?? "" }
        case "delete": rows.removeAll { $0.id == id }
        case "front": rows.insert(Row(id: id, name: "row \(id)"), at: 0)
        case "reverse": rows.reverse()
        case "clear": rows = []
        case "swaprename":
            rows.swapAt(0, 1)
            rows[0].name += "!"
        default: break
        }
    }

    func render() -> Rendered {
        """
        <ul>\(for: rows, id: \.id, { row in
            "<li id=\"r\(row.id)\"><b>\(row.name)</b> of \(rows.count)</li>"
        })</ul>
        """
    }
}

struct ComponentPage: LiveView {
    private var ids = ["a", "b", "c"]
    private var label = "L"

    init(_ mount: Mount<Anyone>) {}

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        switch event.name {
        case "drop": ids.removeAll { $0 == event["id"] }
        case "add": ids.append(event["id"] ?? "")
        case "label": label = event["l"] ?? ""
        default: break
        }
    }

    func render() -> Rendered {
        "<div>\(for: ids, id: \.self, { id in "\(live: PageCounter.self, id: id, .init(id: id, label: label))" })</div>"
    }
}

struct PageCounter: LiveComponent {
    struct Input: Hashable, Sendable {
        let id: String
        let label: String
    }

    private var input: Input
    private var count = 0

    init(_ input: Input, socket: inout LiveSocket) { self.input = input }
    mutating func update(_ input: Input, socket: inout LiveSocket) { self.input = input }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        if event.name == "up" { count += 1 }
    }

    func render(_ target: ComponentTarget) -> Rendered {
        """
        <div id="c-\(input.id)">\(input.label): <button phx-click="up" phx-target="\(target)">\(count)</button></div>
        """
    }
}

struct StreamPage: LiveView {
    private struct Item: Identifiable {
        let id: Int
        let text: String
    }

    private var items = LiveStream("items", (1...3).map { Item(id: $0, text: "t\($0)") })

    init(_ mount: Mount<Anyone>) {}

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        let id = event["id"].flatMap { Int($0) } ?? 0
        let item = Item(id: id, text: "t\(id)")
        switch event.name {
        case "append": items.append(item)
        case "prepend": items.prepend(item)
        case "limit": items.prepend(item, limit: .first(3))
        case "delete": items.remove(id: id)
        case "reset": items.reset(to: [Item(id: 9, text: "nine")])
        case "update": items.update(Item(id: id, text: "changed"))
        default: break
        }
    }

    func render() -> Rendered {
        """
        <ul id="items" phx-update="stream">\(stream: items, { id, item in "<li id=\"\(id)\">\(item.text)</li>" })</ul>
        """
    }
}
