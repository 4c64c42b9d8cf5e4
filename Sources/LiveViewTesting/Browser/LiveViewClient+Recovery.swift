import WireJSON

/// A form as it was before its view was joined anew: sent again, so that nothing typed is lost.
///
/// - SeeAlso: liveview-wire §5.7.
struct RecoverableForm {
    let id: String
    let binding: String
    let fields: String
    /// Of the control that counts as changed.
    let field: String
    let meta: [String: JSONValue]
}

extension LiveViewClient {
    /// Forms of the page that a view joined anew is told of.
    func recoverableForms() -> [RecoverableForm] {
        let document = document
        return document.descendants(of: RenderedDocument.root).compactMap { form in
            guard document.nodes[form].name == "form", let id = document.attribute("id", of: form),
                let binding = document.attribute("phx-change", of: form),
                document.attribute("phx-auto-recover", of: form) != "ignore"
            else { return nil }
            let controls = document.controls(of: form).filter {
                document.attribute("name", of: $0)?.isEmpty == false && document.attribute("phx-change", of: $0) == nil
            }
            let first = controls.first { document.controlType($0) != "hidden" } ?? controls.first
            guard let field = first.flatMap({ document.attribute("name", of: $0) }) else { return nil }
            return RecoverableForm(
                id: id, binding: binding, fields: FormFields(controls: liveControls(document), form: form).encoded(),
                field: field, meta: meta(of: form, ["_target": .string(field)], [:], document))
        }
    }

    /// Sends a form to the view that was joined anew, if its page still has it.
    func recover(_ former: RecoverableForm) async throws {
        let document = document
        let form = document.descendants(of: RenderedDocument.root).first {
            document.nodes[$0].name == "form" && document.attribute("id", of: $0) == former.id
                && document.attribute("phx-change", of: $0) == former.binding
        }
        guard let form, departure == nil else { return }
        let binding = document.attribute("phx-auto-recover", of: form) ?? former.binding
        var reaction = Reaction()
        try react(to: binding, Trigger(type: "change", element: form, recovered: former), in: document, &reaction)
        try await finish(reaction)
    }
}
