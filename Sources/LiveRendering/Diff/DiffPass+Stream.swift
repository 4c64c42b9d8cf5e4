import WireJSON

/// Streams: each row is sent whole, once, and nothing is known of it afterwards.
extension DiffPass {
    /// A stream where the client has none.
    mutating func write(_ stream: StreamContent) throws(TemplateError) -> Known {
        streamCount += 1
        var known = KnownStream(identity: stream.identity, reference: streams.reference(of: stream.identity))
        let content = try stream.taken()
        try write(content, in: &known, isReset: content.isReset, isFull: true)
        return .stream(known)
    }

    /// Writes what happened to a stream the client has, as member `index`.
    mutating func update(
        _ known: inout KnownStream, to stream: StreamContent, at index: Int
    ) throws(TemplateError) -> Bool {
        streamCount += 1
        let isAnother = known.identity != stream.identity
        let content = try stream.taken()
        guard isAnother || !content.isEmpty else { return false }
        if isAnother {
            // Its rows take the place of those that are there.
            streams.replace(known.identity, by: stream.identity)
            known.identity = stream.identity
        }
        json.name(index)
        try write(content, in: &known, isReset: content.isReset || isAnother, isFull: false)
        return true
    }

    /// - Parameter isFull: whether statics are due even if there are no rows to have any.
    private mutating func write(
        _ content: StreamContent, in known: inout KnownStream, isReset: Bool, isFull: Bool
    ) throws(TemplateError) {
        let hasNewTemplate = try adoptTemplate(of: content.rows, in: &known)
        json.beginObject()
        json.name(DiffKey.stream)
        json.operations(of: content, reference: known.reference, isReset: isReset)
        json.name(DiffKey.rows)
        json.beginObject()
        try writeRows(content.rows, known)
        endRows(count: content.rows.count)
        if isFull || hasNewTemplate {
            json.name(DiffKey.statics)
            json.raw((known.template ?? .rowWrapper).target.encodedStatics)
        }
        json.endObject()
    }

    /// - Returns: whether the rows' statics are not those the client has.
    private mutating func adoptTemplate(
        of rows: [Rendered], in known: inout KnownStream
    ) throws(TemplateError) -> Bool {
        guard let first = rows.first, !known.fits(rows) else { return false }
        known.isWrapped = !rows.areAll(of: first.template)
        known.template = known.isWrapped ? .rowWrapper : first.template
        return true
    }

    private mutating func writeRows(_ rows: [Rendered], _ known: KnownStream) throws(TemplateError) {
        streamDepth += 1
        defer { streamDepth -= 1 }
        var forgotten: [Known] = []
        for (position, row) in rows.enumerated() {
            try writeRow(known.isWrapped ? row.wrapped : row, at: position, appendingTo: &forgotten)
            forgotten.removeAll(keepingCapacity: true)
        }
    }
}

extension JSONWriter {
    /// `[reference, [[id, at, limit, update only], …], [deleted id, …]]`, and `true` after it for a reset. The latest insertion comes first.
    fileprivate mutating func operations(of stream: StreamContent, reference: Int, isReset: Bool) {
        beginArray()
        string(String(reference))
        beginArray()
        for insertion in stream.insertions.reversed() { operation(insertion) }
        endArray()
        beginArray()
        for id in stream.deletions { string(id) }
        endArray()
        if isReset { bool(true) }
        endArray()
    }

    private mutating func operation(_ insertion: StreamInsertionPlace) {
        beginArray()
        string(insertion.domID)
        switch insertion.position {
        case .end: integer(-1)
        case .index(let index): integer(index)
        }
        if let limit = insertion.limit { integer(limit) } else { null() }
        if let isUpdateOnly = insertion.isUpdateOnly { bool(isUpdateOnly) } else { null() }
        endArray()
    }
}

extension KnownStream {
    fileprivate func fits(_ rows: [Rendered]) -> Bool {
        guard let template else { return false }
        return isWrapped || rows.areAll(of: template)
    }
}

/// The names that a view's streams go by on the wire. The browser marks rows with them.
struct StreamTable: Sendable {
    private var references: [StreamIdentity: Int] = [:]
    private var next = 0

    mutating func reference(of stream: StreamIdentity) -> Int {
        if let known = references[stream] { return known }
        defer { next += 1 }
        references[stream] = next
        return next
    }

    /// `new` stands where `old` was, and goes by its name.
    mutating func replace(_ old: StreamIdentity, by new: StreamIdentity) {
        references[new] = references.removeValue(forKey: old)
    }
}
