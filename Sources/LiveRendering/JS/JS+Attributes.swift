import WireJSON

/// What stands in an attribute follows the rules of templates: names of scripts, styles and documents throw, and a URL that is not
/// allowed becomes `about:invalid`.
extension JS {
    /// Sets an attribute, not a property: the `value` attribute of an input is not what a person typed into it.
    ///
    /// - Parameter selection: the element itself if `nil`.
    public func setAttribute(_ name: String, _ value: String, to selection: Selection? = nil) -> JS {
        adding("set_attr", name, [value], selection)
    }

    public func removeAttribute(_ name: String, to selection: Selection? = nil) -> JS {
        adding("remove_attr") { json throws(TemplateError) in
            try AttributeName.check(name)
            json.member("attr", name)
            try json.to(selection)
        }
    }

    /// Sets an attribute to `value`, or removes it if that is what it is.
    public func toggleAttribute(_ name: String, _ value: String, to selection: Selection? = nil) -> JS {
        adding("toggle_attr", name, [value], selection)
    }

    /// Sets an attribute to `value`, or to `other` if `value` is what it is.
    public func toggleAttribute(_ name: String, _ value: String, _ other: String, to selection: Selection? = nil) -> JS
    {
        adding("toggle_attr", name, [value, other], selection)
    }

    /// From now on these attributes are the browser's own: patches leave them as they are, such as the `open` of a `<dialog>`.
    ///
    /// The latest call for an element counts; without names everything is patched again.
    ///
    /// - Parameters:
    ///   - names: may end in `*`, for all that begin alike.
    ///   - selection: the element itself if `nil`.
    public func ignoreAttributes(_ names: String..., to selection: Selection? = nil) -> JS {
        adding("ignore_attrs") { json throws(TemplateError) in
            for name in names { try AttributeName.check(name.replacing("*", with: "")) }
            json.member("attrs", names)
            try json.to(selection)
        }
    }

    private func adding(_ command: StaticString, _ name: String, _ values: [String], _ selection: Selection?) -> JS {
        adding(command) { json throws(TemplateError) in
            let isURL = try AttributeName.isURL(name)
            json.member("attr", [name] + values.map { isURL ? URLRule.allowed($0) : $0 })
            try json.to(selection)
        }
    }
}
