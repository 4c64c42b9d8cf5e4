import WireJSON

extension Template {
    /// - Throws: ``TemplateError`` unless a dynamic of this kind can stand at `index`.
    func check(_ dynamic: Dynamic, at index: Int) throws(TemplateError) {
        switch (dynamic.kind, places[index]) {
        // Writing it says what is wrong.
        case (.mistake, _): break
        case (_, .forbidden(let ban)): throw .forbidden(ban, around: index, of: self)
        case (.text, .tagInterior), (.markup, .tagInterior): throw .textInTag(around: index, of: self)
        case (.attribute, let place) where place != .tagInterior: throw .attributeOutsideTag(around: index, of: self)
        case (.markup, let place) where place != .text: throw .markupInText(around: index, of: self)
        case (.markup, _) where dynamic.isStream && containers[index] == .other:
            throw .streamContainer(around: index, of: self)
        default: break
        }
    }

    /// Writes finished HTML.
    ///
    /// - Precondition: `check` let it pass.
    func write(_ leaf: Leaf, at index: Int, to sink: inout some MarkupSink) throws(TemplateError) {
        switch leaf {
        case .integer(let number): sink.write(markup: number)
        case .raw(let html): sink.write(markup: html)
        case .noMarkup: break
        case .mistake(let error): throw error
        case .text(let text):
            if places[index].accepts(text) {
                HTMLEscaping.write(text, to: &sink)
            } else {
                sink.write(markup: URLRule.refused)
            }
        case .attribute(let name, let value): try Self.writeAttribute(name.description, value, to: &sink)
        case .attributes(let attributes): try Self.write(attributes, to: &sink)
        }
    }

    /// Writes finished HTML as a JSON string.
    func writeString(_ leaf: Leaf, at index: Int, to json: inout JSONWriter) throws(TemplateError) {
        if case .text(let text) = leaf, HTMLEscaping.isPlain(text), places[index].accepts(text) {
            // Most texts are: they go in one step.
            json.string(text)
            return
        }
        json.beginString()
        try write(leaf, at: index, to: &json)
        json.endString()
    }

    /// Each attribute with its leading space.
    static func write(_ attributes: Attributes, to sink: inout some MarkupSink) throws(TemplateError) {
        for entry in attributes.entries { try writeAttribute(entry.name, entry.value, to: &sink) }
    }

    private static func writeAttribute(
        _ name: String, _ value: AttributeValue, to sink: inout some MarkupSink
    ) throws(TemplateError) {
        switch value.value {
        // Written all the same, the first rendering would tell nothing of a name that cannot be.
        case .absent: try AttributeName.check(name, for: value)
        case .mistake(let error): throw error
        case .present:
            try AttributeName.check(name, for: value)
            sink.write(markup: " ")
            sink.write(markup: name)
        case .text(let text), .style(let text), .classes(let text):
            let isURL = try AttributeName.check(name, for: value)
            sink.write(markup: " ")
            sink.write(markup: name)
            sink.write(markup: "=\"")
            HTMLEscaping.write(isURL ? URLRule.allowed(text) : text, to: &sink)
            sink.write(markup: "\"")
        }
    }

    /// - Throws: ``TemplateError`` if a component cannot look like this: the client finds a component by the one element it is.
    func checkElement() throws(TemplateError) {
        guard isElement else { throw .notAnElement }
    }
}

extension Place {
    /// Whether text may stand here as it is, escaped.
    fileprivate func accepts(_ text: String) -> Bool {
        switch self {
        case .url: URLRule.allowsStart(text)
        case .urlContinuation: URLRule.allowsContinuation(text)
        default: true
        }
    }
}

extension Dynamic {
    fileprivate var isStream: Bool {
        if case .stream = self { true } else { false }
    }

    fileprivate enum Kind { case text, markup, attribute, mistake }

    fileprivate var kind: Kind {
        switch self {
        case .leaf(.text), .leaf(.integer): .text
        case .leaf(.attribute), .leaf(.attributes): .attribute
        case .leaf(.mistake): .mistake
        case .leaf(.raw), .leaf(.noMarkup), .nested, .list, .stream, .memo, .memoRows,
            .component:
            .markup
        }
    }
}
