/// A keyed list whose rows each depend on their element, and are only made when that is another one.
protocol MemoRowSource: AnyObject, Sendable {
    var count: Int { get }
    /// - Returns: `nil` if `old` is another list altogether.
    func changes(since old: any MemoRowSource) -> MemoRowChanges?
    func row(at position: Int) -> Rendered
    /// All rows, with their keys.
    func list() -> Comprehension
    /// - Throws: ``TemplateError`` with the positions of two rows that have one key.
    func checkKeys() throws(TemplateError)
}

enum MemoRowChanges {
    /// The very same list in memory.
    case identical
    /// Rows are where they were, as far as both lists go; these look different.
    case inPlace([Int])
    /// For each row where it was.
    case rearranged([Origin])

    struct Origin {
        /// `nil` for a new row.
        let position: Int?
        let isSame: Bool
    }
}

@usableFromInline
final class MemoRows<Element: Equatable & Sendable, ID: Hashable & Sendable>: MemoRowSource {
    private let elements: [Element]
    private let id: @Sendable (Element) -> ID
    private let makeRow: @Sendable (Element) -> Rendered
    private let site: MemoSite

    @usableFromInline
    init(
        _ elements: [Element], id: @escaping @Sendable (Element) -> ID,
        row: @escaping @Sendable (Element) -> Rendered, site: MemoSite
    ) {
        self.elements = elements
        self.id = id
        makeRow = row
        self.site = site
    }

    var count: Int { elements.count }

    func row(at position: Int) -> Rendered { makeRow(elements[position]) }

    func list() -> Comprehension {
        var list = Comprehension(capacity: count, isKeyed: true)
        for element in elements { list.append(makeRow(element), key: RowKey(id(element))) }
        return list
    }

    func checkKeys() throws(TemplateError) {
        var positions = [ID: Int](minimumCapacity: count)
        for (position, element) in elements.enumerated() {
            if let first = positions.updateValue(position, forKey: id(element)) {
                throw .duplicateKey(first, position)
            }
        }
    }

    func changes(since old: any MemoRowSource) -> MemoRowChanges? {
        guard let old = old as? MemoRows<Element, ID>, site.isSame(as: old.site) else { return nil }
        if areIdentical(elements, old.elements) { return .identical }
        var changed: [Int] = []
        for position in 0..<min(count, old.count) where elements[position] != old.elements[position] {
            guard id(elements[position]) == id(old.elements[position]) else { return .rearranged(origins(in: old)) }
            changed.append(position)
        }
        return .inPlace(changed)
    }

    private func origins(in old: MemoRows) -> [MemoRowChanges.Origin] {
        var positions = [ID: Int](minimumCapacity: old.count)
        for (position, element) in old.elements.enumerated() { positions[id(element)] = position }
        return elements.map { element in
            guard let position = positions[id(element)] else { return .init(position: nil, isSame: false) }
            return .init(position: position, isSame: element == old.elements[position])
        }
    }
}

extension Rendered.StringInterpolation {
    /// One row per element, each of which depends on its element and on nothing else: rows of equal elements are neither made nor
    /// compared.
    ///
    ///     <tbody>\(memo: orders, id: \.id, { order in
    ///         "<tr id=\"order-\(order.id)\"><td>\(order.customer)</td></tr>"
    ///     })</tbody>
    ///
    /// For long lists. The view keeps `elements` for as long as the list is shown. Rows with components or streams in them are always
    /// made.
    ///
    /// - Parameters:
    ///   - id: an element's key. Two elements with one key make rendering throw ``TemplateError``.
    ///   - row: makes a row of its element. What else it uses is not watched: put that into the elements.
    @inlinable
    public mutating func appendInterpolation<Element: Equatable & Sendable, ID: Hashable & Sendable>(
        memo elements: [Element], id: @escaping @Sendable (Element) -> ID, file: StaticString = #fileID,
        line: UInt = #line, column: UInt = #column, _ row: @escaping @Sendable (Element) -> Rendered
    ) {
        append(MemoRows(elements, id: id, row: row, site: MemoSite(file: file, line: line, column: column)))
    }

    @usableFromInline
    mutating func append(_ rows: MemoRows<some Equatable & Sendable, some Hashable & Sendable>) {
        append(.memoRows(rows))
    }
}
