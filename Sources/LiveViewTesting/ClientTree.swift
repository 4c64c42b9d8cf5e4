package import WireJSON

/// What a browser makes of the messages: merges them and renders HTML.
///
/// Written from the wire's description (its §4) and sharing nothing with the engine, so that both must be wrong in the same way for
/// a mistake to pass. Throws wherever the browser's client would throw or show something broken.
package struct ClientTree {
    package struct Broken: Error, CustomStringConvertible {
        package let description: String
        package init(_ description: String) { self.description = description }
    }

    package init() {}

    package private(set) var tree: JSONValue?
    package private(set) var components: [Int: JSONValue] = [:]

    /// Numbers of the components the page shows.
    package private(set) var shown: Set<Int> = []

    /// A stream's row in the page: a node of its own, since nobody else keeps it.
    struct StreamRow {
        let id: String
        let node: JSONValue
    }

    /// The rows that the page has, by stream.
    var streamRows: [String: [StreamRow]] = [:]
    private var shownStreams: Set<String> = []

    private var marksComponents = false

    // MARK: Merging

    package mutating func apply(_ message: JSONValue) throws {
        guard var members = message.object else { throw Broken("a message is an object") }
        for name in ["e", "t", "r"] { members[name] = nil }
        let changes = members.removeValue(forKey: "c")?.object ?? [:]
        if !members.isEmpty {
            let resolved = try Self.resolve(.object(members), templates: members["p"]?.object)
            tree = try Self.merge(resolved, onto: tree)
        }
        try applyComponents(changes)
        try takeStreams()
        let before = shown
        shown = []
        shownStreams = []
        if let tree { try collect(tree) }
        // The element that held them is gone, and they with it.
        streamRows = streamRows.filter { shownStreams.contains($0.key) }
        for cid in shown.subtracting(before) where !Self.has(changes[String(cid)], "s") {
            throw Broken("component \(cid) appears, but is not sent in full")
        }
    }

    private mutating func applyComponents(_ changes: [String: JSONValue]) throws {
        let old = components
        for name in changes.keys.sorted(by: { Int($0)! < Int($1)! }) {
            guard let cid = Int(name), cid > 0 else { throw Broken("component \(name)") }
            components[cid] = try component(changes[name]!, cid: cid, old: old, changes: changes)
        }
    }

    /// A component's own `s` may be another component's number: of this message, or negative, of the tree before it (§4.7).
    private func component(
        _ change: JSONValue, cid: Int, old: [Int: JSONValue], changes: [String: JSONValue]
    ) throws -> JSONValue {
        guard let reference = change["s"]?.integer else {
            let resolved = try Self.resolve(change, templates: nil)
            if Self.has(resolved, "s"), resolved["r"] != 1 { throw Broken("component \(cid) without r") }
            return try Self.merge(resolved, onto: old[cid])
        }
        let base: JSONValue?
        if reference < 0 {
            base = old[-reference]
        } else if let shared = changes[String(reference)] {
            base = try component(shared, cid: reference, old: old, changes: changes)
        } else {
            base = nil
        }
        var members = change.object ?? [:]
        members["s"] = nil
        return try Self.merge(try Self.resolve(.object(members), templates: nil), onto: base)
    }

    /// Drops what the server said is gone.
    package mutating func prune(_ cids: [Int]) {
        for cid in cids { components[cid] = nil }
    }

    /// Puts arrays in the place of template numbers (§4.4).
    private static func resolve(_ value: JSONValue, templates: [String: JSONValue]?) throws -> JSONValue {
        switch value {
        case .array(let elements): return .array(try elements.map { try resolve($0, templates: templates) })
        case .object(var members):
            let inner = members.removeValue(forKey: "p")?.object ?? templates
            for (name, member) in members where name != "stream" {
                if name == "s", let index = member.integer {
                    guard let statics = inner?[String(index)] else { throw Broken("no template \(index)") }
                    members[name] = statics
                } else {
                    members[name] = try resolve(member, templates: inner)
                }
            }
            return .object(members)
        default: return value
        }
    }

    private static func merge(_ change: JSONValue, onto stored: JSONValue?) throws -> JSONValue {
        guard let changes = change.object, !has(change, "s") else { return change }
        guard var members = stored?.object else { throw Broken("changes for what the client does not have") }
        for (name, member) in changes {
            if name == "stream" {
                members[name] = member
            } else if name == "k" {
                members[name] = try mergeRows(member, onto: members[name])
            } else {
                members[name] = try merge(member, onto: members[name])
            }
        }
        return .object(members)
    }

    private static func mergeRows(_ change: JSONValue, onto stored: JSONValue?) throws -> JSONValue {
        guard let count = change["kc"]?.integer else { throw Broken("rows without a count") }
        guard let old = stored?.object else { throw Broken("changed rows for what is not a list") }
        var rows: [String: JSONValue] = ["kc": .integer(count)]
        for position in 0..<count {
            let name = String(position)
            let entry = change[name]
            if case .integer? = entry, change["km"] != true { throw Broken("a moved row without km") }
            if case .array? = entry, change["km"] != true { throw Broken("a moved row without km") }
            switch entry {
            case nil: rows[name] = old[name]
            case .integer(let oldPosition)?: rows[name] = old[String(oldPosition)]
            case .array(let pair)? where pair.count == 2:
                rows[name] = try mergeRow(pair[1], onto: old[String(pair[0].integer ?? -1)])
            case .object(let changed)?:
                rows[name] = try mergeRow(.object(changed), onto: old[name] ?? .object([:]))
            default: throw Broken("row \(position)")
            }
            if rows[name] == nil { throw Broken("row \(position) of \(count) is missing") }
        }
        return .object(rows)
    }

    private static func mergeRow(_ change: JSONValue, onto stored: JSONValue?) throws -> JSONValue {
        guard let stored else { throw Broken("a row moved from where none was") }
        return try merge(change, onto: stored)
    }

    private static func has(_ value: JSONValue?, _ name: String) -> Bool {
        value?.object?.keys.contains(name) == true
    }

    // MARK: Rendering

    /// What the browser's client marks a component's element with.
    static let componentAttribute = "data-phx-component"

    /// As ``html()``, with the elements of components marked by their number.
    func markedHTML() throws -> String {
        var tree = self
        tree.marksComponents = true
        return try tree.html()
    }

    package func html() throws -> String {
        guard let tree else { throw Broken("nothing was rendered") }
        return try html(of: tree)
    }

    func html(of value: JSONValue) throws -> String {
        switch value {
        case .string(let text): return text
        case .integer(let cid):
            guard let component = components[cid] else { throw Broken("missing component \(cid)") }
            let html = try html(of: component)
            return marksComponents ? Self.marked(html, cid: cid) : html
        case .object(let members): return try html(of: members)
        default: throw Broken("\(value) prints as a word")
        }
    }

    private func html(of members: [String: JSONValue]) throws -> String {
        guard let statics = members["s"]?.array?.map({ $0.string ?? "?" }) else {
            throw Broken("a node without statics")
        }
        guard let rows = members["k"] else { return try interleave(statics, members) }
        if let reference = members[Self.streamName]?.string {
            return try (streamRows[reference] ?? []).map { try html(of: $0.node) }.joined()
        }
        guard let count = rows["kc"]?.integer else { throw Broken("rows without a count") }
        return try (0..<count).map { position in
            guard let row = rows[String(position)]?.object else { throw Broken("row \(position) is missing") }
            return try interleave(statics, row)
        }.joined()
    }

    private static func marked(_ html: String, cid: Int) -> String {
        guard let tag = html.firstMatch(of: /<[A-Za-z][^\s\/>]*/) else { return html }
        return html.replacing(tag.output, with: "\(tag.output) \(componentAttribute)=\"\(cid)\"", maxReplacements: 1)
    }

    private func interleave(_ statics: [String], _ members: [String: JSONValue]) throws -> String {
        var text = statics[0]
        for index in 1..<statics.count {
            guard let dynamic = members[String(index - 1)] else { throw Broken("dynamic \(index - 1) is missing") }
            text += try html(of: dynamic) + statics[index]
        }
        return text
    }

    // MARK: Streams

    /// Moves streams' rows out of the tree, into the page.
    private mutating func takeStreams() throws {
        if let node = tree { tree = try takingStreams(node) }
        for (cid, node) in components { components[cid] = try takingStreams(node) }
    }

    private mutating func collect(_ value: JSONValue) throws {
        switch value {
        case .integer(let cid):
            guard let component = components[cid] else { throw Broken("missing component \(cid)") }
            if shown.insert(cid).inserted { try collect(component) }
        case .object(let members):
            let names = members.keys.filter { Int($0) != nil || $0 == "k" }
            for name in names { try collect(members[name]!) }
            if let reference = members[Self.streamName]?.string {
                shownStreams.insert(reference)
                for row in streamRows[reference] ?? [] { try collect(row.node) }
            }
        default: break
        }
    }
}
