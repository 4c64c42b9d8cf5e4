/// A form as it is sent.
///
/// - SeeAlso: HTML Living Standard §4.10.21.4 (constructing the entry list); liveview-wire §5.2 for `_unused_`.
struct FormFields {
    let controls: LiveControls
    let form: Int
    /// The button that the form is submitted by.
    var submitter: Int?

    private var document: RenderedDocument { controls.document }

    /// URL-encoded, each field that nobody has used yet announced as such.
    ///
    /// - Parameter name: of the only field to send, for a control that has a `phx-change` of its own.
    func encoded(only name: String? = nil) -> String {
        let entries = entries
        let unused = entries.isEmpty ? [] : unusedNames
        var pairs: [(String, String)] = []
        for (key, value) in entries where name == nil || key == name {
            if unused.contains(key) { pairs.append((Self.unusedName(key), "")) }
            pairs.append((key, value))
        }
        return pairs.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
    }

    /// Names and values, in the order of the page.
    var entries: [(name: String, value: String)] {
        document.controls(of: form).flatMap { control -> [(name: String, value: String)] in
            guard let name = document.attribute("name", of: control), !name.isEmpty, !document.isDisabled(control)
            else {
                return []
            }
            return values(of: control).map { (name, $0) }
        }
    }

    private func values(of control: Int) -> [String] {
        switch (document.nodes[control].name, document.controlType(control)) {
        case ("button", _), ("input", "submit"), ("input", "button"), ("input", "reset"), ("input", "image"):
            return control == submitter ? [document.attribute("value", of: control) ?? ""] : []
        case ("input", "file"): return []
        case ("input", "checkbox"), ("input", "radio"):
            return controls.isChecked(control) ? [controls.value(of: control)] : []
        case ("select", _):
            let disabled = document.options(of: control).filter { document.attribute("disabled", of: $0) != nil }
            return controls.selectedValues(of: control).filter { !disabled.map(document.optionValue).contains($0) }
        default: return [controls.value(of: control)]
        }
    }

    /// Names of which no control was used, and not all are hidden.
    private var unusedNames: Set<String> {
        guard document.attribute("phx-no-unused-field", of: form) == nil else { return [] }
        var unused: Set<String> = []
        var used: Set<String> = []
        for control in document.controls(of: form) {
            guard let name = document.attribute("name", of: control), !name.isEmpty else { continue }
            if control == submitter || document.attribute("phx-no-unused-field", of: control) != nil
                || controls.state.isUsed(controls.key(of: control))
            {
                used.insert(name)
            }
            if document.controlType(control) != "hidden" { unused.insert(name) }
        }
        return unused.subtracting(used)
    }

    /// `user[name]` is announced as `user[_unused_name]`, `tags[]` as `_unused_tags[]`.
    private static func unusedName(_ name: String) -> String {
        let isList = name.hasSuffix("[]")
        let key = isList ? name.dropLast(2) : name[...]
        let end = key.hasSuffix("]") ? key.index(before: key.endIndex) : key.endIndex
        let start = key[..<end].lastIndex { $0 == "[" || $0 == "]" }.map(key.index(after:)) ?? key.startIndex
        return "\(key[..<start])_unused_\(key[start...])\(isList ? "[]" : "")"
    }

    /// As `URLSearchParams` does.
    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: " "): encoded += "+"
            default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
