/// Follows HTML's tokenization through a template's statics, to know the place of each dynamic.
///
/// Knows what a browser's tokenizer knows about states, and nothing of the tree. Where it is stricter than a browser, a template is
/// refused that would have worked; it is never laxer.
///
/// - SeeAlso: HTML Living Standard §13.2.5 (tokenization), whose state names the cases shorten.
struct MarkupScanner {
    enum State: Hashable {
        case data
        case tagOpen, endTagOpen, tagName
        case beforeAttributeName, attributeName, afterAttributeName
        case beforeValue, quotedValue(UInt8), unquotedValue, afterQuotedValue
        /// Right after an attribute that is a dynamic.
        case afterAttribute
        case declaration, comment, bogusComment
        case rawText, rawTextTagOpen, rawTextEndTagOpen, rawTextEndTagName
    }

    private(set) var state = State.data
    private(set) var places: [Place] = []
    private(set) var outline = Outline()
    /// What is around each dynamic.
    private(set) var containers: [Outline.Container] = []

    private var tag: [UInt8] = []
    private var isEndTag = false
    private var attribute: [UInt8] = []
    /// Of a tag: what a stream's element has.
    private var hasID = false
    private var hasStreamUpdate = false
    /// What a URL's value has said so far.
    private var url = URLProgress()
    /// Of a declaration, a comment, or the name of an end tag in raw text.
    private var pending: [UInt8] = []
    /// The content of a raw text element so far.
    private var rawText: [UInt8] = []

    private struct URLProgress {
        /// Literal bytes before the first dynamic.
        var prefix: [UInt8] = []
        var hasDynamic = false
        /// A byte came after which no scheme can follow.
        var isDecided = false
    }

    mutating func scan(_ literal: StaticString) {
        literal.withUTF8Buffer { for byte in $0 { scan(byte) } }
    }

    /// A dynamic stands here.
    mutating func dynamic() {
        places.append(place())
        containers.append(outline.container)
        if state == .data { outline.content() }
        switch state {
        case .tagName, .beforeAttributeName, .attributeName, .afterAttributeName, .afterQuotedValue, .afterAttribute:
            // It may be any of those attributes.
            hasID = true
            hasStreamUpdate = true
            state = .afterAttribute
        case .beforeValue: state = .unquotedValue
        default: url.hasDynamic = true
        }
    }

    // MARK: Places

    private func place() -> Place {
        switch state {
        case .data: .text
        case .rawText: rawTextPlace()
        case .tagOpen, .endTagOpen, .rawTextTagOpen, .rawTextEndTagOpen, .rawTextEndTagName: .forbidden(.tagName)
        case .declaration, .comment, .bogusComment: .forbidden(.comment)
        case _ where isEndTag: .forbidden(.endTag)
        case .tagName, .beforeAttributeName, .attributeName, .afterAttributeName, .afterQuotedValue, .afterAttribute:
            AttributeRule.isAnimation(tag: tagText) ? .forbidden(.animation) : .tagInterior
        case .beforeValue, .unquotedValue: .forbidden(.unquotedValue)
        case .quotedValue: valuePlace()
        }
    }

    private func rawTextPlace() -> Place {
        switch tagText {
        case "title", "textarea": .plainText
        case "script": .forbidden(.script)
        case "style": .forbidden(.styleSheet)
        default: .forbidden(.rawText)
        }
    }

    private func valuePlace() -> Place {
        switch AttributeRule(attribute: attributeText, tag: tagText) {
        case .plain: return .attributeValue
        case .forbidden(let ban): return .forbidden(ban)
        case .url:
            if URLRule.isScript(prefix: url.prefix) { return .forbidden(.scriptURL) }
            if url.isDecided { return .attributeValue }
            let isStart = !url.hasDynamic && url.prefix.allSatisfy(Self.isSpace)
            return isStart ? .url : .urlContinuation
        }
    }

    private var tagText: String { String(decoding: tag, as: UTF8.self).lowercased() }
    private var attributeText: String { String(decoding: attribute, as: UTF8.self).lowercased() }

    // MARK: Bytes

    private mutating func scan(_ byte: UInt8) {
        switch state {
        case .data: scanData(byte)
        case .tagOpen: scanTagOpen(byte)
        case .endTagOpen: scanEndTagOpen(byte)
        case .tagName: scanTagName(byte)
        case .beforeAttributeName: scanBeforeAttributeName(byte)
        case .attributeName: scanAttributeName(byte)
        case .afterAttributeName: scanAfterAttributeName(byte)
        case .beforeValue: scanBeforeValue(byte)
        case .quotedValue(let quote): if byte == quote { endValue() } else { scanValue(byte) }
        case .unquotedValue: if Self.isSpace(byte) || byte == UInt8(ascii: ">") { scanBeforeAttributeName(byte) }
        case .afterQuotedValue: scanBeforeAttributeName(byte)
        case .afterAttribute: scanAfterAttribute(byte)
        case .declaration: scanDeclaration(byte)
        case .comment: scanComment(byte)
        case .bogusComment: if byte == UInt8(ascii: ">") { state = .data }
        case .rawText, .rawTextTagOpen, .rawTextEndTagOpen, .rawTextEndTagName: scanRawText(byte)
        }
    }

    private mutating func scanData(_ byte: UInt8) {
        if byte == UInt8(ascii: "<") {
            state = .tagOpen
        } else if !Self.isSpace(byte) {
            outline.content()
        }
    }

    // MARK: Tags

    private mutating func scanTagOpen(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "/"): state = .endTagOpen
        case UInt8(ascii: "!"):
            pending = []
            state = .declaration
        case UInt8(ascii: "?"): state = .bogusComment
        case _ where Self.isLetter(byte): beginTag(byte, isEnd: false)
        default:
            // "a < b": text after all.
            outline.content()
            state = .data
            scan(byte)
        }
    }

    private mutating func scanEndTagOpen(_ byte: UInt8) {
        if Self.isLetter(byte) {
            beginTag(byte, isEnd: true)
        } else {
            state = byte == UInt8(ascii: ">") ? .data : .bogusComment
        }
    }

    private mutating func beginTag(_ byte: UInt8, isEnd: Bool) {
        tag = [byte]
        isEndTag = isEnd
        hasID = false
        hasStreamUpdate = false
        state = .tagName
    }

    private mutating func scanTagName(_ byte: UInt8) {
        if Self.endsName(byte) { scanBeforeAttributeName(byte) } else { tag.append(byte) }
    }

    private mutating func endTag() {
        if isEndTag {
            outline.close(tagText)
        } else {
            outline.open(tagText, isStream: hasID && hasStreamUpdate)
        }
        state = !isEndTag && Self.rawTextElements.contains(tagText) ? .rawText : .data
        isEndTag = false
        rawText = []
    }

    // MARK: Attributes

    private mutating func scanBeforeAttributeName(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): endTag()
        case _ where Self.endsName(byte): state = .beforeAttributeName
        default:
            attribute = [byte]
            state = .attributeName
        }
    }

    private mutating func scanAttributeName(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "="): state = .beforeValue
        case _ where Self.isSpace(byte): state = .afterAttributeName
        case _ where Self.endsName(byte): scanBeforeAttributeName(byte)
        default: attribute.append(byte)
        }
    }

    private mutating func scanAfterAttributeName(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "="): state = .beforeValue
        case _ where Self.isSpace(byte): break
        default: scanBeforeAttributeName(byte)
        }
    }

    private mutating func scanBeforeValue(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            url = URLProgress()
            state = .quotedValue(byte)
        case UInt8(ascii: ">"): endTag()
        case _ where Self.isSpace(byte): break
        default: state = .unquotedValue
        }
    }

    private mutating func endValue() {
        state = .afterQuotedValue
        switch attributeText {
        case "id": hasID = true
        case "phx-update": hasStreamUpdate = !url.hasDynamic && url.prefix == Array("stream".utf8)
        default: break
        }
    }

    private mutating func scanValue(_ byte: UInt8) {
        if !url.hasDynamic { url.prefix.append(byte) }
        guard !url.isDecided else { return }
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): url.isDecided = true
        case UInt8(ascii: ":"):
            url.isDecided = true
            // A value that a literal colon follows would be the scheme.
            forbidLastPlace(.urlScheme) { $0 == .url || $0 == .urlContinuation }
        default: break
        }
    }

    private mutating func scanAfterAttribute(_ byte: UInt8) {
        if !Self.endsName(byte) { forbidLastPlace(.attributeRunsOn) { $0 == .tagInterior } }
        scanBeforeAttributeName(byte)
    }

    private mutating func forbidLastPlace(_ ban: Ban, where applies: (Place) -> Bool) {
        guard url.hasDynamic || ban == .attributeRunsOn, let last = places.last, applies(last) else { return }
        places[places.count - 1] = .forbidden(ban)
    }

    // MARK: Comments

    private mutating func scanDeclaration(_ byte: UInt8) {
        pending.append(byte)
        if pending == Array("--".utf8) {
            pending = []
            state = .comment
        } else if byte == UInt8(ascii: ">") {
            state = .data
        } else if byte != UInt8(ascii: "-") || pending.count > 1 {
            state = .bogusComment
        }
    }

    private mutating func scanComment(_ byte: UInt8) {
        pending.append(byte)
        guard byte == UInt8(ascii: ">") else { return }
        let text = String(decoding: pending, as: UTF8.self)
        // `<!-->` and `<!--->` are whole comments (§13.2.5.43, §13.2.5.44).
        if text == ">" || text == "->" || text.hasSuffix("-->") || text.hasSuffix("--!>") { state = .data }
    }

    // MARK: Raw text

    /// Elements in which only their own end tag is a tag. `<noscript>` is not among them: without scripts it holds markup.
    private static let rawTextElements: Set = [
        "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext",
    ]

    private mutating func scanRawText(_ byte: UInt8) {
        rawText.append(byte)
        switch state {
        case .rawTextTagOpen where byte == UInt8(ascii: "/"): state = .rawTextEndTagOpen
        case .rawTextEndTagOpen where Self.isLetter(byte):
            pending = [byte]
            state = .rawTextEndTagName
        case .rawTextEndTagName where Self.isLetter(byte): pending.append(byte)
        case .rawTextEndTagName where Self.endsName(byte) && endsRawText:
            isEndTag = true
            scanBeforeAttributeName(byte)
        default: state = byte == UInt8(ascii: "<") ? .rawTextTagOpen : .rawText
        }
    }

    private var endsRawText: Bool {
        guard tagText == String(decoding: pending, as: UTF8.self).lowercased() else { return false }
        return tagText == "script" ? !isScriptCommented : tagText != "plaintext"
    }

    /// After `<!--` in a script, whether `</script>` ends it depends on what else the comment holds (§13.2.5.26): taken to never do.
    private var isScriptCommented: Bool {
        let text = String(decoding: rawText, as: UTF8.self)
        guard let opening = text.ranges(of: "<!--").last else { return false }
        return !text[opening.lowerBound...].contains("-->")
    }

    // MARK: Characters

    private static func isLetter(_ byte: UInt8) -> Bool {
        0x61...0x7A ~= byte | 0x20
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    }
}
