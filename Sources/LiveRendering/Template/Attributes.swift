/// Attributes that are only known when the page is rendered, to be spread into a tag.
///
///     func button(_ label: String, _ attributes: Attributes = [:]) -> Rendered {
///         "<button\(attributes: ["type": "button", "class": "button"].adding(attributes))>\(label)</button>"
///     }
///     button("Save", ["id": "save", "class": "wide", "disabled": isSaving, "phx-click": JS().push("save")])
///
/// They keep their order. Values are escaped, and follow the rules of the attribute they stand in; a name that is none, or one of an
/// attribute in which no value is safe (`onclick`, `srcdoc`), makes rendering throw ``TemplateError``. A browser takes the first of two
/// attributes with one name: do not spread what the tag has already.
public struct Attributes: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    struct Entry: Hashable, Sendable {
        let name: String
        let value: AttributeValue
    }

    private(set) var entries: [Entry] = []

    /// `nil` and `false` leave an attribute out; of repeated names the last counts.
    public init(dictionaryLiteral elements: (String, (any AttributeContent)?)...) {
        for (name, content) in elements { set(name, content?.attributeValue ?? .absent) }
    }

    /// - Parameter values: in the order of their names, since a dictionary has none that would last.
    public init(_ values: [String: some AttributeContent]) {
        entries = values.sorted { $0.key < $1.key }.map { Entry(name: $0.key, value: $0.value.attributeValue) }
    }

    /// These, and `others` after and over them: of an attribute in both, the other value counts, except that classes come together.
    public func adding(_ others: Attributes) -> Attributes {
        var attributes = self
        for other in others.entries { attributes.add(other) }
        return attributes
    }

    private mutating func add(_ other: Entry) {
        guard other.name == "class", let own = self["class"]?.plainText, let added = other.value.plainText else {
            return set(other.name, other.value)
        }
        set("class", ClassList(own, added).attributeValue)
    }

    private subscript(name: String) -> AttributeValue? { entries.first { $0.name == name }?.value }

    private mutating func set(_ name: String, _ value: AttributeValue) {
        let entry = Entry(name: name, value: value)
        if let index = entries.firstIndex(where: { $0.name == name }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    func prefixed(_ prefix: String) -> Attributes {
        var attributes: Attributes = [:]
        attributes.entries = entries.map { Entry(name: prefix + $0.name, value: $0.value) }
        return attributes
    }
}

extension AttributeValue {
    fileprivate var plainText: String? {
        switch value {
        case .text(let text), .classes(let text): text
        case .absent: ""
        case .present, .style, .mistake: nil
        }
    }
}

extension Rendered.StringInterpolation {
    /// A whole attribute: ` title="…"`. Nothing for `nil`; for a flag the name alone, ` disabled`, while it is `true`.
    ///
    /// Stands in a tag between other attributes: `<button\(attribute: "disabled", isBusy)>`. It brings its own leading space.
    public mutating func appendInterpolation(attribute name: StaticString, _ content: (some AttributeContent)?) {
        append(.leaf(.attribute(name: name, value: content?.attributeValue ?? .absent)))
    }

    /// The attribute ` class="…"` of the classes that are not `nil`: `<li\(class: "tab", isActive ? "active" : nil)>`.
    public mutating func appendInterpolation(class classes: String?...) {
        append(.leaf(.attribute(name: "class", value: ClassList(classes).attributeValue)))
    }

    /// The attribute ` style="…"`: `<div\(style: ["width": "\(percent)%"])>`.
    public mutating func appendInterpolation(style: Style) {
        append(.leaf(.attribute(name: "style", value: style.attributeValue)))
    }

    /// Attributes whose names begin with `data-`: `<li\(data: ["id": row.id, "done": row.isDone])>`.
    public mutating func appendInterpolation(data attributes: Attributes) {
        append(.leaf(.attributes(attributes.prefixed("data-"))))
    }

    /// All of `attributes`, each with its leading space.
    public mutating func appendInterpolation(attributes: Attributes) {
        append(.leaf(.attributes(attributes)))
    }
}
