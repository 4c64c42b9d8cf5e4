import Foundation
import LiveRendering
import LiveViewTesting
import NIOCore
import Testing
import WireJSON

/// The pages of `Fixtures/phoenix-liveview-1.2.10.jsonl`, in Swift, taken through the recorded steps: our messages and the reference
/// server's must bring two clients to the same page.
@Suite("Phoenix LiveView 1.2.10 · the same page after every step")
struct PhoenixFramesTests {
    struct Step {
        let name: String
        let response: JSONValue

        /// What the message says about the page.
        var diff: JSONValue { response["rendered"] ?? response["diff"] ?? [:] }
        /// The value sent with the event.
        var value: JSONValue { (try? .parsed(String(name.drop { $0 != "{" }))) ?? [:] }
        var event: String { String(name.split(separator: " ").dropFirst().first ?? "") }
    }

    static func steps(of page: String) throws -> [Step] {
        let url = try #require(
            Bundle.module.url(forResource: "phoenix-liveview-1.2.10", withExtension: "jsonl", subdirectory: "Fixtures"))
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
            try JSONValue.parsed(String($0))
        }
        .filter { $0["page"]?.string == page }
        .map { line in
            let response = line["frames"]?.array?.first?.array?[4]["response"]
            return Step(name: line["step"]?.string ?? "", response: try #require(response))
        }
    }

    // MARK: A keyed list

    struct Row {
        let id: Int
        var name: String
    }

    static func keyed(_ rows: [Row]) -> Rendered {
        """
        <ul>\(for: rows, id: \.id, { row in
            "<li id=\"r\(row.id)\"><b>\(row.name)</b> of \(rows.count)</li>"
        })</ul>
        """
    }

    static func perform(_ step: Step, on rows: inout [Row]) {
        let id = step.value["id"]?.string.flatMap { Int($0) } ?? 0
        switch step.event {
        case "rename":
            for index in rows.indices where rows[index].id == id { rows[index].name = step.value["name"]?.string ?? "" }
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

    @Test func `keyed list`() throws {
        var peer = ClientTree()
        var ours = ShownPage()
        var rows = (1...5).map { Row(id: $0, name: "row \($0)") }
        for step in try Self.steps(of: "keyed") {
            Self.perform(step, on: &rows)
            try peer.apply(step.diff)
            let message = try ours.show(Self.keyed(rows))
            #expect(try ours.client.html() == peer.html(), "\(step.name)")
            if step.name != "join" { expectNoLarger(message, than: step) }
        }
    }

    // MARK: Components

    struct Counters: ComponentHost {
        var label = "L"
        /// By component number.
        private(set) var counts: [Int: Int] = [:]
        private var ids: [Int: String] = [:]

        mutating func render(
            _ component: ComponentReference, cid: Int, isShown: Bool
        ) throws(TemplateError) -> Rendered? {
            ids[cid] = component.content as? String
            return markup(cid)
        }

        mutating func count(_ cid: Int) { counts[cid, default: 0] += 1 }

        func markup(_ cid: Int) -> Rendered {
            """
            <div id="c-\(ids[cid])">\(label): <button phx-click="up"\(attribute: "phx-target", cid)>\
            \(counts[cid, default: 0])</button></div>
            """
        }

        mutating func forget(_ cid: Int) { ids[cid] = nil }

        static func page(_ ids: [String]) -> Rendered {
            "<div>\(for: ids, id: \.self, { "\(ComponentReference(key: ComponentKey(Counters.self, id: $0), content: $0))" })</div>"
        }
    }

    @Test func `components`() throws {
        var peer = ClientTree()
        var ours = ShownPage(host: Counters())
        var ids = ["a", "b", "c"]
        var clicked = 2
        for step in try Self.steps(of: "comp") {
            try peer.apply(step.diff)
            let message = try perform(step, on: &ours, ids: &ids, clicked: &clicked)
            #expect(try ours.client.html() == peer.html(), "\(step.name)")
            // Theirs borrows a component's statics from another; ours sends them.
            if step.name != "join", step.event != "add" { expectNoLarger(message, than: step) }
        }
    }

    private func perform(
        _ step: Step, on ours: inout ShownPage<Counters>, ids: inout [String], clicked: inout Int
    ) throws -> JSONValue {
        let id = step.value["id"]?.string ?? ""
        switch (step.name, step.event) {
        case ("cids_will_destroy", _): ours.engine.willDestroy([2])
        case ("cids_destroyed", _):
            let removed = ours.engine.destroyed([2])
            #expect(removed == step.response["cids"]?.array?.compactMap(\.integer))
            ours.client.prune(removed)
            clicked = 5
        case (_, "up"):
            // The last click is for a component that shows no change any more.
            guard step.diff != [:] else { return [:] }
            ours.host.count(clicked)
            return try ours.showComponent(clicked, as: ours.host.markup(clicked))
        default:
            if step.event == "add" { ids.append(id) }
            if step.event == "drop" { ids.removeAll { $0 == id } }
            if step.event == "label" { ours.host.label = step.value["l"]?.string ?? "" }
            return try show(Counters.page(ids), on: &ours)
        }
        return [:]
    }

    /// Markup prints the numbers, which a fresh rendering gives anew: the client alone is looked at.
    private func show(_ rendered: Rendered, on ours: inout ShownPage<Counters>) throws -> JSONValue {
        var json = JSONWriter()
        json.beginObject()
        _ = try ours.engine.render(rendered, host: &ours.host, into: &json)
        json.endObject()
        let message = try JSONValue(parsing: json.buffer)
        try ours.client.apply(message)
        return message
    }

    private func expectNoLarger(_ message: JSONValue, than step: Step) {
        let (ours, theirs) = (message.serialized().readableBytes, step.diff.serialized().readableBytes)
        #expect(ours <= theirs, "\(step.name): \(String(buffer: message.serialized()))")
    }
}
