import NIOCore
import Synchronization

/// What a view holds while it lives: its subscriptions, its work and its timers. All end with it.
///
/// Used by whoever the view lets use it, on any thread; what comes of it reaches the view through its mailbox.
package final class ViewScope: Sendable {
    /// Pieces of work and timers that one view may have at a time. Far above what a page needs; each may hold a task.
    static let workLimit = 100

    /// The view's end of it.
    struct Connection: Sendable {
        let eventLoop: any EventLoop
        let timers: any LiveTimers
        /// Called on `eventLoop`.
        let publish: PubSub.Delivery
        /// Called on `eventLoop`.
        let change: @Sendable (StateChange) -> Void
    }

    private struct Work {
        let generation: UInt64
        var cancel: @Sendable () -> Void = {}
    }

    private struct State {
        var connection: Connection?
        var subscriptions: SubscriptionScope?
        var works: [WorkName: Work] = [:]
        var lastGeneration: UInt64 = 0
        var marks: [StateMark] = []
    }

    package let id: String
    package let isConnected: Bool
    let csrfToken: String
    let hasChangedStatics: Bool
    let pubSub: PubSub
    private let state = Mutex(State())

    /// - Parameters:
    ///   - id: of the view's container.
    ///   - isConnected: whether ``connect(_:)`` will follow. The others hold nothing: their views are rendered once.
    ///   - csrfToken: of the browser, for forms that are posted over HTTP.
    ///   - hasChangedStatics: whether the page has old scripts or style sheets.
    package init(
        id: String, pubSub: PubSub, isConnected: Bool, csrfToken: String = "", hasChangedStatics: Bool = false
    ) {
        self.id = id
        self.csrfToken = csrfToken
        self.hasChangedStatics = hasChangedStatics
        self.pubSub = pubSub
        self.isConnected = isConnected
    }

    func connect(_ connection: Connection) {
        let subscriptions = SubscriptionScope(
            pubSub: pubSub, eventLoop: connection.eventLoop, deliver: connection.publish)
        state.withLock { state in
            state.connection = connection
            state.subscriptions = subscriptions
        }
    }

    /// Cancels everything; nothing begins from then on.
    func end() {
        let (subscriptions, works) = state.withLock { state in
            defer { state = State() }
            return (state.subscriptions, Array(state.works.values))
        }
        subscriptions?.end()
        for work in works { work.cancel() }
    }

    /// Subscriptions and presences; `nil` while not connected.
    var subscriptions: SubscriptionScope? {
        state.withLock { $0.subscriptions }
    }

    // MARK: Marks

    func mark(_ mark: StateMark) {
        state.withLock { $0.marks.append(mark) }
    }

    /// - Parameter cid: of the component that was called; `nil` for the view.
    func takeMarks(of cid: Int?) -> [StateMark.Change] {
        state.withLock { state in
            guard !state.marks.isEmpty else { return [] }
            defer { state.marks.removeAll { $0.cid == cid } }
            return state.marks.filter { $0.cid == cid }.map(\.change)
        }
    }

    // MARK: Work

    /// A piece of work that was begun.
    struct Ticket: Sendable {
        let name: WorkName
        let generation: UInt64
        let connection: Connection
    }

    /// What became of the wish to begin a piece of work.
    enum Beginning {
        case begun(Ticket)
        case notConnected
        case tooMuch(Connection)
    }

    /// Begins a piece of work in the place of any other of the same name, which is cancelled.
    func begin(_ name: WorkName) -> Beginning {
        cancel(name)
        return state.withLock { state in
            guard let connection = state.connection else { return .notConnected }
            guard state.works.count < Self.workLimit else { return .tooMuch(connection) }
            state.lastGeneration += 1
            state.works[name] = Work(generation: state.lastGeneration)
            return .begun(Ticket(name: name, generation: state.lastGeneration, connection: connection))
        }
    }

    /// Says how to cancel what was begun. Cancels it at once if it has been superseded meanwhile, or is over.
    func setCancellation(of ticket: Ticket, _ cancel: @escaping @Sendable () -> Void) {
        let isCurrent = state.withLock { state in
            guard state.works[ticket.name]?.generation == ticket.generation else { return false }
            state.works[ticket.name]?.cancel = cancel
            return true
        }
        if !isCurrent { cancel() }
    }

    func setTimer(
        _ ticket: Ticket, _ delay: Duration, repeats: Bool,
        _ handler: StateHandler
    ) {
        let timer = ticket.connection.timers.schedule(after: delay, on: ticket.connection.eventLoop) { [weak self] in
            var change = StateChange(
                name: ticket.name, generation: ticket.generation, isLast: !repeats, handler: handler)
            if repeats {
                change.taken = { [weak self] in self?.setTimer(ticket, delay, repeats: true, handler) }
            }
            ticket.connection.change(change)
        }
        setCancellation(of: ticket, timer.cancel)
    }

    @discardableResult
    func cancel(_ name: WorkName) -> Bool {
        let work = state.withLock { $0.works.removeValue(forKey: name) }
        work?.cancel()
        return work != nil
    }

    /// Ends everything that a component began.
    func cancelWork(of cid: Int) {
        let works = state.withLock { state in
            guard !state.works.isEmpty else { return [Work]() }
            let ended = state.works.filter { $0.key.cid == cid }
            for name in ended.keys { state.works[name] = nil }
            return Array(ended.values)
        }
        for work in works { work.cancel() }
    }

    /// The work ended by itself, and has nothing more to say.
    func forget(_ ticket: Ticket) {
        state.withLock { state in
            if state.works[ticket.name]?.generation == ticket.generation { state.works[ticket.name] = nil }
        }
    }

    /// Whether `change` still counts. If so its work goes on, or is over if this was the last of it.
    func take(_ change: StateChange) -> Bool {
        guard let generation = change.generation else { return true }
        let isCurrent = state.withLock { state in
            guard state.works[change.name]?.generation == generation else { return false }
            if change.isLast { state.works[change.name] = nil }
            return true
        }
        if isCurrent { change.taken() }
        return isCurrent
    }
}

extension ViewScope.Connection {
    func deliver(_ change: StateChange) {
        eventLoop.execute { self.change(change) }
    }
}
