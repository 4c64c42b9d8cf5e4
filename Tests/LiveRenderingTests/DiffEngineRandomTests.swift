import LiveRendering
import LiveViewTesting
import SeededRandomness
import Testing
import WireJSON

/// Thousands of changes nobody thought of: after each one the client sees what a fresh rendering shows.
@Suite("DiffEngine · random pages")
struct DiffEngineRandomTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>) func `the client follows every change`(seed: UInt64) throws {
        var pages = RandomPages(seed: seed)
        var shown = ShownPage(host: SlotHost())
        var page = pages.template(depth: 3)
        var browser = Browser()
        for _ in 0..<120 {
            page = pages.mutated(page, depth: 3)
            shown.host.components = pages.components
            try shown.show("<body>\(slot: .template(page))</body>")
            #expect(try shown.show("<body>\(slot: .template(page))</body>") == [:])
            try ownEvent(&shown, &pages)
            try #expect(shown.client.html() == shown.html("<body>\(slot: .template(page))</body>"))
            browser.answer(&shown, chance: &pages.random)
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func `rows go anywhere`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var shown = ShownPage()
        for _ in 0..<200 {
            let keys = (0..<12).shuffled(using: &random).prefix(Int.random(in: 0...12, using: &random))
            let rows = keys.map { (id: $0, name: Int.random(in: 0...1, using: &random)) }
            try shown.show("<ul>\(for: rows, id: \.id, { "<li id=\"\($0.id)\">\($0.name)</li>" })</ul>")
        }
    }

    /// A component changes by itself.
    private func ownEvent(_ shown: inout ShownPage<SlotHost>, _ pages: inout RandomPages) throws {
        guard let (id, cid) = shown.host.cids.filter({ shown.client.shown.contains($0.value) }).sorted(by: <).first,
            let template = pages.components[id]
        else { return }
        pages.components[id] = pages.mutated(template, depth: 0)
        shown.host.components = pages.components
        try shown.showComponent(cid, as: SlotHost.markup(id, pages.components[id]!))
    }
}

/// Tells the server about components whose elements went, sooner or later, as a browser does.
private struct Browser {
    private var gone: Set<Int> = []
    private var announced: Set<Int> = []

    mutating func answer(_ shown: inout ShownPage<SlotHost>, chance: inout SeededGenerator) {
        gone = Set(shown.client.components.keys).subtracting(shown.client.shown)
        if Bool.random(using: &chance) {
            announced.formUnion(gone)
            shown.engine.willDestroy(gone.sorted())
        } else if Bool.random(using: &chance) {
            let removed = shown.engine.destroyed(announced.intersection(gone).sorted())
            shown.client.prune(removed)
            announced = []
        }
    }
}

private struct RandomPages {
    var random: SeededGenerator
    /// What the components show now. Those from 100 on live in another component: 100 and 101 in 1, and so on.
    var components: [Int: SlotTemplate] = [:]
    /// Components of the page that have no place in it at present.
    private var unplaced: Set<Int> = [1, 2, 3, 4, 5]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        for id in 1...5 { components[id] = template(depth: 0) }
        for id in 100..<110 { components[id] = template(depth: 0) }
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    // MARK: New parts

    mutating func template(depth: Int) -> SlotTemplate {
        let shape = SlotTemplate.Shape.allCases.randomElement(using: &random)!
        let slots = (0..<SlotTemplate.slotCount(of: shape)).map { _ in slot(depth: depth - 1) }
        return SlotTemplate(shape: shape, slots: slots, title: chance(50) ? "t" : nil, isHidden: chance(50))
    }

    private mutating func slot(depth: Int) -> Slot {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return .text(["", "a", "<&>", "it's \"so\""].randomElement(using: &random)!)
        case 1: return .number(Int.random(in: 0...2, using: &random))
        case 2: return .raw("<i>raw</i>")
        case 3: return .nothing
        case 4, 5: return depth > 0 ? .template(template(depth: depth)) : .text("end")
        case 6, 7, 8: return depth > 0 ? list(depth: depth) : .number(9)
        default:
            guard depth >= 0, let id = unplaced.sorted().randomElement(using: &random) else { return .text("none") }
            unplaced.remove(id)
            return .component(id)
        }
    }

    private mutating func list(depth: Int) -> Slot {
        let keys = (0..<6).shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random))
        let shape = chance(70) ? SlotTemplate.Shape.allCases.randomElement(using: &random) : nil
        return .list(keys.map { Slot.Row(key: $0, template: rowTemplate(shape, depth: depth)) }, isKeyed: chance(70))
    }

    private mutating func rowTemplate(_ shape: SlotTemplate.Shape?, depth: Int) -> SlotTemplate {
        guard let shape else { return template(depth: depth - 1) }
        let slots = (0..<SlotTemplate.slotCount(of: shape)).map { _ in slot(depth: depth - 1) }
        return SlotTemplate(shape: shape, slots: slots)
    }

    // MARK: Changes

    mutating func mutated(_ template: SlotTemplate, depth: Int) -> SlotTemplate {
        if chance(5) {
            release(template)
            return self.template(depth: depth)
        }
        if depth == 3, let id = components.keys.sorted().randomElement(using: &random) {
            components[id] = nested(in: id)
        }
        var template = template
        for index in template.slots.indices where chance(60) {
            template.slots[index] = mutated(template.slots[index], depth: depth - 1)
        }
        if chance(20) { template.title = chance(50) ? "u" : nil }
        if chance(20) { template.isHidden.toggle() }
        return template
    }

    /// New content for a component, perhaps with components of its own.
    private mutating func nested(in id: Int) -> SlotTemplate {
        var template = self.template(depth: 0)
        guard id < 100, !template.slots.isEmpty, chance(70) else { return template }
        template.slots[0] = .component(98 + id * 2 + (chance(50) ? 0 : 1))
        return template
    }

    private mutating func mutated(_ slot: Slot, depth: Int) -> Slot {
        if chance(25) {
            release(slot)
            return self.slot(depth: depth)
        }
        switch slot {
        case .template(let template): return .template(mutated(template, depth: depth))
        case .list(let rows, let isKeyed): return .list(mutated(rows, depth: depth), isKeyed: isKeyed)
        case .number(let number): return .number(number + 1)
        default: return slot
        }
    }

    private mutating func mutated(_ rows: [Slot.Row], depth: Int) -> [Slot.Row] {
        var rows = rows
        if chance(30), let row = rows.popLast() { release(row.template) }
        if chance(30) { rows.shuffle(using: &random) }
        for index in rows.indices where chance(40) {
            rows[index].template = mutated(rows[index].template, depth: depth)
        }
        if chance(40), let key = Set(0..<8).subtracting(rows.map(\.key)).sorted().randomElement(using: &random) {
            let shape = rows.first?.template.shape
            let row = Slot.Row(key: key, template: rowTemplate(shape, depth: depth))
            rows.insert(row, at: Int.random(in: 0...rows.count, using: &random))
        }
        return rows
    }

    // MARK: Components' places

    private mutating func release(_ template: SlotTemplate) {
        for slot in template.slots { release(slot) }
    }

    private mutating func release(_ slot: Slot) {
        switch slot {
        case .template(let template): release(template)
        case .list(let rows, _): for row in rows { release(row.template) }
        case .component(let id): if id < 100 { unplaced.insert(id) }
        default: break
        }
    }
}
