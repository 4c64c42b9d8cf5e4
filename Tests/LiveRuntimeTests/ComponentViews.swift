import LiveRendering
import LiveRuntime
import Synchronization
import WireJSON

/// A list of counters under one label, as its events say.
struct Board: LiveView {
    private var ids = ["a", "b"]
    private var label = "L"
    private var note = "none"
    private var isOpen = true

    init(_ mount: Mount<Anyone>) {}

    mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) {
        note = location["note"] ?? note
    }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) throws {
        let id = event["id"] ?? ""
        switch event.name {
        case "label": label = id
        case "note": note = id
        case "add": ids.append(id)
        case "drop": ids.removeAll { $0 == id }
        case "toggle": isOpen.toggle()
        case "set": socket.update(Tally.self, id: id) { tally, _ in tally.count = 100 }
        default: break
        }
    }

    func render() -> Rendered {
        "<main><p>\(note)</p>\(if: isOpen, tallies)</main>"
    }

    private var tallies: Rendered {
        """
        <div>\(for: ids, id: \.self, { id in
            """
            \(live: Tally.self, id: id, .init(label: label, onPick: { socket in
                socket.update(Board.self) { board, _ in board.note = id }
            }))
            """
        })</div>
        """
    }
}

/// How often components were made and rendered, for tests that ask how little is done.
final class Renderings: Sendable {
    static let shared = Renderings()
    private let counts = Mutex<[String: Int]>([:])

    func count(_ name: String) { counts.withLock { $0[name, default: 0] += 1 } }
    subscript(name: String) -> Int { counts.withLock { $0[name, default: 0] } }
}

struct Tally: LiveComponent {
    struct Input: Sendable {
        let label: String
        let onPick: @Sendable (inout LiveSocket) -> Void
    }

    struct Crash: Error {}

    private var input: Input
    var count = 0

    init(_ input: Input, socket: inout LiveSocket) throws {
        self.input = input
        if input.label == "push" { socket.push("mounted") }
        if input.label == "away" { socket.redirect(to: "/elsewhere") }
        if input.label == "crash" { throw Crash() }
    }

    mutating func update(_ input: Input, socket: inout LiveSocket) {
        self.input = input
        if input.label == "chain" { socket.update(Tally.self, id: "b") { tally, _ in tally.count += 1 } }
    }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) async throws {
        switch event.name {
        case "up": count += 1
        case "later":
            await Task.yield()
            count += 1
        case "pick": input.onPick(&socket)
        case "reply": socket.reply(["count": .integer(count)])
        case "push": socket.push("pushed", ["count": .integer(count)])
        case "patch": socket.patch(to: "/board?note=patched")
        case "redirect": socket.redirect(to: "/elsewhere")
        case "other": socket.update(Tally.self, id: event["id"] ?? "") { tally, _ in tally.count += 10 }
        case "loop": Self.loop(&socket)
        case "wrong view": socket.update(Other.self) { _, _ in }
        case "crash": throw Crash()
        default: break
        }
    }

    private static func loop(_ socket: inout LiveSocket) {
        socket.update(Board.self) { _, socket in loop(&socket) }
    }

    func render(_ target: ComponentTarget) -> Rendered {
        "<section>\(input.label)<button phx-click=\"up\" phx-target=\"\(target)\">\(count)</button></section>"
    }
}

/// Cards with content of the page's, and a component that is not told anything.
struct Cards: LiveView {
    private var title = "one"
    private var body = "x"
    private var clicks = 0

    init(_ mount: Mount<Anyone>) {}

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        switch event.name {
        case "title": title = event["value"] ?? ""
        case "body": body = event["value"] ?? ""
        case "click": clicks += 1
        default: break
        }
    }

    func render() -> Rendered {
        "<main>\(clicks)\(live: Card.self, id: 1, input)\(live: Heading.self, id: 2, title)\(live: Clock.self, id: 3)</main>"
    }

    private var input: Card.Input {
        .init(content: "<b>\(body)</b>", row: { [body] item in "<li>\(item) \(body)</li>" })
    }
}

struct Card: LiveComponent {
    struct Input: Sendable {
        let content: Rendered
        let row: @Sendable (String) -> Rendered
    }

    private var input: Input
    private var items = ["1"]

    init(_ input: Input, socket: inout LiveSocket) { self.input = input }
    mutating func update(_ input: Input, socket: inout LiveSocket) { self.input = input }
    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) { items.append("\(items.count + 1)") }

    func render(_ target: ComponentTarget) -> Rendered {
        """
        <article>\(input.content)<ul>\(for: items, id: \.self, { input.row($0) })</ul>\
        \(live: Clock.self, id: "inner")</article>
        """
    }
}

struct Heading: LiveComponent {
    private var text: String

    init(_ text: String, socket: inout LiveSocket) { self.text = text }
    mutating func update(_ text: String, socket: inout LiveSocket) { self.text = text }

    func render(_ target: ComponentTarget) -> Rendered {
        Renderings.shared.count(text)
        return "<h1>\(text)</h1>"
    }
}

struct Clock: LiveComponent {
    private var ticks = 0

    init(_ input: Void, socket: inout LiveSocket) {}
    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) { ticks += 1 }
    func render(_ target: ComponentTarget) -> Rendered { "<i>\(ticks)</i>" }
}

/// Streams of the view's and of a component's, with components in rows.
struct Feed: LiveView {
    fileprivate struct Item: Identifiable {
        let id: Int
        var text = "t"
    }

    struct Crash: Error {}

    private var items: LiveStream<Item>
    private var isOpen = true

    init(_ mount: Mount<Anyone>) {
        items = LiveStream("items", [Item(id: 1), Item(id: 2)])
        mount.subscribe(to: "feed")
    }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) throws {
        let item = Item(id: Int(event["id"] ?? "") ?? 0)
        switch event.name {
        case "append": items.append(item)
        case "remove": items.remove(item)
        case "toggle": isOpen.toggle()
        case "log":
            items.append(item)
            socket.update(Log.self, id: "log") { log, _ in log.add("from the view") }
        case "crash":
            items.append(item)
            throw Crash()
        default: break
        }
    }

    mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
        if let id = message.value(as: Int.self) { items.append(Item(id: id)) }
    }

    func render() -> Rendered {
        "<main>\(if: isOpen, list)\(live: Log.self, id: "log")</main>"
    }

    private var list: Rendered {
        """
        <ul id="items" phx-update="stream">\(stream: items, { id, item in
            "<li id=\"\(id)\">\(item.text)\(live: Clock.self, id: item.id)</li>"
        })</ul>
        """
    }
}

struct Log: LiveComponent {
    private struct Line: Identifiable {
        let id: Int
        let text: String
    }

    private var lines = LiveStream<Line>("lines")
    private var count = 0

    init(_ input: Void, socket: inout LiveSocket) { add("begun") }

    mutating func add(_ text: String) {
        count += 1
        lines.append(Line(id: count, text: text), limit: .last(2))
    }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) { add(event.name) }

    func render(_ target: ComponentTarget) -> Rendered {
        """
        <ol id="lines" phx-update="stream">\(stream: lines, { id, line in "<li id=\"\(id)\">\(line.text)</li>" })</ol>
        """
    }
}
