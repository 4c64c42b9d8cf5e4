import Synchronization

/// Where a row goes.
enum StreamPosition: Hashable, Sendable {
    case end
    /// At least 0.
    case index(Int)
}

struct StreamInsertion<Element: Sendable>: Sendable {
    let domID: String
    var element: Element
    let position: StreamPosition
    let limit: Int?
    /// `nil` for what a stream begins with: the wire tells the two apart, though nobody needs to.
    let isUpdateOnly: Bool?
}

/// What is to happen to a stream's rows: as removals, which come first in the browser, and then insertions in order.
struct StreamLog<Element: Sendable>: Sendable {
    /// Rows taken back leave a hole, so that positions stay good.
    private var slots: [StreamInsertion<Element>?] = []
    private var slotsByID: [String: Int] = [:]
    private(set) var deletions: Set<String> = []
    private(set) var isReset = false
    /// More was recorded than there is room for; the rest is gone.
    private(set) var isOverfull = false

    var insertions: [StreamInsertion<Element>] { slots.compactMap(\.self) }
    var count: Int { slotsByID.count + deletions.count }

    /// The last insertion of an element counts; but one that only changes what is there does not take an earlier one's place from it.
    mutating func insert(_ insertion: StreamInsertion<Element>) {
        if let slot = slotsByID[insertion.domID] {
            guard insertion.isUpdateOnly != true else {
                slots[slot]?.element = insertion.element
                return
            }
            slots[slot] = nil
        }
        closeHoles()
        slotsByID[insertion.domID] = slots.count
        slots.append(insertion)
    }

    mutating func remove(_ domID: String) {
        if let slot = slotsByID.removeValue(forKey: domID) { slots[slot] = nil }
        // A reset removes them all.
        if !isReset { deletions.insert(domID) }
    }

    mutating func reset() {
        self = StreamLog()
        isReset = true
    }

    mutating func overflow() {
        self = StreamLog()
        isOverfull = true
    }

    /// Holes are at most as many as rows.
    private mutating func closeHoles() {
        guard slots.count > 2 * slotsByID.count + 16 else { return }
        slots.removeAll { $0 == nil }
        for (slot, insertion) in slots.enumerated() {
            if let insertion { slotsByID[insertion.domID] = slot }
        }
    }
}

/// A stream's log, which a rendering empties although the view it is in does not change.
final class StreamStorage<Element: Sendable>: StreamSource {
    private let log: Mutex<StreamLog<Element>>

    init(_ log: StreamLog<Element> = StreamLog()) {
        self.log = Mutex(log)
    }

    func copy() -> StreamStorage { StreamStorage(pending()) }

    func pending() -> StreamLog<Element> { log.withLock { $0 } }

    func change(limit: Int, _ body: (inout StreamLog<Element>) -> Void) {
        log.withLock { log in
            guard !log.isOverfull else { return }
            body(&log)
            if log.count > limit { log.overflow() }
        }
    }

    func takeAll() -> Bool {
        log.withLock { log in
            guard log.count > 0 || log.isReset else { return false }
            log = StreamLog()
            return true
        }
    }
}
