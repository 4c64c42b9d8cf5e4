/// A list's rows as a template has them now.
struct Comprehension: Sendable {
    private(set) var rows: [Rendered] = []
    /// One per row; `nil` where a row's position is its key.
    private(set) var keys: [RowKey]?

    init(capacity: Int, isKeyed: Bool) {
        rows.reserveCapacity(capacity)
        guard isKeyed else { return }
        keys = []
        keys?.reserveCapacity(capacity)
    }

    mutating func append(_ row: Rendered, key: RowKey? = nil) {
        rows.append(row)
        if let key { keys?.append(key) }
    }

    /// - Throws: ``TemplateError`` with the positions of two rows that have one key.
    func checkKeys() throws(TemplateError) {
        guard let keys else { return }
        var seen = Set<RowKey>(minimumCapacity: keys.count)
        for (position, key) in keys.enumerated() where !seen.insert(key).inserted {
            throw duplicate(at: position)
        }
    }

    func duplicate(at position: Int) -> TemplateError {
        // Called for a row whose key an earlier row has.
        let first = keys.flatMap { keys in keys.firstIndex(of: keys[position]) } ?? position
        return .duplicateKey(first, position)
    }
}

/// What makes a row the same row, whatever its position.
enum RowKey: Hashable, Sendable {
    case integer(Int)
    case text(String)
    indirect case other(OpaqueKey)

    init(_ id: some Hashable & Sendable) {
        switch id {
        case let id as Int: self = .integer(id)
        case let id as String: self = .text(id)
        default: self = .other(OpaqueKey(id))
        }
    }
}

/// Any hashable value that may cross threads.
package struct OpaqueKey: Hashable, Sendable {
    private let value: any Hashable & Sendable

    package init(_ value: some Hashable & Sendable) {
        self.value = value
    }

    package static func == (one: Self, other: Self) -> Bool { AnyHashable(one.value) == AnyHashable(other.value) }

    package func hash(into hasher: inout Hasher) { AnyHashable(value).hash(into: &hasher) }
}
