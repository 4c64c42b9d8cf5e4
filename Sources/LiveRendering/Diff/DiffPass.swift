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
    /// How many streams the row being written is in.
    var streamDepth = 0
    /// Repeated parts are of few templates.
    private var latest: Template?

    // MARK: In full

    /// Writes the members of a node the client does not have: its dynamics and its statics.
    mutating func writeMembers(of rendered: Rendered) throws(TemplateError) -> KnownNode {
        let template = try template(of: rendered)
        let values = try writeMembers(rendered.dynamics, of: template)
        json.name(DiffKey.statics)
        json.raw(template.encodedStatics)
        return KnownNode(template: template, values: values)
    }

    private mutating func writeMembers(
        _ dynamics: [Dynamic], of template: Template
    ) throws(TemplateError) -> [Known] {
        var values: [Known] = []
        values.reserveCapacity(dynamics.count)
        try appendMembers(dynamics, of: template, to: &values)
        return values
    }

    mutating func appendMembers(
        _ dynamics: [Dynamic], of template: Template, to values: inout [Known]
    ) throws(TemplateError) {
        for index in dynamics.indices {
            json.name(index)
            values.append(try write(dynamics[index], at: index, of: template))
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
        case .component(let reference):
            let cid = try place(reference)
            json.integer(cid)
            return .component(cid)
        }
    }

    mutating func template(of rendered: Rendered) throws(TemplateError) -> Template {
        if let latest, latest.matches(rendered) { return latest }
        let template = try Template.of(rendered)
        latest = template
        return template
    }

    // MARK: Changes

    /// Writes those members of a node the client has that changed, between `opening` and its end; nothing if none did.
    ///
    /// - Parameters:
    ///   - known: what the client has, among it the node's dynamics, from `offset` on.
    ///   - dynamics: as many as `template` has.
    mutating func update(
        _ known: inout [Known], from offset: Int = 0, to dynamics: [Dynamic], of template: Template,
        opening: DiffOpening
    ) throws(TemplateError) -> Bool {
        let beginning = json.checkpoint
        var isOpen = false
        var hasChanges = false
        for index in dynamics.indices where !known[offset + index].isUnchangedLeaf(dynamics[index]) {
            if !isOpen { json.begin(opening) }
            isOpen = true
            if try update(&known[offset + index], to: dynamics[index], at: index, of: template) { hasChanges = true }
        }
        if hasChanges {
            json.end(opening)
        } else if isOpen {
            json.rewind(to: beginning)
        }
        return hasChanges
    }

    private mutating func update(
        _ known: inout Known, to dynamic: Dynamic, at index: Int, of template: Template
    ) throws(TemplateError) -> Bool {
        switch (known, dynamic) {
        case (.node(var node), .nested(let rendered)) where node.template.matches(rendered):
            // Let go of, so that `node` is the only owner of what it changes in place.
            known = .nothing
            let hasChanged = try update(&node.values, to: rendered.dynamics, of: node.template, opening: .member(index))
            known = .node(node)
            return hasChanged
        case (.list(var list), .list(let rows)) where list.canBecome(rows):
            known = .nothing
            let hasChanged = try update(&list, to: rows, at: index)
            known = .list(list)
            return hasChanged
        case (.stream(var stream), .stream(let content)):
            let hasChanged = try update(&stream, to: content, at: index)
            known = .stream(stream)
            return hasChanged
        case (.component(let cid), .component(let reference)):
            let newCID = try place(reference)
            guard newCID != cid else { return false }
            json.name(index)
            json.integer(newCID)
            known = .component(newCID)
            return true
        case (.leaf(.noMarkup), .list(let rows)) where rows.rows.isEmpty: return false
        default:
            json.name(index)
            known = try write(dynamic, at: index, of: template)
            return true
        }
    }
}

extension Known {
    @inline(__always)
    fileprivate func isUnchangedLeaf(_ dynamic: Dynamic) -> Bool {
        guard case .leaf(let known) = self, case .leaf(let leaf) = dynamic else { return false }
        return known.isSame(as: leaf)
    }
}
