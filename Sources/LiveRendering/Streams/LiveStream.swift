/// A list whose rows live in the browser only: the server sends each one once, and forgets it.
///
/// A property of a view or component. It records what is to happen to the list; the next rendering that holds the stream sends that,
/// exactly once, and drops the elements. What is recorded while no template shows the stream waits for one that does.
///
///     struct Chat: LiveView {
///         private var messages: LiveStream<Message>
///
///         init(_ mount: Mount<Anyone>) { messages = LiveStream("messages", History.latest(50)) }
///
///         mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
///             if let message = message.value(as: Message.self) { messages.append(message, limit: .last(100)) }
///         }
///
///         func render() -> Rendered {
///             """
///             <ul id="messages" phx-update="stream">\(stream: messages, { id, message in
///                 "<li id=\"\(id)\">\(message.text)</li>"
///             })</ul>
///             """
///         }
///     }
///
/// The element around a stream has an id and `phx-update="stream"`, and each row is one element with the id it is handed. A page that
/// connects anew starts from the view's initialiser: put there what such a page should show.
///
/// At most ``pendingLimit`` operations wait for a rendering; past it the rendering throws, and the browser mounts the view anew.
public struct LiveStream<Element: Sendable>: Sendable {
    /// Far above what one page can show; each costs its element until it is sent.
    public static var pendingLimit: Int { 10_000 }

    private let identity: StreamIdentity
    private let name: String
    private let makeDOMID: @Sendable (Element) -> String
    private var storage: StreamStorage<Element>

    /// - Parameters:
    ///   - name: begins the rows' DOM ids; unique in the page.
    ///   - id: an element's id: with it an element replaces the one before.
    ///   - elements: to begin with.
    public init<ID: CustomStringConvertible & SendableMetatype>(
        _ name: String, id: @escaping @Sendable (Element) -> ID, _ elements: [Element] = []
    ) {
        self.init(name, makeDOMID: { "\(name)-\(id($0))" }, elements)
    }

    /// - Parameters:
    ///   - name: begins the rows' DOM ids; unique in the page.
    ///   - elements: to begin with.
    public init(_ name: String, _ elements: [Element] = [])
    where Element: Identifiable, Element.ID: CustomStringConvertible {
        self.init(name, makeDOMID: { "\(name)-\($0.id)" }, elements)
    }

    private init(_ name: String, makeDOMID: @escaping @Sendable (Element) -> String, _ elements: [Element]) {
        identity = StreamIdentity()
        self.name = name
        self.makeDOMID = makeDOMID
        storage = StreamStorage()
        for element in elements { insert(element, .end, nil, isUpdateOnly: nil) }
    }

    // MARK: Ids

    /// The DOM id of the row of `element`.
    public func domID(of element: Element) -> String { makeDOMID(element) }

    /// The DOM id of the row of the element with this id.
    public func domID(forID id: some CustomStringConvertible) -> String { "\(name)-\(id)" }

    // MARK: Inserting

    /// How many rows stay, once a row was inserted.
    public struct Limit: Hashable, Sendable {
        /// As the wire has it: from the front if positive, from the end if negative.
        let count: Int

        /// Rows after the first `count` go.
        public static func first(_ count: Int) -> Limit { Limit(count: max(0, count)) }
        /// Rows before the last `count` go.
        public static func last(_ count: Int) -> Limit { Limit(count: -max(1, count)) }
    }

    /// Adds a row at the end. An element the browser has is changed where it is.
    public mutating func append(_ element: Element, limit: Limit? = nil) {
        insert(element, .end, limit)
    }

    public mutating func append(contentsOf elements: [Element], limit: Limit? = nil) {
        for element in elements { insert(element, .end, limit) }
    }

    /// Adds a row at the front. An element the browser has is changed where it is.
    public mutating func prepend(_ element: Element, limit: Limit? = nil) {
        insert(element, .index(0), limit)
    }

    /// Adds a row before the one that is at `index` by then, or at the end. An element the browser has is changed where it is.
    public mutating func insert(_ element: Element, at index: Int, limit: Limit? = nil) {
        insert(element, .index(max(0, index)), limit)
    }

    /// Puts a row at `index`, wherever it is now.
    public mutating func move(_ element: Element, to index: Int) {
        remove(element)
        insert(element, at: index)
    }

    /// Changes the row of an element that the browser has; does nothing if it has none.
    public mutating func update(_ element: Element) {
        insert(element, .end, nil, isUpdateOnly: true)
    }

    private mutating func insert(
        _ element: Element, _ position: StreamPosition, _ limit: Limit?, isUpdateOnly: Bool? = false
    ) {
        let insertion = StreamInsertion(
            domID: makeDOMID(element), element: element, position: position, limit: limit?.count,
            isUpdateOnly: isUpdateOnly)
        change { $0.insert(insertion) }
    }

    // MARK: Removing

    public mutating func remove(_ element: Element) { remove(domID: makeDOMID(element)) }

    /// Removes the row of the element with this id.
    public mutating func remove(id: some CustomStringConvertible) { remove(domID: domID(forID: id)) }

    /// Removes a row by its DOM id, as the browser names it in an event of its own.
    public mutating func remove(domID: String) {
        change { $0.remove(domID) }
    }

    /// Removes all rows, and shows `elements` instead.
    public mutating func reset(to elements: [Element] = [], limit: Limit? = nil) {
        change { $0.reset() }
        append(contentsOf: elements, limit: limit)
    }

    // MARK: Storage

    private mutating func change(_ body: (inout StreamLog<Element>) -> Void) {
        // A rendering of what was recorded before may still be at hand, and must not see what is recorded now.
        if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
        storage.change(limit: Self.pendingLimit, body)
    }

    func content(_ row: (String, Element) -> Rendered) -> StreamContent {
        let pending = storage.pending()
        return StreamContent(
            identity: identity, insertions: pending.insertions.map { StreamInsertionPlace($0) },
            deletions: pending.deletions.sorted(), isReset: pending.isReset, isOverfull: pending.isOverfull,
            rows: pending.insertions.map { row($0.domID, $0.element) }, source: storage)
    }
}

extension Rendered.StringInterpolation {
    /// A stream's rows, in an element with an id and `phx-update="stream"`.
    ///
    /// - Parameter row: makes the row of an element: one element with the id it is handed. Called once for each time the row is sent.
    public mutating func appendInterpolation<Element>(
        stream: LiveStream<Element>, _ row: (_ id: String, _ element: Element) -> Rendered
    ) {
        append(.stream(stream.content(row)))
    }
}
