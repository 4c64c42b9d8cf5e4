import WireJSON

extension JS {
    /// Moves the focus to an element; the element itself if `nil`.
    public func focus(to selection: Selection? = nil) -> JS { adding("focus", selection) }

    /// Moves the focus to the first element inside that can have it.
    public func focusFirst(to selection: Selection? = nil) -> JS { adding("focus_first", selection) }

    /// Remembers an element, for ``popFocus()``: a dialog that opens remembers the button that opened it.
    public func pushFocus(to selection: Selection? = nil) -> JS { adding("push_focus", selection) }

    /// Moves the focus to the element remembered last, and forgets it.
    public func popFocus() -> JS { adding("pop_focus", nil) }

    private func adding(_ command: StaticString, _ selection: Selection?) -> JS {
        adding(command) { json throws(TemplateError) in try json.to(selection) }
    }
}
