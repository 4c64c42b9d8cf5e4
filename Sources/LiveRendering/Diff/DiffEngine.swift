package import WireJSON

/// What one joined view's client knows of its page, and the difference to what it should see.
///
/// The first rendering is written in full, later ones as changes only; a template's statics cross the wire once per place. Rows and
/// components take what is known of them along when they move. One engine per join: a rejoined client knows nothing.
///
/// After an error the engine and the message are unusable; the channel ends, and the client joins anew.
package struct DiffEngine: Sendable {
    private var root: KnownNode?
    private var components = ComponentTable()
    private var streams = StreamTable()

    package init() {}

    /// Writes what the client needs in order to show `rendered` and the components as they are: members of an object the caller has
    /// begun.
    ///
    /// - Parameters:
    ///   - rendered: `nil` if only components have changed.
    ///   - host: asked for the markup of each component that `rendered` holds, and of those that changed. A changed component without a
    ///     place in the page is left out: it will be sent in full should it come back.
    /// - Returns: whether anything was written. If not, the client shows it all already.
    package mutating func render(
        _ rendered: Rendered?, host: inout some ComponentHost, into json: inout JSONWriter
    ) throws(TemplateError) -> Bool {
        var pass = beginPass(&json)
        defer { endPass(&pass, &json) }
        var hasChanged = false
        if let rendered { hasChanged = try pass.updatePage(&root, to: rendered, host: &host) }
        if try pass.writeComponents(host: &host) { hasChanged = true }
        return hasChanged
    }

    /// The number of the component `key`, if the page holds it.
    package func cid(of key: ComponentKey) -> Int? { components.cid(of: key) }

    /// Whether the page holds the component `cid`.
    package func holds(_ cid: Int) -> Bool { components.isPlaced(cid) }

    /// The client's `cids_will_destroy`: elements of these components left its page. Numbers it made up are ignored.
    package mutating func willDestroy(_ cids: [Int]) {
        components.mark(cids)
    }

    /// The client's `cids_destroyed`: it is about to drop these components, unless they were rendered again in between.
    ///
    /// - Returns: those that are gone now. Drop their state, and answer with them: the client drops exactly these.
    package mutating func destroyed(_ cids: [Int]) -> [Int] {
        components.removeMarked(cids)
    }

    // MARK: Lending

    /// Lends a pass the writer, the components and the streams, so that none is copied when it changes.
    private mutating func beginPass(_ json: inout JSONWriter) -> DiffPass {
        var pass = DiffPass()
        swap(&pass.json, &json)
        swap(&pass.components, &components)
        swap(&pass.streams, &streams)
        pass.components.beginPass()
        return pass
    }

    private mutating func endPass(_ pass: inout DiffPass, _ json: inout JSONWriter) {
        swap(&pass.json, &json)
        swap(&pass.components, &components)
        swap(&pass.streams, &streams)
    }
}
