extension Rendered {
    /// Keeps the focus inside: past its last element Tab leads to the first, and the other way round. For dialogs.
    ///
    /// - Parameters:
    ///   - id: unique in the page.
    ///   - attributes: those of the `<div>` beside `id` and `phx-hook`.
    /// - SeeAlso: Phoenix LiveView 1.2, `Phoenix.Component.focus_wrap/1`; the hook is the client's own.
    public static func focusWrap(id: String, _ attributes: Attributes = [:], _ content: () -> Rendered) -> Rendered {
        """
        <div id="\(id)" phx-hook="Phoenix.FocusWrap"\(attributes: attributes)>\
        <div id="\(id)-start" tabindex="0" aria-hidden="true"></div>\(content())\
        <div id="\(id)-end" tabindex="0" aria-hidden="true"></div></div>
        """
    }
}
