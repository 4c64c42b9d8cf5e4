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

    package init() {}

    /// Writes what the client needs in order to show `rendered`: members of an object the caller has begun.
    ///
    /// - Parameter host: asked for the markup of each component the page holds.
    /// - Returns: whether anything was written. If not, the client shows `rendered` already.
    package mutating func render(
        _ rendered: Rendered, host: inout some ComponentHost, into json: inout JSONWriter
    ) throws(TemplateError) -> Bool {
        var pass = beginPass(&json)
        defer { endPass(&pass, &json) }
        let hasChanged = try pass.updatePage(&root, to: rendered, host: &host)
        return try pass.writeComponents(host: &host) || hasChanged
    }

    /// Writes what the client needs in order to show one component as `rendered`, as ``render(_:host:into:)`` does for the whole page.
    ///
    /// - Returns: whether anything was written. Nothing is for a component that the page does not hold at present: it will be sent in
    ///   full should it come back.
    package mutating func renderComponent(
        _ cid: Int, as rendered: Rendered, host: inout some ComponentHost, into json: inout JSONWriter
    ) throws(TemplateError) -> Bool {
        guard components.isPlaced(cid) else { return false }
        var pass = beginPass(&json)
        defer { endPass(&pass, &json) }
        return try pass.writeComponents(startingWith: cid, as: rendered, host: &host)
    }

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

    /// Lends a pass the writer and the components, so that neither is copied when it changes.
    private mutating func beginPass(_ json: inout JSONWriter) -> DiffPass {
        var pass = DiffPass()
        swap(&pass.json, &json)
        swap(&pass.components, &components)
        pass.components.beginPass()
        return pass
    }

    private mutating func endPass(_ pass: inout DiffPass, _ json: inout JSONWriter) {
        swap(&pass.json, &json)
        swap(&pass.components, &components)
    }
}
