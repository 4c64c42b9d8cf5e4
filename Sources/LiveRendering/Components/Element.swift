import NIOCore

extension Rendered {
    /// An element whose tag is a value: `\(.element("h\(level)", ["class": "title"]) { "\(text)" })`.
    ///
    /// - Parameter tag: lower case. Elements that hold no markup (`script`, `style`, `textarea` …), load others' (`iframe`, `object` …) or
    ///   hold nothing (`br`, `img` …) make rendering throw ``TemplateError``: write those out.
    public static func element(_ tag: String, _ attributes: Attributes = [:], _ content: () -> Rendered) -> Rendered {
        do {
            let start: Leaf = .raw(try startTag(tag, attributes))
            return Rendered(
                statics: ["", "", "", ""], dynamics: [.leaf(start), .nested(content()), .leaf(.raw("</\(tag)>"))])
        } catch {
            return Rendered(statics: ["", ""], dynamics: [.leaf(.mistake(error))])
        }
    }

    private static func startTag(_ tag: String, _ attributes: Attributes) throws(TemplateError) -> String {
        guard isTag(tag) else { throw .tag(tag) }
        var buffer = ByteBuffer(string: "<\(tag)")
        try Template.write(attributes, to: &buffer)
        buffer.writeString(">")
        return String(buffer: buffer)
    }

    private static func isTag(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first), !unsuitable.contains(name) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }

    private static let unsuitable: Set = [
        "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "noscript",
        "object", "embed", "applet", "base", "link", "meta", "html", "head", "body", "animate", "set", "template",
        "area", "br", "col", "hr", "img", "input", "param", "source", "track", "wbr",
    ]
}
