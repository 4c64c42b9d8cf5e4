public import WireJSON

/// What a person does. Each waits until the server has answered what it led to.
extension LiveElement {
    // MARK: Pointing

    /// Clicks: runs `phx-click`, and does what the element does by itself: follows a link, submits a form, checks a box.
    ///
    /// - Throws: ``LiveViewTestingError/impossible(_:)`` if it is disabled, or nothing would happen.
    public func click() async throws {
        let (document, index) = try current()
        try await client.click(index, in: document)
    }

    // MARK: Forms

    /// Types into a field, or chooses of a `<select>`; the form hears of it (`phx-change`).
    ///
    /// - Throws: ``LiveViewTestingError/impossible(_:)`` if that is none, is disabled or read-only, or has no such choice.
    public func fill(_ value: String) async throws {
        let (document, index) = try current()
        try await client.fill(index, with: [value], in: document)
    }

    /// Chooses of a `<select multiple>`; none of the others stays chosen.
    public func choose(_ values: [String]) async throws {
        let (document, index) = try current()
        try await client.fill(index, with: values, in: document)
    }

    /// Turns a checkbox on, or chooses a radio button. Nothing happens if it is.
    public func check() async throws {
        if !isChecked { try await click() }
    }

    /// Turns a checkbox off. Nothing happens if it is.
    public func uncheck() async throws {
        if isChecked { try await click() }
    }

    /// Fills in a form's fields in turn, by name. Of a checkbox or a radio button the value says which; of a checkbox `""` turns it off.
    public func fill(_ fields: KeyValuePairs<String, String>) async throws {
        let (document, index) = try current()
        try await client.fill(fields, form: index, in: document)
    }

    /// Submits a form.
    ///
    /// - Parameter submitter: the name of the button that does it, where its value counts.
    /// - Throws: ``LiveViewTestingError/impossible(_:)`` where a browser would not: a required field is empty.
    public func submit(by submitter: String? = nil) async throws {
        let (document, index) = try current()
        try await client.submit(index, by: submitter, in: document)
    }

    // MARK: Keys and focus

    /// Presses a key while the element has the focus: `phx-keydown`, else every `phx-window-keydown`.
    ///
    /// - Parameter key: as `KeyboardEvent.key` has it: `a`, `Enter`, `ArrowUp`.
    public func keydown(_ key: String) async throws {
        let (document, index) = try current()
        try await client.press(key, "keydown", at: index, in: document)
    }

    /// Releases a key; as ``keydown(_:)``.
    public func keyup(_ key: String) async throws {
        let (document, index) = try current()
        try await client.press(key, "keyup", at: index, in: document)
    }

    /// Moves the focus to the element: `phx-focus`, after the `phx-blur` of the one that had it.
    public func focus() async throws {
        let (document, index) = try current()
        try await client.focus(index, in: document)
    }

    /// Takes the focus from the element: `phx-blur`.
    public func blur() async throws {
        let (document, index) = try current()
        try await client.blur(index, in: document)
    }

    /// Scrolls a container past its first row: `phx-viewport-top`.
    public func scrollToTop() async throws {
        let (document, index) = try current()
        try await client.scroll(index, "top", in: document)
    }

    /// Scrolls a container past its last row: `phx-viewport-bottom`.
    public func scrollToBottom() async throws {
        let (document, index) = try current()
        try await client.scroll(index, "bottom", in: document)
    }

    // MARK: Hooks

    /// What the element's hook does with `pushEvent`: sends an event to the view, whatever component holds the element.
    ///
    /// - Returns: what the view replied.
    @discardableResult
    public func pushEvent(_ event: String, _ payload: JSONValue = [:]) async throws -> JSONValue? {
        let (document, index) = try current()
        return try await client.push(event, payload, fromHook: index, to: nil, in: document)
    }

    /// What the element's hook does with `pushEventTo`: sends an event to the component or view that `target` names or holds.
    ///
    /// - Parameter target: a selector, or a component's number.
    @discardableResult
    public func pushEvent(_ event: String, _ payload: JSONValue = [:], to target: String) async throws -> JSONValue? {
        let (document, index) = try current()
        return try await client.push(event, payload, fromHook: index, to: target, in: document)
    }

    // MARK: Commands

    /// Runs the JS commands in an attribute, as `liveSocket.execJS` does.
    public func run(_ attribute: String) async throws {
        let (document, index) = try current()
        guard let commands = document.attribute(attribute, of: index) else {
            throw LiveViewTestingError.impossible("\(document.nodes[index].markup) has no \(attribute)")
        }
        var reaction = Reaction()
        try client.react(to: commands, Trigger(type: nil, element: index), in: document, &reaction)
        try await client.finish(reaction)
    }
}
