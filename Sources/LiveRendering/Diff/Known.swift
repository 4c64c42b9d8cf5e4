/// What the client has at one dynamic position. Values are kept raw, as the view gave them.
enum Known: Sendable {
    case leaf(Leaf)
    case node(KnownNode)
    indirect case list(KnownList)
    indirect case stream(KnownStream)
    indirect case memo(KnownMemo)
    case component(Int)

    /// Sent as `""`. Nothing can be merged onto it.
    static let nothing = Known.leaf(.noMarkup)
}

/// A template the client has the statics of, and its dynamics.
struct KnownNode: Sendable {
    let template: TemplateReference
    var values: [Known]
}

/// A list the client has the statics of; it may be empty now.
struct KnownList: Sendable {
    /// Of every row.
    let template: TemplateReference
    /// Rows are of different templates: each is the single dynamic of a row whose own statics are empty.
    let isWrapped: Bool
    /// `nil` where a row's position is its key, and where `memo` has the keys.
    var keys: [RowKey]?
    var count: Int
    /// The rows' dynamics, row after row.
    var values: [Known]
    /// What the rows were made of, if they are compared by that.
    var memo: (any MemoRowSource)?

    var width: Int { template.target.places.count }
}

/// A stream the client has; of its rows nothing is known.
struct KnownStream: Sendable {
    var identity: StreamIdentity
    let reference: Int
    /// Of the rows sent last; `nil` until there were some.
    var template: TemplateReference?
    var isWrapped = false

    init(identity: StreamIdentity, reference: Int) {
        self.identity = identity
        self.reference = reference
    }
}

/// A part the client has, with what it was made of.
struct KnownMemo: Sendable {
    var source: any MemoSource
    var node: KnownNode
    var parts: MemoParts
}

/// What a part holds that is more than text.
struct MemoParts: Sendable {
    let cids: [Int]
    let hasStreams: Bool

    var isEmpty: Bool { cids.isEmpty && !hasStreams }
    /// `nil` if there is more than components.
    var componentsAlone: [Int]? { hasStreams ? nil : cids }
}
