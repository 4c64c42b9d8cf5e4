import Synchronization

/// Tells one stream of this process from all others.
struct StreamIdentity: Hashable, Sendable {
    private static let last = Atomic<UInt64>(0)
    private let number: UInt64

    init() {
        number = Self.last.add(1, ordering: .relaxed).newValue
    }
}

/// Where a stream's rows come from.
protocol StreamSource: AnyObject, Sendable {
    /// Forgets everything recorded: it is being sent.
    ///
    /// - Returns: `false` if there was nothing, because another rendering has sent it.
    func takeAll() -> Bool
}

struct StreamInsertionPlace: Sendable {
    let domID: String
    let position: StreamPosition
    let limit: Int?
    let isUpdateOnly: Bool?

    init(_ insertion: StreamInsertion<some Sendable>) {
        domID = insertion.domID
        position = insertion.position
        limit = insertion.limit
        isUpdateOnly = insertion.isUpdateOnly
    }
}

/// A stream in a template, with what has been recorded and not been sent.
struct StreamContent: Sendable {
    let identity: StreamIdentity
    /// One for each row.
    let insertions: [StreamInsertionPlace]
    let deletions: [String]
    let isReset: Bool
    let isOverfull: Bool
    let rows: [Rendered]
    let source: any StreamSource

    var isEmpty: Bool { rows.isEmpty && deletions.isEmpty && !isReset && !isOverfull }

    /// What there is to send, which nobody else will send.
    ///
    /// Markup that a component keeps may be rendered again after its rows were sent: then there is nothing.
    func taken() throws(TemplateError) -> StreamContent {
        try check()
        return source.takeAll() ? self : sent
    }

    private var sent: StreamContent {
        StreamContent(
            identity: identity, insertions: [], deletions: [], isReset: false, isOverfull: false, rows: [],
            source: source)
    }

    /// Rows as a page that is loaded shows them. The browser applies limits, once it has joined.
    var rowsInOrder: [Rendered] {
        guard insertions.contains(where: { $0.position != .end || $0.isUpdateOnly == true }) else { return rows }
        var order: [Rendered] = []
        for (insertion, row) in zip(insertions, rows) where insertion.isUpdateOnly != true {
            switch insertion.position {
            case .end: order.append(row)
            case .index(let index): order.insert(row, at: min(index, order.count))
            }
        }
        return order
    }

    /// - Throws: ``TemplateError`` for what no browser could show.
    func check() throws(TemplateError) {
        guard !isOverfull else { throw .overfullStream }
        for (insertion, row) in zip(insertions, rows) where !row.mayHave(id: insertion.domID) { throw .streamRow }
    }
}

extension Rendered {
    /// Whether `id` is among its values. What a row leaves to another template or component is not looked into.
    fileprivate func mayHave(id: String) -> Bool {
        (0..<count).contains { index in
            switch self[index] {
            case .leaf(.text(let text)): text == id
            case .leaf(.attribute(_, let content)): content.value == .text(id)
            case .leaf(.attributes(let attributes)): attributes.entries.contains { $0.value.value == .text(id) }
            case .leaf(.raw), .leaf(.mistake), .nested, .memo, .component: true
            default: false
            }
        }
    }
}
