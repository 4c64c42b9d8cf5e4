/// HTML as a browser understands it: elements in elements, with text between.
///
/// Keeps every byte of what it was made from: ``html`` gives it back as it was.
public struct RenderedDocument: Sendable {
    struct Node: Sendable {
        enum Kind: Sendable {
            case root
            /// Text between tags; or a comment or declaration, which is no text.
            case text, remark
            case element
        }

        let kind: Kind
        /// Of an element, in lower case.
        var name = ""
        var attributes: [(name: String, value: String)] = []
        /// Of an element its start tag, else the whole.
        var markup: Substring
        /// Empty where the end tag is left out.
        var endTag: Substring = ""
        /// Whether the text stands as it is meant, as in a script.
        var isRaw = false
        let parent: Int
        var children: [Int] = []
    }

    static let root = 0

    private(set) var nodes = [Node(kind: .root, markup: "", parent: 0)]

    /// - Parameter html: a page, or any part of one. Nothing is refused: what does not fit is taken as browsers do, or left out.
    public init(_ html: String) {
        var parser = HTMLParser(html)
        while let token = parser.next() { add(token) }
    }

    // MARK: Building

    /// The elements that are open, from the root on.
    private var open = [RenderedDocument.root]

    private mutating func add(_ token: HTMLParser.Token) {
        switch token {
        case .text(let text, let isRaw): append(Node(kind: .text, markup: text, isRaw: isRaw, parent: open.last!))
        case .remark(let text): append(Node(kind: .remark, markup: text, parent: open.last!))
        case .start(let tag): start(tag)
        case .end(let name, let markup): end(name, markup)
        }
    }

    private mutating func start(_ tag: HTMLParser.Tag) {
        while let last = open.last, last != Self.root, HTMLParser.closes(nodes[last].name, before: tag.name) {
            open.removeLast()
        }
        append(Node(kind: .element, name: tag.name, attributes: tag.attributes, markup: tag.markup, parent: open.last!))
        if !tag.isVoid { open.append(nodes.count - 1) }
    }

    private mutating func end(_ name: String, _ markup: Substring) {
        // An end tag of nothing that is open is left out.
        guard let index = open.lastIndex(where: { $0 != Self.root && nodes[$0].name == name }) else { return }
        nodes[open[index]].endTag = markup
        open.removeSubrange(index...)
    }

    private mutating func append(_ node: Node) {
        nodes[node.parent].children.append(nodes.count)
        nodes.append(node)
    }

    // MARK: Reading

    /// The whole, as it was given.
    public var html: String { innerHTML(of: Self.root) }

    func html(of index: Int) -> String {
        var text = ""
        write(index, to: &text)
        return text
    }

    func innerHTML(of index: Int) -> String {
        var text = ""
        for child in nodes[index].children { write(child, to: &text) }
        return text
    }

    private func write(_ index: Int, to text: inout String) {
        text += nodes[index].markup
        for child in nodes[index].children { write(child, to: &text) }
        text += nodes[index].endTag
    }

    /// What is to be read, references resolved; white space as it stands.
    func text(of index: Int) -> String {
        let node = nodes[index]
        switch node.kind {
        case .remark: return ""
        case .text: return node.isRaw ? String(node.markup) : HTMLReferences.resolved(node.markup)
        case .root, .element: return node.children.map { text(of: $0) }.joined()
        }
    }

    func attribute(_ name: String, of index: Int) -> String? {
        nodes[index].attributes.first { $0.name == name }?.value
    }

    /// Elements from `index` outwards, itself first.
    func lineage(of index: Int) -> some Sequence<Int> {
        sequence(first: index) { [nodes] in nodes[$0].kind == .element ? nodes[$0].parent : nil }
            .lazy.filter { [nodes] in nodes[$0].kind == .element }
    }

    /// Elements inside `index`, in the order of their start tags.
    func descendants(of index: Int) -> [Int] {
        var found: [Int] = []
        collect(index, into: &found)
        return found
    }

    private func collect(_ index: Int, into found: inout [Int]) {
        for child in nodes[index].children where nodes[child].kind == .element {
            found.append(child)
            collect(child, into: &found)
        }
    }

    func elementChildren(of index: Int) -> [Int] {
        nodes[index].children.filter { nodes[$0].kind == .element }
    }

    /// The text of an element as a person reads it: white space counts once, and what stands in lines of its own is apart.
    func readableText(of index: Int) -> String {
        spacedText(of: index).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func spacedText(of index: Int) -> String {
        let node = nodes[index]
        if node.children.isEmpty { return node.name == "br" ? " " : text(of: index) }
        let content = node.children.map { spacedText(of: $0) }.joined()
        return Self.inline.contains(node.name) ? content : " \(content) "
    }

    /// What stands in a line with others.
    private static let inline: Set = [
        "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "em", "i", "kbd", "label", "mark", "output",
        "q", "s",
        "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    ]
}
