/// Splits HTML into tags and what is between them.
///
/// - SeeAlso: HTML Living Standard §13.2.5, of which this is what well-formed pages need.
struct HTMLParser {
    struct Tag {
        let name: String
        var attributes: [(name: String, value: String)] = []
        var isVoid = false
        var markup: Substring
    }

    enum Token {
        /// - Parameter isRaw: in an element such as `<script>`, where nothing is a reference.
        case text(Substring, isRaw: Bool)
        case remark(Substring)
        case start(Tag)
        case end(String, Substring)
    }

    private let html: String
    private var rest: Substring
    /// The element whose content is text only, until its end tag.
    private var textElement: String?

    init(_ html: String) {
        self.html = html
        rest = html[...]
    }

    mutating func next() -> Token? {
        guard !rest.isEmpty else { return nil }
        if let name = textElement { return textContent(of: name) }
        guard rest.utf8.first == UInt8(ascii: "<") else { return text() }
        let after = rest.dropFirst()
        switch after.utf8.first {
        case UInt8(ascii: "!")?, UInt8(ascii: "?")?: return remark()
        case UInt8(ascii: "/")? where after.dropFirst().first?.isLetter == true: return endTag()
        case let byte? where 0x61...0x7A ~= byte | 0x20: return startTag()
        default: return text()
        }
    }

    // MARK: Text

    private mutating func text() -> Token {
        let tail = rest.dropFirst()
        let end = tail.utf8.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
        return .text(take(to: end), isRaw: false)
    }

    private mutating func textContent(of name: String) -> Token? {
        textElement = nil
        var end = rest.endIndex
        var search = rest
        while let opening = search.firstRange(of: "</") {
            if search[opening.upperBound...].prefix(name.count).lowercased() == name {
                end = opening.lowerBound
                break
            }
            search = search[opening.upperBound...]
        }
        guard end > rest.startIndex else { return next() }
        return .text(take(to: end), isRaw: name != "textarea" && name != "title")
    }

    private mutating func remark() -> Token {
        if rest.hasPrefix("<!--"), let end = rest.dropFirst(4).firstRange(of: "-->") {
            return .remark(take(to: end.upperBound))
        }
        return .remark(take(to: rest.firstIndex(of: ">").map(rest.index(after:)) ?? rest.endIndex))
    }

    private mutating func take(to end: String.Index) -> Substring {
        defer { rest = html[end...] }
        return html[rest.startIndex..<end]
    }

    // MARK: Tags

    private mutating func endTag() -> Token {
        let start = rest.startIndex
        rest = rest.dropFirst(2)
        let name = takeName().lowercased()
        let end = rest.firstIndex(of: ">").map(rest.index(after:)) ?? rest.endIndex
        rest = html[end...]
        return .end(name, html[start..<end])
    }

    private mutating func startTag() -> Token {
        let start = rest.startIndex
        rest = rest.dropFirst()
        var tag = Tag(name: takeName().lowercased(), markup: "")
        while true {
            skip { $0.isWhitespace || $0 == "/" }
            guard let character = rest.first else { break }
            if character == ">" {
                rest = rest.dropFirst()
                break
            }
            let attribute = takeAttribute()
            // Of attributes with one name the first counts (§13.2.5.33).
            if !tag.attributes.contains(where: { $0.name == attribute.name }) { tag.attributes.append(attribute) }
        }
        tag.markup = html[start..<rest.startIndex]
        let isSelfClosingForeign = Self.foreignElements.contains(tag.name) && tag.markup.hasSuffix("/>")
        tag.isVoid = Self.voidElements.contains(tag.name) || isSelfClosingForeign
        if Self.textElements.contains(tag.name) { textElement = tag.name }
        return .start(tag)
    }

    private mutating func takeName() -> Substring {
        let name = rest.prefix { !$0.isWhitespace && $0 != "/" && $0 != ">" }
        rest = html[name.endIndex...]
        return name
    }

    private mutating func takeAttribute() -> (name: String, value: String) {
        // An equals sign that a name begins with is part of it (§13.2.5.32).
        let first = rest.prefix(1)
        let others = rest.dropFirst().prefix { !$0.isWhitespace && $0 != "/" && $0 != ">" && $0 != "=" }
        let name = (first + others).lowercased()
        rest = html[others.endIndex...]
        let beforeEquals = rest
        skip(\.isWhitespace)
        guard rest.first == "=" else {
            rest = beforeEquals
            return (name, "")
        }
        rest = rest.dropFirst()
        skip(\.isWhitespace)
        return (name, HTMLReferences.resolved(takeValue()))
    }

    private mutating func takeValue() -> Substring {
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            let value = rest.prefix { !$0.isWhitespace && $0 != ">" }
            rest = html[value.endIndex...]
            return value
        }
        let value = rest.dropFirst().prefix { $0 != quote }
        rest = html[value.endIndex...].dropFirst()
        return value
    }

    private mutating func skip(_ isSkipped: (Character) -> Bool) {
        rest = rest.drop(while: isSkipped)
    }

    // MARK: Elements

    /// Without content and end tag (§13.1.2).
    private static let voidElements: Set = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    /// Those of SVG that may close themselves.
    private static let foreignElements: Set = [
        "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "stop", "image", "animate", "set",
    ]
    /// Whose content is text, or treated as such.
    private static let textElements: Set = [
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
    ]

    /// Whether an open element ends where `next` begins, as its end tag may be left out (§13.1.2.4).
    static func closes(_ open: String, before next: String) -> Bool {
        switch open {
        case "li": next == "li"
        case "dt", "dd": next == "dt" || next == "dd"
        case "option": next == "option" || next == "optgroup"
        case "optgroup": next == "optgroup"
        case "td", "th": ["td", "th", "tr", "tbody", "tfoot"].contains(next)
        case "tr": ["tr", "tbody", "tfoot"].contains(next)
        case "thead", "tbody": ["tbody", "tfoot"].contains(next)
        case "p": paragraphEnds.contains(next)
        default: false
        }
    }

    private static let paragraphEnds: Set = [
        "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "section",
        "table", "ul",
    ]
}
