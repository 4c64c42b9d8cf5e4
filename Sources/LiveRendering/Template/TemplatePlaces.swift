/// What surrounds a dynamic, and so what may stand there and how it is escaped.
enum Place: Sendable, Hashable {
    /// Between tags: text, and markup of any kind.
    case text
    /// In `<title>` and `<textarea>`: text, where no tag is recognised but the closing one.
    case plainText
    /// In a quoted attribute's value.
    case attributeValue
    /// The beginning of an attribute's value that is a URL.
    case url
    /// In a URL of which nothing before tells yet where its scheme ends.
    case urlContinuation
    /// In a tag, where an attribute can stand.
    case tagInterior
    case forbidden(Ban)
}

/// Why nothing can stand at a place.
enum Ban: Sendable, Hashable {
    case script, styleSheet, rawText, comment, tagName, endTag, unquotedValue
    case eventHandler, styleAttribute, embeddedDocument, animation
    case urlScheme, scriptURL
    case attributeRunsOn
}

/// What HTML's attributes mean, as far as safety depends on it. Names in lower case.
enum AttributeRule {
    case plain
    case url
    case forbidden(Ban)

    init(attribute name: String, tag: String) {
        if name.hasPrefix("on") {
            self = .forbidden(.eventHandler)
        } else if name == "style" {
            self = .forbidden(.styleAttribute)
        } else if name == "srcdoc" {
            self = .forbidden(.embeddedDocument)
        } else if Self.isAnimation(tag: tag), Self.animated.contains(name) {
            self = .forbidden(.animation)
        } else {
            self = Self.urls.contains(name) ? .url : .plain
        }
    }

    /// Attributes whose value a browser loads, follows or sends forms to. `srcset` and `ping` are lists and never run anything.
    private static let urls: Set = [
        "href", "xlink:href", "src", "action", "formaction", "poster", "cite", "data", "background", "longdesc",
        "manifest",
        "codebase", "classid", "profile", "icon", "lowsrc", "dynsrc",
    ]

    /// SVG can animate a link's `href`, so what it animates to is as good as a URL.
    static func isAnimation(tag: String) -> Bool { tag == "animate" || tag == "set" }
    private static let animated: Set = ["to", "from", "by", "values", "attributename"]
}

/// Which URLs may come from a value.
enum URLRule {
    /// Written in place of a URL that is not allowed. It loads nothing.
    static let refused: StaticString = "about:invalid"

    /// Schemes that fetch, or open another program; none runs as part of the page.
    private static let schemes: Set = ["http", "https", "mailto", "tel"]

    /// Whether a URL attribute can begin with `text`: an allowed scheme, or a relative or fragment URL.
    ///
    /// A browser drops tabs, line breaks and leading white space and control characters before it looks for a scheme, so none of
    /// them passes; nor does `&`, which could spell a colon to whoever unescapes twice.
    static func allowsStart(_ text: String) -> Bool {
        guard let head = schemePart(of: text) else { return false }
        return !head.endsInColon || schemes.contains(head.text.lowercased())
    }

    /// `text` if a URL attribute can hold it, else what stands in its place.
    static func allowed(_ text: String) -> String {
        allowsStart(text) ? text : refused.description
    }

    /// Whether live navigation can lead to `text`: within this origin or to a page, never to another program.
    static func allowsNavigation(to text: String) -> Bool {
        guard !text.isEmpty, let head = schemePart(of: text) else { return false }
        return !head.endsInColon || ["http", "https"].contains(head.text.lowercased())
    }

    /// Whether `text` can go on a URL whose beginning may yet turn out to be a scheme: not if it ends that scheme.
    static func allowsContinuation(_ text: String) -> Bool {
        schemePart(of: text)?.endsInColon == false
    }

    /// What stands before the first byte that decides where a URL's scheme ends; `nil` if it holds what no URL needs there.
    private static func schemePart(of text: String) -> (text: Substring, endsInColon: Bool)? {
        for index in text.utf8.indices {
            switch text.utf8[index] {
            case UInt8(ascii: ":"): return (text[..<index], true)
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return (text[..<index], false)
            case 0...0x20, 0x7F, UInt8(ascii: "&"): return nil
            default: continue
            }
        }
        return (text[...], false)
    }

    /// Whether what a template itself begins a URL with makes the rest a program or a document.
    static func isScript(prefix: some Sequence<UInt8>) -> Bool {
        let visible = prefix.filter { $0 > 0x20 }
        let text = String(decoding: visible, as: UTF8.self).lowercased()
        return text.hasPrefix("javascript:") || text.hasPrefix("vbscript:")
            || text.hasPrefix("data:") && !text.hasPrefix("data:image/")
    }
}
