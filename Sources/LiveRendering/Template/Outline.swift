/// A template's elements, as far as they tell whether it is one element, and what holds a dynamic.
///
/// Stricter than a browser, which closes some elements by itself: the element must have its end tag.
struct Outline {
    /// What is directly around a place.
    enum Container: Sendable, Hashable {
        /// No element of this template.
        case unknown
        /// An element with an id and `phx-update="stream"`.
        case stream
        case other
    }

    private struct OpenElement {
        let name: String
        let container: Container
    }

    private var open: [OpenElement] = []
    private var roots = 0
    private var hasContentOutside = false

    /// Whether the whole is one element, with nothing but white space and comments around it.
    var isElement: Bool { roots == 1 && open.isEmpty && !hasContentOutside }

    var container: Container { open.last?.container ?? .unknown }

    /// Text that shows, or a dynamic.
    mutating func content() {
        if open.isEmpty { hasContentOutside = true }
    }

    /// - Parameters:
    ///   - name: in lower case.
    ///   - isStream: whether it has what a stream's element needs.
    mutating func open(_ name: String, isStream: Bool) {
        if open.isEmpty { roots += 1 }
        if Self.voidElements.contains(name) { return }
        open.append(OpenElement(name: name, container: isStream ? .stream : .other))
    }

    /// An end tag also closes what is open within its element; one without an element does nothing.
    mutating func close(_ name: String) {
        guard let start = open.lastIndex(where: { $0.name == name }) else { return }
        open.removeSubrange(start...)
    }

    /// Those that have no end tag (HTML §13.1.2).
    private static let voidElements: Set = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
}
