import WireJSON

/// The message's top: the view's own tree, then the components that are new or changed.
extension DiffPass {
    mutating func updatePage(
        _ root: inout KnownNode?, to rendered: Rendered, host: inout some ComponentHost
    ) throws(TemplateError) -> Bool {
        if var node = root.take(), node.template == rendered.template {
            let hasChanged = try update(&node.values, to: rendered, opening: .none)
            root = node
            settleParent()
            return hasChanged
        }
        // The client replaces its whole tree, components included.
        for cid in components.removeAll() { host.forget(cid) }
        root = try writeMembers(of: rendered)
        settleParent()
        return true
    }

    // MARK: Components

    /// A component in the markup being written; its own markup follows later in the message.
    mutating func place(_ reference: ComponentReference) throws(TemplateError) -> Int {
        let isStreamed = streamDepth > 0
        let cid = try components.place(reference.key, in: parent, isStreamed: isStreamed)
        placed.append(PlacedComponent(cid: cid, reference: reference, isStreamed: isStreamed))
        return cid
    }

    /// A component in markup that is not written because it is what it was.
    mutating func keep(_ cid: Int) throws(TemplateError) {
        try components.keep(cid)
        placed.append(PlacedComponent(cid: cid, reference: nil, isStreamed: false))
    }

    /// Writes the components placed so far, those that changed, and those placed in them.
    mutating func writeComponents(host: inout some ComponentHost) throws(TemplateError) -> Bool {
        guard !placed.isEmpty || !host.changed.isEmpty else { return false }
        let beginning = json.checkpoint
        json.name(DiffKey.components)
        json.beginObject()
        var hasChanges = try writePlaced(host: &host)
        for cid in components.placedInOrder(host.changed) where try writeChanged(cid, host: &host) { hasChanges = true }
        try components.endPass()
        if hasChanges { json.endObject() } else { json.rewind(to: beginning) }
        return hasChanges
    }

    private mutating func writePlaced(host: inout some ComponentHost) throws(TemplateError) -> Bool {
        var hasChanges = false
        // Grows while it is read: components hold components.
        while nextPlaced < placed.count {
            let component = placed[nextPlaced]
            nextPlaced += 1
            guard let reference = component.reference else { continue }
            let isShown = components.isKnown(component.cid)
            guard let rendered = try host.render(reference, cid: component.cid, isShown: isShown) else { continue }
            if try update(component.cid, to: rendered) { hasChanges = true }
        }
        return hasChanges
    }

    /// A component whose markup changed where it is, unless its place's holder has brought it up to date, or let it go, meanwhile.
    private mutating func writeChanged(_ cid: Int, host: inout some ComponentHost) throws(TemplateError) -> Bool {
        guard host.changed.contains(cid), components.isPlaced(cid) else { return false }
        components.claim(cid)
        let rendered = try host.renderChanged(cid)
        let hasChanged = try update(cid, to: rendered)
        return try writePlaced(host: &host) || hasChanged
    }

    private mutating func update(_ cid: Int, to rendered: Rendered) throws(TemplateError) -> Bool {
        parent = cid
        firstChild = placed.count
        defer { settleParent() }
        if var node = components.takeKnown(cid), node.template == rendered.template {
            let hasChanged = try update(&node.values, to: rendered, opening: .member(cid))
            components.setKnown(node, of: cid)
            return hasChanged
        }
        json.name(cid)
        json.beginObject()
        let node = try writeMembers(of: rendered)
        try node.template.target.checkElement()
        components.setKnown(node, of: cid)
        // Without it the client finds no element to update later.
        json.name(DiffKey.root)
        json.integer(1)
        json.endObject()
        return true
    }

    private mutating func settleParent() {
        components.settle(parent, children: placed[firstChild...].filter { !$0.isStreamed }.map(\.cid))
    }
}
