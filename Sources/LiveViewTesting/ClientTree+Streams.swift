import WireJSON

/// Streams: the browser keeps their rows as elements of the page, and nothing of them in the tree (wire §4.6).
extension ClientTree {
    /// In the place of a stream's rows: whose they are. No name of the wire's.
    static let streamName = "stream rows"

    /// `value` without rows of streams, which are in the page then.
    mutating func takingStreams(_ value: JSONValue) throws -> JSONValue {
        guard case .object(var members) = value else { return value }
        if let stream = members.removeValue(forKey: "stream") {
            return try takingRows(of: stream, members)
        }
        for (name, member) in members where Int(name) != nil || name == "k" {
            members[name] = try takingStreams(member)
        }
        return .object(members)
    }

    private mutating func takingRows(of stream: JSONValue, _ members: [String: JSONValue]) throws -> JSONValue {
        guard let parts = stream.array, parts.count >= 3, let reference = parts[0].string,
            let insertions = parts[1].array, let deletions = parts[2].array, let rows = members["k"],
            let count = rows["kc"]?.integer, let statics = members["s"]
        else { throw Broken("a stream of another shape") }
        guard count == insertions.count else { throw Broken("a stream with \(insertions.count) ids and \(count) rows") }
        let isReset = parts.count > 3
        let deleted = Set(deletions.compactMap(\.string))
        var page = (streamRows[reference] ?? []).filter { !isReset && !deleted.contains($0.id) }
        for position in 0..<count {
            guard var row = rows[String(position)]?.object else { throw Broken("row \(position) is missing") }
            row["s"] = statics
            // Streams in a row are taken before it, as they are written before it.
            try insert(try takingStreams(.object(row)), insertions, into: &page)
        }
        streamRows[reference] = page
        return .object(["s": statics, "k": ["kc": 0], Self.streamName: .string(reference)])
    }

    private func insert(_ node: JSONValue, _ insertions: [JSONValue], into page: inout [StreamRow]) throws {
        let id = try elementID(of: node)
        guard let insertion = insertions.first(where: { $0.array?.first?.string == id })?.array, insertion.count >= 4,
            let position = insertion[1].integer
        else { throw Broken("a row with the id \(id), which no insertion has") }
        let row = StreamRow(id: id, node: node)
        if let index = page.firstIndex(where: { $0.id == id }) {
            page[index] = row
            return
        }
        guard insertion[3] != true else { return }
        page.insert(row, at: position < 0 ? page.count : min(position, page.count))
        guard let limit = insertion[2].integer else { return }
        if limit < 0 {
            page.removeFirst(max(0, page.count + limit))
        } else {
            page.removeLast(max(0, page.count - limit))
        }
    }

    /// Of the first element that `node` renders.
    private func elementID(of node: JSONValue) throws -> String {
        let html = try html(of: node)
        let tag = html.prefix { $0 != ">" }
        guard let start = tag.firstRange(of: " id=\"")?.upperBound else { throw Broken("a stream's row without an id") }
        return String(tag[start...].prefix { $0 != "\"" })
    }
}
