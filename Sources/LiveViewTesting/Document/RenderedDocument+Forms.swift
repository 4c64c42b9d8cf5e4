/// What HTML says of forms and their controls.
extension RenderedDocument {
    func isFormControl(_ index: Int) -> Bool {
        ["input", "select", "textarea", "button"].contains(nodes[index].name)
    }

    /// Of an `<input>` or a `<button>`, with HTML's defaults.
    func controlType(_ index: Int) -> String {
        let type = attribute("type", of: index)?.lowercased()
        switch nodes[index].name {
        case "button": return type ?? "submit"
        case "input": return type ?? "text"
        default: return nodes[index].name
        }
    }

    /// Itself, or through a `<fieldset disabled>` around it, unless it stands in that fieldset's first `<legend>`.
    func isDisabled(_ index: Int) -> Bool {
        if attribute("disabled", of: index) != nil { return true }
        var child = index
        for ancestor in lineage(of: index).dropFirst() {
            if nodes[ancestor].name == "fieldset", attribute("disabled", of: ancestor) != nil {
                let firstLegend = elementChildren(of: ancestor).first { nodes[$0].name == "legend" }
                if firstLegend != child { return true }
            }
            child = ancestor
        }
        return false
    }

    /// The form a control belongs to: the one it names, else the nearest around it.
    func form(of index: Int) -> Int? {
        if let id = attribute("form", of: index) {
            return descendants(of: Self.root).first { nodes[$0].name == "form" && attribute("id", of: $0) == id }
        }
        return lineage(of: index).dropFirst().first { nodes[$0].name == "form" }
    }

    /// A form's controls, in the order of the page.
    func controls(of form: Int) -> [Int] {
        descendants(of: Self.root).filter { isFormControl($0) && self.form(of: $0) == form }
    }

    /// The choices of a `<select>`.
    func options(of select: Int) -> [Int] {
        descendants(of: select).filter { nodes[$0].name == "option" }
    }

    func optionValue(_ index: Int) -> String {
        attribute("value", of: index) ?? readableText(of: index)
    }

    /// The values of a `<select>` as rendered: what is marked, else for a single choice the first that can be made.
    func selectedValues(of select: Int) -> [String] {
        let options = options(of: select)
        let marked = options.filter { attribute("selected", of: $0) != nil }.map(optionValue)
        if attribute("multiple", of: select) != nil { return marked }
        if let last = marked.last { return [last] }
        return options.first { attribute("disabled", of: $0) == nil }.map { [optionValue($0)] } ?? []
    }

    /// The value of a control as rendered, before anybody changed it.
    func renderedValue(of control: Int) -> String {
        switch nodes[control].name {
        case "textarea":
            // A line break right after the tag is not part of it (HTML §13.1.2.5).
            let text = text(of: control)
            return text.hasPrefix("\n") ? String(text.dropFirst()) : text
        case "select": return selectedValues(of: control).first ?? ""
        default:
            return attribute("value", of: control) ?? (isCheckable(control) ? "on" : "")
        }
    }

    func isCheckable(_ control: Int) -> Bool {
        nodes[control].name == "input" && ["checkbox", "radio"].contains(controlType(control))
    }
}
