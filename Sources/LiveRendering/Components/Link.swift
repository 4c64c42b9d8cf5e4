/// Links, as functions that give a template: `\(.link(navigate: "/orders") { "Orders" })`.
///
/// An address that no link may have, such as a script's, becomes `about:invalid`.
extension Rendered {
    /// A link to another view of the live session, reached over the same socket. Elsewhere the browser loads the page.
    ///
    /// - Parameters:
    ///   - path: local.
    ///   - isReplacing: takes the place of the present entry in the history, rather than adding one.
    ///   - attributes: those of the `<a>` beside `href`.
    public static func link(
        navigate path: String, isReplacing: Bool = false, _ attributes: Attributes = [:], _ content: () -> Rendered
    ) -> Rendered {
        """
        <a href="\(path)" data-phx-link="redirect" data-phx-link-state="\(state(isReplacing))"\(attributes: attributes)>\
        \(content())</a>
        """
    }

    /// A link to another address of the same view, which stays. Parameters as of ``link(navigate:isReplacing:_:_:)``.
    public static func link(
        patch path: String, isReplacing: Bool = false, _ attributes: Attributes = [:], _ content: () -> Rendered
    ) -> Rendered {
        """
        <a href="\(path)" data-phx-link="patch" data-phx-link-state="\(state(isReplacing))"\(attributes: attributes)>\
        \(content())</a>
        """
    }

    /// A link that loads a page.
    public static func link(href: String, _ attributes: Attributes = [:], _ content: () -> Rendered) -> Rendered {
        "<a href=\"\(href)\"\(attributes: attributes)>\(content())</a>"
    }

    private static func state(_ isReplacing: Bool) -> String { isReplacing ? "replace" : "push" }
}
