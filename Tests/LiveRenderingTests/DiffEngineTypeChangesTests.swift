import LiveRendering
import LiveViewTesting
import Testing
import WireJSON

/// A place may hold anything next, and the client must never be sent changes for what it does not have (wire §4.3).
@Suite("DiffEngine · every change of kind at one place")
struct DiffEngineTypeChangesTests {
    static let kinds: [Slot] = [
        .text("a < b"), .text(""), .number(7), .raw("<i>raw</i>"), .nothing,
        .template(SlotTemplate(shape: .still, slots: [])),
        .template(SlotTemplate(shape: .one, slots: [.text("one")])),
        .template(SlotTemplate(shape: .other, slots: [.text("one")])),
        .template(SlotTemplate(shape: .two, slots: [.text("one"), .component(3)])),
        .template(
            SlotTemplate(shape: .tagged, slots: [.list(rows([1, 2]), isKeyed: true)], title: "t", isHidden: true)),
        .list([], isKeyed: true), .list(rows([1, 2, 3]), isKeyed: true), .list(rows([3, 1]), isKeyed: true),
        .list(rows([1, 2]), isKeyed: false), .list(mixedRows, isKeyed: true), .list(mixedRows, isKeyed: false),
        .list([Slot.Row(key: 1, template: SlotTemplate(shape: .one, slots: [.component(4)]))], isKeyed: true),
        .component(1), .component(2),
    ]

    static func rows(_ keys: [Int]) -> [Slot.Row] {
        keys.map { Slot.Row(key: $0, template: SlotTemplate(shape: .one, slots: [.number($0)])) }
    }

    static let mixedRows = [
        Slot.Row(key: 1, template: SlotTemplate(shape: .one, slots: [.text("x")])),
        Slot.Row(key: 2, template: SlotTemplate(shape: .two, slots: [.text("x"), .nothing])),
        Slot.Row(key: 3, template: SlotTemplate(shape: .still, slots: [])),
    ]

    static let host = SlotHost(components: [
        1: SlotTemplate(shape: .one, slots: [.text("first")]),
        2: SlotTemplate(shape: .two, slots: [.text("second"), .component(5)]),
        3: SlotTemplate(shape: .tagged, slots: [.text("third")]),
        4: SlotTemplate(shape: .still, slots: []),
        5: SlotTemplate(shape: .one, slots: [.list(mixedRows, isKeyed: true)]),
    ])

    enum Surrounding: CaseIterable { case page, template, row, movedRow, component }

    /// The page with `slot` in the place that is looked at.
    static func page(_ slot: Slot, in surrounding: Surrounding, host: inout SlotHost, step: Int) -> Rendered {
        let one = SlotTemplate(shape: .one, slots: [slot])
        switch surrounding {
        case .page: return "<main>\(slot: slot)</main>"
        case .template: return "<main>\(slot: .template(SlotTemplate(shape: .two, slots: [.text("x"), slot])))</main>"
        case .row: return "<main>\(slot: .list([Slot.Row(key: 9, template: one)], isKeyed: true))</main>"
        case .movedRow:
            let other = Slot.Row(key: 8, template: SlotTemplate(shape: .one, slots: [.text("other")]))
            let rows = [Slot.Row(key: 9, template: one), other]
            return "<main>\(slot: .list(step.isMultiple(of: 2) ? rows : rows.reversed(), isKeyed: true))</main>"
        case .component:
            host.components[10] = one
            return "<main>\(slot: .component(10))</main>"
        }
    }

    @Test(arguments: Surrounding.allCases) func `from any kind to any other and back`(surrounding: Surrounding) throws {
        for from in Self.kinds {
            for to in Self.kinds {
                var shown = ShownPage(host: Self.host)
                for (step, slot) in [from, to, from, to].enumerated() {
                    let page = Self.page(slot, in: surrounding, host: &shown.host, step: step)
                    try shown.show(page)
                    #expect(try shown.show(page) == [:])
                }
            }
        }
    }
}
