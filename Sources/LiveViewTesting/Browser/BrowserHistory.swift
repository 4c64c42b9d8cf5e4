/// The addresses a tab went through.
struct BrowserHistory {
    struct Entry {
        let path: String
        /// Which view was shown: of two entries of one view the other is a patch away.
        let view: Int
    }

    private var entries: [Entry] = []
    private var position = -1

    /// Which view is shown; a new number for each.
    var view: Int { entries.indices.contains(position) ? entries[position].view : 0 }

    mutating func visit(_ path: String, view: Int, isReplacing: Bool = false) {
        if !isReplacing { position += 1 }
        entries.removeSubrange(max(position, 0)...)
        entries.append(Entry(path: path, view: view))
        position = entries.count - 1
    }

    /// Moves by `steps`, backwards if negative; `nil` if there is no such entry.
    mutating func go(_ steps: Int) -> Entry? {
        guard entries.indices.contains(position + steps) else { return nil }
        position += steps
        return entries[position]
    }
}
