/// A list's rows as a template has them now.
@usableFromInline
struct Comprehension: Sendable {
    private(set) var rows: [Rendered] = []
    /// One per row; `nil` where a row's position is its key.
    private(set) var keys: [RowKey]?

    @usableFromInline
    init(capacity: Int, isKeyed: Bool) {
        rows.reserveCapacity(capacity)
        guard isKeyed else { return }
        keys = []
        keys?.reserveCapacity(capacity)
    }

    @usableFromInline
    mutating func append(_ row: consuming Rendered, key: consuming RowKey) {
        rows.append(row)
        keys?.append(key)
    }

    @usableFromInline
    mutating func append(_ row: consuming Rendered) {
        rows.append(row)
    }

    /// - Throws: ``TemplateError`` with the positions of two rows that have one key.
    func checkKeys() throws(TemplateError) {
        guard let keys else { return }
        var seen = Set<RowKey>(minimumCapacity: keys.count)
        for (position, key) in keys.enumerated() where !seen.insert(key).inserted {
            throw .duplicateKey(keys.firstIndex(of: key) ?? position, position)
        }
    }
}

extension [Rendered] {
    func areAll(of template: TemplateReference) -> Bool {
        allSatisfy { $0.template == template }
    }
}

extension Rendered {
    /// Itself as a row whose template is its own.
    var wrapped: Rendered { Rendered(template: .rowWrapper, dynamics: [.nested(self)]) }
}
