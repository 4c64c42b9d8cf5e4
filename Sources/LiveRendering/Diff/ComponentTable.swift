/// A component at its place in the message being written.
struct PlacedComponent {
    let cid: Int
    /// `nil` for one that is where it was and need not be rendered.
    let reference: ComponentReference?
    let isStreamed: Bool
}

/// Which components the client has, and what it knows of them.
struct ComponentTable: Sendable {
    /// Stands for the view where a component's number is expected; no component has it.
    static let view = 0

    struct Entry: Sendable {
        let key: ComponentKey
        /// `nil` once the client may have dropped it: it must then be sent in full.
        var known: KnownNode?
        /// Some part of the page holds it. Otherwise it is kept until the client says that its element is gone.
        var isPlaced = true
        /// The client asked to drop it.
        var isMarked = false
        /// Whose markup holds it.
        var parent: Int
        var children: [Int] = []
        /// Held by rows of its streams. Those are not written again: they keep their places until the client drops them.
        var streamed: Set<Int> = []
        /// Is among its parent's `streamed`.
        var isStreamed = false
        /// The pass that placed it last.
        var pass: UInt32
        /// The pass that wrote its markup last.
        var writtenIn: UInt32 = 0
    }

    /// A component that this pass found in another place than the one before.
    private struct Move {
        let cid: Int
        let origin: Int
    }

    private var cids: [ComponentKey: Int] = [:]
    private var entries: [Int: Entry] = [:]
    private var viewChildren: [Int] = []
    private var lastCID = 0
    private var pass: UInt32 = 0
    private var pageWrittenIn: UInt32 = 0
    private var moves: [Move] = []

    /// The number of the component `key`, if it has a place in the page.
    func cid(of key: ComponentKey) -> Int? {
        guard let cid = cids[key], isPlaced(cid) else { return nil }
        return cid
    }

    func isPlaced(_ cid: Int) -> Bool { entries[cid]?.isPlaced == true }

    /// Whether the client has it as it was last rendered.
    func isKnown(_ cid: Int) -> Bool { entries[cid]?.known != nil }

    mutating func beginPass() { pass &+= 1 }

    /// - Throws: ``TemplateError`` if the client now has a component in two places.
    mutating func endPass() throws(TemplateError) {
        guard !moves.isEmpty else { return }
        defer { moves = [] }
        for move in moves where stillShows(move.origin) { throw .duplicateComponent }
    }

    /// Whether the markup of `cid`, 0 for the view, is what it was before this pass.
    private func stillShows(_ cid: Int) -> Bool {
        guard cid != Self.view else { return pageWrittenIn != pass }
        guard let entry = entries[cid] else { return false }
        return entry.isPlaced && entry.writtenIn != pass
    }

    // MARK: Placing

    /// The number of the component `key`, which `parent`'s markup holds; a new one for a component the client does not have.
    ///
    /// - Parameter isStreamed: whether it is held by a row of a stream.
    /// - Throws: ``TemplateError`` if this pass placed it before.
    mutating func place(_ key: ComponentKey, in parent: Int, isStreamed: Bool) throws(TemplateError) -> Int {
        let cid =
            try cids[key].map { (cid) throws(TemplateError) in try placeAgain(cid, in: parent) } ?? add(key, in: parent)
        entries[cid]?.isStreamed = isStreamed
        if isStreamed { entries[parent]?.streamed.insert(cid) }
        return cid
    }

    private mutating func placeAgain(_ cid: Int, in parent: Int) throws(TemplateError) -> Int {
        guard var entry = entries.removeValue(forKey: cid) else { return cid }
        guard entry.pass != pass else { throw .duplicateComponent }
        if entry.isStreamed {
            entries[entry.parent]?.streamed.remove(cid)
        } else if entry.isPlaced, entry.parent != parent {
            moves.append(Move(cid: cid, origin: entry.parent))
        }
        if !entry.isPlaced || entry.isMarked { entry.known = nil }
        entry.isPlaced = true
        entry.isMarked = false
        entry.parent = parent
        entry.pass = pass
        entries[cid] = entry
        return cid
    }

    private mutating func add(_ key: ComponentKey, in parent: Int) -> Int {
        lastCID += 1
        cids[key] = lastCID
        entries[lastCID] = Entry(key: key, parent: parent, pass: pass)
        return lastCID
    }

    /// Whether the client has the component and shows it.
    func isIntact(_ cid: Int) -> Bool {
        guard let entry = entries[cid] else { return false }
        return entry.isPlaced && !entry.isMarked && entry.known != nil
    }

    /// The component is where it was.
    ///
    /// - Throws: ``TemplateError`` if this pass placed it elsewhere before.
    mutating func keep(_ cid: Int) throws(TemplateError) {
        guard entries[cid]?.pass != pass else { throw .duplicateComponent }
        entries[cid]?.pass = pass
    }

    /// `parent`'s markup is written, and holds `children`. Those it held before are placed no more.
    mutating func settle(_ parent: Int, children: [Int]) {
        let former = parent == Self.view ? viewChildren : entries[parent]?.children ?? []
        for cid in former where isLeft(cid, by: parent) { displace(cid) }
        if parent == Self.view {
            viewChildren = children
            pageWrittenIn = pass
        } else {
            entries[parent]?.children = children
            entries[parent]?.writtenIn = pass
        }
    }

    private func isLeft(_ cid: Int, by parent: Int) -> Bool {
        guard let entry = entries[cid] else { return false }
        return entry.parent == parent && entry.pass != pass && !entry.isStreamed
    }

    /// Those of `cids` that have a place, holders before what they hold.
    func placedInOrder(_ cids: Set<Int>) -> [Int] {
        guard cids.count > 1 else { return cids.filter(isPlaced) }
        return cids.filter(isPlaced).map { (depth: depth(of: $0), cid: $0) }.sorted { $0 < $1 }.map(\.cid)
    }

    private func depth(of cid: Int) -> Int {
        var depth = 0
        var holder = entries[cid]?.parent
        while let cid = holder, cid != Self.view {
            depth += 1
            holder = entries[cid]?.parent
        }
        return depth
    }

    /// With what it holds: none of it is in the page.
    private mutating func displace(_ cid: Int) {
        guard let entry = entries[cid], entry.isPlaced else { return }
        entries[cid]?.isPlaced = false
        for child in entry.children where entries[child]?.parent == cid { displace(child) }
        for child in entry.streamed { displace(child) }
    }

    // MARK: Knowledge

    /// Takes out what the client knows of a component, so that it can be changed in place.
    mutating func takeKnown(_ cid: Int) -> KnownNode? {
        entries[cid]?.known.take()
    }

    /// The component changed where it is; it cannot be placed elsewhere in this pass.
    mutating func claim(_ cid: Int) { entries[cid]?.pass = pass }

    mutating func setKnown(_ known: KnownNode, of cid: Int) {
        entries[cid]?.known = known
    }

    // MARK: Removal

    /// The client saw the elements of `cids` go.
    mutating func mark(_ cids: [Int]) {
        for cid in cids { entries[cid]?.isMarked = true }
    }

    /// The client is done with `cids`. Those that were placed again in between stay.
    mutating func removeMarked(_ cids: [Int]) -> [Int] {
        let removed = cids.filter { entries[$0]?.isMarked == true }
        for cid in removed {
            guard let entry = entries.removeValue(forKey: cid) else { continue }
            self.cids[entry.key] = nil
            if entry.isStreamed { entries[entry.parent]?.streamed.remove(cid) }
        }
        return removed
    }

    /// The page was replaced, and every component with it. Numbers go on where they were.
    mutating func removeAll() -> [Int] {
        let removed = entries.keys.sorted()
        cids = [:]
        entries = [:]
        viewChildren = []
        return removed
    }
}
