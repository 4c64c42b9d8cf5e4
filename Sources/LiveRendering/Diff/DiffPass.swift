import WireJSON

/// Writes one message, and brings what the client knows up to date with it.
///
/// After an error both are unusable: the view must be joined anew.
struct DiffPass {
    var json = JSONWriter()
    var components = ComponentTable()
    var streams = StreamTable()
    /// Components placed in this pass, in order.
    var placed: [PlacedComponent] = []
    /// Where in `placed` those begin whose markup is still to be written.
    var nextPlaced = 0
    /// The component whose markup is being written; 0 for the view's own.
    var parent = ComponentTable.view
    /// Where in `placed` its children begin.
    var firstChild = 0
    /// Streams seen in this pass.
    var streamCount = 0
    /// How many streams the row being written is in.
    var streamDepth = 0

    // MARK: In full

    /// Writes the members of a node the client does not have: its dynamics and its statics.
    mutating func writeMembers(of rendered: Rendered) throws(TemplateError) -> KnownNode {
        let template = rendered.template.target
        try template.check()
        var values: [Known] = []
        values.reserveCapacity(rendered.count)
        try appendMembers(of: rendered, template, to: &values)
        json.name(DiffKey.statics)
        json.raw(template.encodedStatics)
        return KnownNode(template: rendered.template, values: values)
    }

    mutating func appendMembers(
        of rendered: Rendered, _ template: Template, to values: inout [Known]
    ) throws(TemplateError) {
        for index in 0..<rendered.count {
            json.name(index)
            values.append(try write(rendered[index], at: index, of: template))
        }
    }

    private mutating func write(
        _ dynamic: Dynamic, at index: Int, of template: Template
    ) throws(TemplateError) -> Known {
        try template.check(dynamic, at: index)
        switch dynamic {
        case .leaf(let leaf):
            try template.writeString(leaf, at: index, to: &json)
            return .leaf(leaf)
        case .nested(let rendered):
            json.beginObject()
            let node = try writeMembers(of: rendered)
            json.endObject()
            return .node(node)
        case .list(let list): return try write(list)
        case .stream(let stream): return try write(stream)
        case .memo(let memo): return try write(memo)
        case .memoRows(let rows): return try write(rows)
        case .component(let reference):
            let cid = try place(reference)
            json.integer(cid)
            return .component(cid)
        }
    }

    // MARK: Changes

    /// Writes those members of a node the client has that changed, between `opening` and its end; nothing if none did.
    ///
    /// - Parameters:
    ///   - known: what the client has, among it the node's dynamics, from `offset` on.
    ///   - rendered: of the template that the client has.
    mutating func update(
        _ known: inout [Known], from offset: Int = 0, to rendered: Rendered, opening: DiffOpening
    ) throws(TemplateError) -> Bool {
        guard let first = rendered.firstChange(from: known, offset: offset) else { return false }
        let beginning = json.checkpoint
        json.begin(opening)
        let template = rendered.template.target
        var hasChanges = false
        var next: Int? = first
        while let index = next {
            if try update(&known[offset + index], to: rendered[index], at: index, of: template) { hasChanges = true }
            next = rendered.firstChange(from: known, offset: offset, start: index + 1)
        }
        if hasChanges { json.end(opening) } else { json.rewind(to: beginning) }
        return hasChanges
    }

    private mutating func update(
        _ known: inout Known, to dynamic: Dynamic, at index: Int, of template: Template
    ) throws(TemplateError) -> Bool {
        switch dynamic {
        case .nested(let rendered):
            guard var node = known.takeNode(of: rendered.template) else { break }
            defer { known = .node(node) }
            return try update(&node.values, to: rendered, opening: .member(index))
        case .list(let rows):
            if case .leaf(.noMarkup) = known, rows.rows.isEmpty { return false }
            guard var list = known.takeList(fitFor: rows) else { break }
            defer { known = .list(list) }
            return try update(&list, to: rows, at: index)
        case .stream(let content):
            guard var stream = known.takeStream() else { break }
            defer { known = .stream(stream) }
            return try update(&stream, to: content, at: index)
        case .memo(let memo):
            guard var part = known.takeMemo() else { break }
            defer { known = .memo(part) }
            return try update(&part, to: memo, at: index)
        case .memoRows(let rows):
            if case .leaf(.noMarkup) = known, rows.count == 0 { return false }
            guard var list = known.takeList() else { break }
            if let hasChanged = try update(&list, to: rows, at: index) {
                known = .list(list)
                return hasChanged
            }
        case .component(let reference):
            guard case .component(let cid) = known else { break }
            let newCID = try place(reference)
            guard newCID != cid else { return false }
            json.name(index)
            json.integer(newCID)
            known = .component(newCID)
            return true
        case .leaf: break
        }
        json.name(index)
        known = try write(dynamic, at: index, of: template)
        return true
    }
}

extension Known {
    // What is taken out has one owner, and is changed in place.

    fileprivate mutating func takeNode(of template: TemplateReference) -> KnownNode? {
        guard case .node(let node) = self, node.template == template else { return nil }
        self = .nothing
        return node
    }

    fileprivate mutating func takeList(fitFor rows: Comprehension) -> KnownList? {
        guard case .list(let list) = self, list.memo == nil, list.canBecome(rows) else { return nil }
        self = .nothing
        return list
    }

    fileprivate mutating func takeList() -> KnownList? {
        guard case .list(let list) = self else { return nil }
        self = .nothing
        return list
    }

    fileprivate mutating func takeMemo() -> KnownMemo? {
        guard case .memo(let memo) = self else { return nil }
        self = .nothing
        return memo
    }

    fileprivate mutating func takeStream() -> KnownStream? {
        guard case .stream(let stream) = self else { return nil }
        self = .nothing
        return stream
    }
}
