import LiveRendering
import LiveViewTesting

/// What one place of a page holds: every kind of value, so that one place can change from any kind to any other.
indirect enum Slot: Sendable {
    case text(String)
    case number(Int)
    case raw(String)
    case nothing
    case template(SlotTemplate)
    case list([Row], isKeyed: Bool)
    case component(Int)

    struct Row: Sendable {
        var key: Int
        var template: SlotTemplate
    }
}

/// One of a few templates, with its values.
struct SlotTemplate: Sendable {
    enum Shape: Int, CaseIterable { case still, one, other, two, tagged }

    var shape: Shape
    var slots: [Slot]
    var title: String?
    var isHidden = false

    var rendered: Rendered {
        switch shape {
        case .still: "<hr>"
        case .one: "<p>\(slot: slots[0])</p>"
        case .other: "<q>\(slot: slots[0])</q>"
        case .two: "<div>\(slot: slots[0])<br>\(slot: slots[1])</div>"
        case .tagged:
            "<b class=\"x\"\(attribute: "title", title)\(attribute: "hidden", isHidden)>\(slot: slots[0])</b>"
        }
    }

    static func slotCount(of shape: Shape) -> Int {
        switch shape {
        case .still: 0
        case .one, .other, .tagged: 1
        case .two: 2
        }
    }
}

extension Rendered.StringInterpolation {
    mutating func appendInterpolation(slot: Slot) {
        switch slot {
        case .text(let text): appendInterpolation(text)
        case .number(let number): appendInterpolation(number)
        case .raw(let html): appendInterpolation(raw: html)
        case .nothing: appendInterpolation(nil as Rendered?)
        case .template(let template): appendInterpolation(template.rendered)
        case .list(let rows, true): appendInterpolation(for: rows, id: \.key, { $0.template.rendered })
        case .list(let rows, false): appendInterpolation(for: rows, { $0.template.rendered })
        case .component(let id): appendInterpolation(SlotHost.reference(id))
        }
    }
}

/// Components whose markup is a template of slots.
struct SlotHost: ComponentHost, Sendable {
    var components: [Int: SlotTemplate] = [:]
    /// Numbers handed out, by component.
    private(set) var cids: [Int: Int] = [:]
    private(set) var forgotten: [Int] = []

    static func reference(_ id: Int) -> ComponentReference {
        ComponentReference(key: ComponentKey(SlotHost.self, id: id), content: id)
    }

    mutating func render(
        _ component: ComponentReference, cid: Int, isShown: Bool
    ) throws(TemplateError) -> Rendered? {
        guard let id = component.content as? Int else { return "<p>?</p>" }
        cids[id] = cid
        return Self.markup(id, components[id] ?? SlotTemplate(shape: .still, slots: []))
    }

    static func markup(_ id: Int, _ template: SlotTemplate) -> Rendered {
        template.shape == .two ? "<section>\(template.rendered)</section>" : "<aside>\(template.rendered)\(id)</aside>"
    }

    mutating func forget(_ cid: Int) { forgotten.append(cid) }
}
