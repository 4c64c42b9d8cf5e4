extension TemplateError {
    static func forbidden(_ ban: Ban, around index: Int, of template: Template) -> TemplateError {
        TemplateError(code: .unsafePlace, message: "\(ban.reason): \(template.excerpt(around: index))")
    }

    static func textInTag(around index: Int, of template: Template) -> TemplateError {
        let advice =
            "in a tag only whole attributes can be interpolated: write \\(attribute: \"name\", value), or name=\"\\(value)\""
        return TemplateError(code: .unsafePlace, message: "\(advice): \(template.excerpt(around: index))")
    }

    static func attributeOutsideTag(around index: Int, of template: Template) -> TemplateError {
        let advice = "\\(attribute:) stands in a tag, between its other attributes"
        return TemplateError(code: .misplaced, message: "\(advice): \(template.excerpt(around: index))")
    }

    static func markupInText(around index: Int, of template: Template) -> TemplateError {
        let advice =
            "templates, lists, components and raw HTML stand between tags; here only text can: interpolate a String"
        return TemplateError(code: .misplaced, message: "\(advice): \(template.excerpt(around: index))")
    }

    static func streamContainer(around index: Int, of template: Template) -> TemplateError {
        let advice = "the element around a stream needs an id, and phx-update=\"stream\""
        return TemplateError(code: .stream, message: "\(advice): \(template.excerpt(around: index))")
    }

    static func openMarkup(_ statics: [StaticString]) -> TemplateError {
        let end = (statics.last ?? "").description.suffix(excerptLength)
        return TemplateError(
            code: .openMarkup,
            message:
                "a template must close each tag, attribute, comment, <script>, <style>, <title> and <textarea> it opens;"
                + " this one does not, and ends: \(end)")
    }

    static func attributeName(_ name: String) -> TemplateError {
        TemplateError(
            code: .attributeName, message: "“\(name)” is not an attribute's name: letters, digits and -_:.@ are")
    }

    static func attribute(_ name: String, _ ban: Ban) -> TemplateError {
        TemplateError(code: .attributeName, message: "\(ban.reason): the attribute “\(name)”")
    }

    static func tag(_ name: String) -> TemplateError {
        TemplateError(
            code: .unsafePlace,
            message:
                "“\(name)” cannot be an element's tag: lower-case letters, digits and - of an element that holds markup can"
        )
    }

    static func property(_ name: String) -> TemplateError {
        TemplateError(
            code: .attributeName, message: "“\(name)” is not a CSS property's name: letters, digits and - are")
    }

    fileprivate static let excerptLength = 60
}

extension Template {
    /// The literal text around a dynamic, which stands as `\(…)`.
    fileprivate func excerpt(around index: Int) -> String {
        let before = statics[index].description.suffix(TemplateError.excerptLength)
        let after = statics[index + 1].description.prefix(TemplateError.excerptLength / 2)
        return "\(before)\\(…)\(after)"
    }
}

extension Ban {
    /// What is wrong, and what to do.
    fileprivate var reason: String {
        switch self {
        case .script: "no value is safe in <script>: put it in a data- attribute and read it from the script"
        case .styleSheet: "no value is safe in <style>: switch classes instead"
        case .rawText: "no value is safe in an element whose content is raw text"
        case .comment: "no value can stand in a comment or declaration"
        case .tagName: "no value can be part of a tag's name: choose between templates with \\(if:_:else:)"
        case .endTag: "no value can stand in an end tag"
        case .unquotedValue: "an attribute's value needs quotation marks around its interpolations"
        case .eventHandler: "no value is safe in an on… attribute, which is a script: use phx-click and its like"
        case .styleAttribute:
            "no text is safe in a style attribute: switch classes, or write \\(style: [\"width\": width])"
        case .embeddedDocument: "no value is safe in srcdoc, which is a document of its own"
        case .animation: "no value is safe in what an SVG animation changes, which may be a link"
        case .urlScheme: "a URL's scheme cannot come from a value of its own: interpolate the whole URL"
        case .scriptURL: "no value is safe in a script or data URL"
        case .attributeRunsOn: "an interpolated attribute must be followed by a space or the end of the tag"
        }
    }
}
