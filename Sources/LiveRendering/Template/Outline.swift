/// A template's elements, as far as they tell whether it is one element.
///
/// Stricter than a browser, which closes some elements by itself: the element must have its end tag.
struct Outline {
    private var open: [String] = []
    private var roots = 0
    private var hasContentOutside = false

    /// Whether the whole is one element, with nothing but white space and comments around it.
    var isElement: Bool { roots == 1 && open.isEmpty && !hasContentOutside }

    /// Text that shows, or a dynamic.
    mutating func content() {
        if open.isEmpty { hasContentOutside = true }
    }

    /// - Parameter name: in lower case.
    mutating func open(_ name: String) {
        if open.isEmpty { roots += 1 }
        if !Self.voidElements.contains(name) { open.append(name) }
    }

    /// An end tag also closes what is open within its element; one without an element does nothing.
    mutating func close(_ name: String) {
        guard let start = open.lastIndex(of: name) else { return }
        open.removeSubrange(start...)
    }

    /// Those that have no end tag (HTML §13.1.2).
    private static let voidElements: Set = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
}
