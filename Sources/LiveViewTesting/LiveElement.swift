/// An element of the page that a ``LiveViewClient`` shows, found by ``LiveViewClient/element(_:text:)``.
///
/// Follows the page: what it says is what the element is like now; of one that has gone, what it was like when it was found. A browser, and this
/// type, know an element again by its id, else by its place.
public struct LiveElement {
    let client: LiveViewClient
    let index: Int
    /// The document it was found in, and which one that was.
    let document: RenderedDocument
    let version: Int

    /// In lower case.
    public var tag: String { latest.document.nodes[latest.index].name }
    /// Its text as a person reads it: white space counts once.
    public var text: String { latest.document.readableText(of: latest.index) }
    /// With its tags.
    public var html: String { latest.document.html(of: latest.index) }
    /// The value of an attribute, references resolved; empty for one without a value, `nil` for one that is not there.
    public subscript(attribute name: String) -> String? { latest.document.attribute(name, of: latest.index) }
    public var id: String? { self[attribute: "id"] }
    public var classes: Set<String> {
        Set((self[attribute: "class"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// What a form control holds now: what was filled in, else what is rendered.
    public var value: String { client.liveControls(latest.document).value(of: latest.index) }
    /// Whether a checkbox or a radio button is on.
    public var isChecked: Bool { client.liveControls(latest.document).isChecked(latest.index) }
    /// Whether the page still shows it.
    public var isPresent: Bool { client.same(index, document, since: version) != nil }

    /// The one element inside that `selector` matches.
    public func element(_ selector: String, text: String? = nil) throws -> LiveElement {
        try client.element(selector, text: text, in: current().index)
    }

    /// All elements inside that `selector` matches.
    public func elements(_ selector: String, text: String? = nil) throws -> [LiveElement] {
        try client.elements(selector, text: text, in: current().index)
    }

    private var latest: (document: RenderedDocument, index: Int) {
        client.same(index, document, since: version).map { (client.document, $0) } ?? (document, index)
    }

    /// Where it is now.
    ///
    /// - Throws: ``LiveViewTestingError/noElement(_:)`` if it is nowhere.
    func current() throws -> (document: RenderedDocument, index: Int) {
        guard isPresent else {
            throw LiveViewTestingError.noElement("\(document.nodes[index].markup) is not in the page any more")
        }
        return latest
    }
}

extension LiveViewClient {
    // MARK: Queries

    /// The one element of the page that `selector` matches.
    ///
    /// - Parameters:
    ///   - selector: CSS, as far as <doc:TestingViews> has it.
    ///   - text: what the element's text contains.
    /// - Throws: ``LiveViewTestingError/noElement(_:)`` if there is none or more than one, with what there is.
    public func element(_ selector: String, text: String? = nil) throws -> LiveElement {
        try element(selector, text: text, in: RenderedDocument.root)
    }

    /// All elements that `selector` matches, in the order of the page.
    public func elements(_ selector: String, text: String? = nil) throws -> [LiveElement] {
        try elements(selector, text: text, in: RenderedDocument.root)
    }

    /// Whether `selector` matches any element.
    public func has(_ selector: String, text: String? = nil) throws -> Bool {
        try !elements(selector, text: text).isEmpty
    }

    /// The page's text as a person reads it: white space counts once.
    public var text: String { document.readableText(of: RenderedDocument.root) }

    func elements(_ selector: String, text: String?, in scope: Int) throws -> [LiveElement] {
        let (document, selector) = (document, try Selector(selector))
        return document.elements(matching: selector, in: scope)
            .filter { index in text.map { document.readableText(of: index).contains($0) } ?? true }
            .map { LiveElement(client: self, index: $0, document: document, version: version) }
    }

    func element(_ selector: String, text: String?, in scope: Int) throws -> LiveElement {
        let found = try elements(selector, text: text, in: scope)
        guard found.count == 1 else {
            throw ElementProblem(
                document: document, scope: scope, selector: selector, text: text, found: found.map(\.index)
            ).error
        }
        return found[0]
    }

    // MARK: The document

    /// The page as elements, components marked by their number.
    var document: RenderedDocument {
        if let parsed { return parsed }
        let document = RenderedDocument((try? tree.markedHTML()) ?? html)
        parsed = document
        return document
    }

    func liveControls(_ document: RenderedDocument) -> LiveControls {
        LiveControls(document: document, state: controls)
    }
}

/// Why a selector did not give the one element asked for.
private struct ElementProblem {
    let document: RenderedDocument
    let scope: Int
    let selector: String
    let text: String?
    let found: [Int]

    private static let shownCount = 10

    var error: LiveViewTestingError {
        let wanted = "“\(selector)”" + (text.map { " with the text “\($0)”" } ?? "")
        if !found.isEmpty {
            return .noElement("\(found.count) elements are \(wanted), where one was asked for:\(list(found))")
        }
        if text != nil, let others = try? document.elements(matching: Selector(selector), in: scope), !others.isEmpty {
            return .noElement("no element is \(wanted); without that text these are:\(list(others))")
        }
        let others = document.descendants(of: scope).filter(isNotable)
        return .noElement("no element is \(wanted); the page has:\(list(others))")
    }

    /// Whether a test might have meant it.
    private func isNotable(_ index: Int) -> Bool {
        let node = document.nodes[index]
        return document.isFormControl(index) || ["a", "form", "h1", "h2"].contains(node.name)
            || node.attributes.contains { $0.name == "id" || $0.name.hasPrefix("phx-") }
    }

    private func list(_ indices: [Int]) -> String {
        let lines = indices.prefix(Self.shownCount).map { "\n  \(document.nodes[$0].markup)\(excerpt(of: $0))" }
        let rest = indices.count - Self.shownCount
        return lines.joined() + (rest > 0 ? "\n  and \(rest) more" : "") + (indices.isEmpty ? " nothing" : "")
    }

    private func excerpt(of index: Int) -> String {
        let text = document.readableText(of: index)
        return text.count > 40 ? text.prefix(40) + "…" : text
    }
}
