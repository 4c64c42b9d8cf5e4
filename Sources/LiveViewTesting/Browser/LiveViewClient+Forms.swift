extension LiveViewClient {
    // MARK: Filling in

    func fill(_ control: Int, with values: [String], in document: RenderedDocument) async throws {
        try checkUsable(control, document)
        let isText = !["checkbox", "radio", "submit", "button", "reset", "image", "file", "hidden"].contains(
            document.controlType(control))
        guard document.isFormControl(control), document.nodes[control].name != "button", isText else {
            throw impossible(control, "cannot be filled in", document)
        }
        guard document.attribute("readonly", of: control) == nil else {
            throw impossible(control, "is read-only", document)
        }
        if document.nodes[control].name == "select" { try checkChoices(values, of: control, document) }
        var reaction = Reaction()
        try focus(control, document, &reaction)
        controls.setValues(values, of: liveControls(document).key(of: control))
        try changed(control, in: document, &reaction)
        try await finish(reaction)
    }

    private func checkChoices(_ values: [String], of select: Int, _ document: RenderedDocument) throws {
        let options = document.options(of: select).filter { document.attribute("disabled", of: $0) == nil }
        let choices = options.map(document.optionValue)
        if let other = values.first(where: { !choices.contains($0) }) {
            throw impossible(select, "has no choice “\(other)”, but \(choices)", document)
        }
        if values.count != 1, document.attribute("multiple", of: select) == nil {
            throw impossible(select, "takes one choice", document)
        }
    }

    func fill(name: String, with value: String, form: Int, in document: RenderedDocument) async throws {
        let named = document.controls(of: form).filter { document.attribute("name", of: $0) == name }
        let visible = named.filter { document.controlType($0) != "hidden" }
        let chosen = visible.filter { !document.isCheckable($0) || document.renderedValue(of: $0) == value }
        if let control = chosen.first, chosen.count == 1 {
            guard document.isCheckable(control) else { return try await fill(control, with: [value], in: document) }
            if !liveControls(document).isChecked(control) { try await click(control, in: document) }
            return
        }
        if value.isEmpty, let box = visible.first, visible.count == 1, document.isCheckable(box) {
            if liveControls(document).isChecked(box) { try await click(box, in: document) }
            return
        }
        let names = document.controls(of: form).compactMap { document.attribute("name", of: $0) }
        throw impossible(
            form, "has \(chosen.count) controls “\(name)” that take “\(value)”; its controls are \(names)", document)
    }

    /// Fills in one after the other, in the form as it is after what the one before led to.
    func fill(_ fields: KeyValuePairs<String, String>, form: Int, in document: RenderedDocument) async throws {
        var (form, document) = (form, document)
        for (name, value) in fields {
            let before = version
            try await fill(name: name, with: value, form: form, in: document)
            guard let current = same(form, document, since: before) else {
                throw impossible(form, "went from the page while it was filled in", document)
            }
            (form, document) = (current, self.document)
        }
    }

    /// A control was changed by hand.
    func changed(_ control: Int, in document: RenderedDocument, _ reaction: inout Reaction) throws {
        let form = document.form(of: control)
        let own = document.attribute("phx-change", of: control)
        guard let binding = own ?? form.flatMap({ document.attribute("phx-change", of: $0) }) else { return }
        guard form != nil else { throw impossible(control, "has phx-change, but is in no form", document) }
        controls.markUsed(liveControls(document).key(of: control))
        let name = document.attribute("name", of: control)
        let trigger = Trigger(
            type: "change", element: control, field: name?.isEmpty == false ? name : nil,
            dispatcher: own == nil ? form : control)
        try react(to: binding, trigger, in: document, &reaction)
    }

    // MARK: Submitting

    func submit(_ form: Int, by name: String?, in document: RenderedDocument) async throws {
        guard document.nodes[form].name == "form" else { throw impossible(form, "is no form", document) }
        var reaction = Reaction()
        try submit(form, by: try name.map { try submitter($0, of: form, document) }, document, &reaction)
        try await finish(reaction)
    }

    private func submitter(_ name: String, of form: Int, _ document: RenderedDocument) throws -> Int {
        let button = document.controls(of: form).first {
            document.attribute("name", of: $0) == name && document.controlType($0) == "submit"
        }
        guard let button else { throw impossible(form, "has no button called “\(name)” to submit it", document) }
        try checkUsable(button, document)
        return button
    }

    func submit(_ form: Int, by submitter: Int?, _ document: RenderedDocument, _ reaction: inout Reaction) throws {
        guard let binding = document.attribute("phx-submit", of: form) else {
            throw impossible(form, "has no phx-submit: a browser sends it over HTTP, and leaves the page", document)
        }
        if document.attribute("novalidate", of: form) == nil { try checkRequired(form, document) }
        for control in document.controls(of: form) { controls.markUsed(liveControls(document).key(of: control)) }
        reaction.suspendsFocus = true
        try react(to: binding, Trigger(type: "submit", element: form, submitter: submitter), in: document, &reaction)
    }

    private func checkRequired(_ form: Int, _ document: RenderedDocument) throws {
        let entries = FormFields(controls: liveControls(document), form: form).entries
        for control in document.controls(of: form)
        where document.attribute("required", of: control) != nil && !document.isDisabled(control) {
            let name = document.attribute("name", of: control)
            guard entries.contains(where: { $0.name == name && !$0.value.isEmpty }) else {
                throw impossible(control, "is required and empty: a browser would not submit the form", document)
            }
        }
    }
}
