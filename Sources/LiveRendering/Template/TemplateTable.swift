import Synchronization

/// Every template seen so far, kept for good. Bounded by the program's text: literals are what templates are made of.
final class TemplateTable: Sendable {
    static let shared = TemplateTable()

    /// A template's literals, by their places in the program, compared one by one.
    private struct Identity: Hashable {
        let statics: [StaticString]

        static func == (one: Self, other: Self) -> Bool {
            one.statics.count == other.statics.count
                && one.statics.indices.allSatisfy { one.statics[$0].isSameLiteral(as: other.statics[$0]) }
        }

        func hash(into hasher: inout Hasher) {
            for literal in statics {
                hasher.combine(literal.identity)
                hasher.combine(literal.length)
            }
        }
    }

    private let templates = Mutex<[Identity: TemplateReference]>([:])
    private let shortcuts = TemplateShortcuts()

    private init() {}

    func template(of statics: [StaticString]) -> TemplateReference {
        templates.withLock { templates in
            let identity = Identity(statics: statics)
            if let known = templates[identity] { return known }
            let template = TemplateReference(immortal: .passRetained(Template(statics: statics)))
            templates[identity] = template
            return template
        }
    }

    // MARK: Guessing

    /// A template that looks like it from outside; its literals are to be compared yet.
    func guess(_ shape: TemplateShape, first: StaticString) -> TemplateReference? {
        shortcuts.find(shape, first: first)
    }

    func remember(_ template: TemplateReference, as shape: TemplateShape) {
        shortcuts.insert(template, as: shape)
    }
}

/// What the compiler says of a template before its first literal: nearly always enough to tell it from all others that begin alike.
struct TemplateShape: Sendable {
    let literalCapacity: Int
    let interpolationCount: Int
}

/// Finds templates by shape and first literal, without a lock. Templates without a place in it are found another way.
private final class TemplateShortcuts: Sendable {
    private typealias Slot = Atomic<Unmanaged<Template>?>

    /// Several times what a large application has. Eight bytes each.
    private static let count = 8192
    /// How many slots one template may be in, beginning at its own.
    private static let reach = 8

    /// - Invariant: the memory is initialized once, never freed, and only read and written as atomics: any thread may.
    private struct Slots: @unchecked Sendable {
        let base: UnsafeMutablePointer<Slot>

        init() {
            base = .allocate(capacity: TemplateShortcuts.count)
            for index in 0..<TemplateShortcuts.count { (base + index).initialize(to: Slot(nil)) }
        }
    }

    private let slots = Slots()

    func find(_ shape: TemplateShape, first: StaticString) -> TemplateReference? {
        let start = Self.start(shape, first)
        for offset in 0..<Self.reach {
            let slot = slots.base + (start + offset) % Self.count
            guard let found = slot.pointee.load(ordering: .acquiring) else { return nil }
            let template = TemplateReference(immortal: found)
            if template.literalCount == shape.interpolationCount + 1, template.has(first, at: 0) { return template }
        }
        return nil
    }

    /// Slots fill up and stay: a slot that was found once is never another's.
    func insert(_ reference: TemplateReference, as shape: TemplateShape) {
        let template = Unmanaged.passUnretained(reference.target)
        let start = Self.start(shape, reference.target.statics[0])
        for offset in 0..<Self.reach {
            let slot = slots.base + (start + offset) % Self.count
            let (isMine, other) = slot.pointee.compareExchange(
                expected: nil, desired: template, ordering: .acquiringAndReleasing)
            if isMine || other?.toOpaque() == template.toOpaque() { return }
        }
    }

    private static func start(_ shape: TemplateShape, _ first: StaticString) -> Int {
        var hash = first.identity &* 0x9E37_79B9_7F4A_7C15
        hash ^= UInt(bitPattern: shape.literalCapacity &<< 8 &+ shape.interpolationCount) &* 0xC2B2_AE3D_27D4_EB4F
        return Int(hash >> 40) % count
    }
}
