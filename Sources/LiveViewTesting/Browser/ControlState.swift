/// What people did to a page's form controls, which its markup does not say.
///
/// A control is known by its id, else by its form, name and, of those that are checked, value: as the browser finds it again after a patch.
struct ControlState {
    struct Key: Hashable {
        let text: String
    }

    private var values: [Key: [String]] = [:]
    private var checks: [Key: Bool] = [:]
    /// Those that were changed, or whose form was submitted: their errors may be shown.
    private var used: Set<Key> = []
    var focused: Key?

    func isUsed(_ key: Key) -> Bool { used.contains(key) }
    func values(_ key: Key) -> [String]? { values[key] }
    func isChecked(_ key: Key) -> Bool? { checks[key] }

    mutating func setValues(_ newValues: [String], of key: Key) { values[key] = newValues }
    mutating func setChecked(_ isChecked: Bool, of key: Key) { checks[key] = isChecked }
    mutating func markUsed(_ key: Key) { used.insert(key) }

    /// A patch was applied: controls are as rendered again, but for the value of the one that has the focus.
    mutating func patched() {
        values = values.filter { $0.key == focused }
        checks = [:]
    }
}

/// A document with what people did to it: what a script would read from the controls' properties.
struct LiveControls {
    let document: RenderedDocument
    let state: ControlState

    func key(of control: Int) -> ControlState.Key {
        if let id = document.attribute("id", of: control) { return .init(text: "#\(id)") }
        let form = document.form(of: control)
        let owner = form.map { document.attribute("id", of: $0) ?? "form \(formNumber($0))" } ?? ""
        let name = document.attribute("name", of: control) ?? "control \(control)"
        let value = document.isCheckable(control) ? document.attribute("value", of: control) ?? "on" : ""
        return .init(text: "\(owner) \(name) \(value)")
    }

    private func formNumber(_ form: Int) -> Int {
        document.descendants(of: RenderedDocument.root).prefix { $0 != form }.count {
            document.nodes[$0].name == "form"
        }
    }

    /// The `value` property.
    func value(of control: Int) -> String {
        state.values(key(of: control))?.first ?? document.renderedValue(of: control)
    }

    func selectedValues(of select: Int) -> [String] {
        state.values(key(of: select)) ?? document.selectedValues(of: select)
    }

    func isChecked(_ control: Int) -> Bool {
        guard controlIsRadio(control) else {
            return state.isChecked(key(of: control)) ?? (document.attribute("checked", of: control) != nil)
        }
        // Of a group one is chosen: the one chosen by hand, else the last that is rendered so.
        let group = radioGroup(of: control)
        if let chosen = group.first(where: { state.isChecked(key(of: $0)) == true }) { return chosen == control }
        return group.last { document.attribute("checked", of: $0) != nil } == control
    }

    func controlIsRadio(_ control: Int) -> Bool {
        document.isCheckable(control) && document.controlType(control) == "radio"
    }

    /// The radio buttons of which one is chosen.
    func radioGroup(of control: Int) -> [Int] {
        let (name, form) = (document.attribute("name", of: control), document.form(of: control))
        guard name != nil else { return [control] }
        return document.descendants(of: RenderedDocument.root).filter {
            controlIsRadio($0) && document.attribute("name", of: $0) == name && document.form(of: $0) == form
        }
    }
}
