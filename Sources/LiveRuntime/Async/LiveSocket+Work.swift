/// Work beside the view. What it finds reaches the view in its turn, like an event; the view goes on meanwhile.
///
/// Work ends with its view, and when work of the same name is begun. It may fail without harm to the view. A view may have
/// 100 pieces of work and timers at a time; past it work fails with ``LiveWorkError/tooMuch``, and a timer ends the view.
extension LiveSocket {
    // MARK: Work that gives one value

    /// Runs `work` beside the view, and keeps in `property` how it stands: loading at once, then what came of it.
    ///
    ///     socket.start(\Self.results) { [query] in try await library.search(query) }
    ///
    /// While a page is rendered without connection nothing is run: it shows the value loading.
    ///
    /// - Parameters:
    ///   - property: also the work's name: starting it again supersedes what is still running, whose result nobody sees.
    ///   - discardingPrevious: whether a value that is there is dropped while the next is on its way.
    ///   - work: is cancelled when nobody wants it any more.
    public func start<State: Sendable, Value: Sendable>(
        _ property: any WritableKeyPath<State, AsyncValue<Value>> & Sendable, discardingPrevious: Bool = false,
        _ work: @escaping @Sendable () async throws -> Value
    ) {
        mark(property) { $0.load(discardingPrevious: discardingPrevious) }
        run(WorkName(property, cid: cid), work) { (state: inout State, result, _) in
            state[keyPath: property].finish(result)
        }
    }

    /// Runs `work` beside the view, and hands what comes of it to `then`, a handler like any other.
    ///
    ///     socket.start("import", { try await importer.run() }) { (page: inout Self, result, socket) in
    ///         page.isImporting = false
    ///         if case .failure = result { socket.putFlash("error", "The import failed.") }
    ///     }
    ///
    /// - Parameter name: starting it again supersedes what is still running, whose result nobody sees.
    public func start<State: Sendable, Value: Sendable>(
        _ name: String, _ work: @escaping @Sendable () async throws -> Value,
        then: @escaping @Sendable (inout State, Result<Value, any Error>, inout LiveSocket) async throws -> Void
    ) {
        run(WorkName(name, cid: cid), work, then: then)
    }

    // MARK: Work that gives many

    /// Keeps in `property` the latest of `elements`: each in turn, the next only once the page shows the last.
    ///
    /// - Parameter elements: makes the sequence, beside the view. When it ends, its last element stays; if it fails, the error comes last.
    public func follow<State: Sendable, Elements: AsyncSequence>(
        _ property: any WritableKeyPath<State, AsyncValue<Elements.Element>> & Sendable,
        discardingPrevious: Bool = false, _ elements: @escaping @Sendable () async throws -> Elements
    ) where Elements: SendableMetatype, Elements.AsyncIterator: SendableMetatype, Elements.Element: Sendable {
        mark(property) { $0.load(discardingPrevious: discardingPrevious) }
        run(WorkName(property, cid: cid), each: elements) { (state: inout State, result, _) in
            state[keyPath: property].finish(result)
        }
    }

    /// Hands each of `elements` to `each`, a handler like any other: the next only once the page shows the last.
    ///
    /// - Parameters:
    ///   - name: following another sequence under it supersedes this one.
    ///   - elements: makes the sequence, beside the view. If it fails, the error comes last.
    public func follow<State: Sendable, Elements: AsyncSequence>(
        _ name: String, _ elements: @escaping @Sendable () async throws -> Elements,
        each:
            @escaping @Sendable (inout State, Result<Elements.Element, any Error>, inout LiveSocket) async throws ->
            Void
    ) where Elements: SendableMetatype, Elements.AsyncIterator: SendableMetatype, Elements.Element: Sendable {
        run(WorkName(name, cid: cid), each: elements, then: each)
    }

    // MARK: Time

    /// Runs `action`, a handler like any other, after `delay`.
    ///
    /// - Parameter name: a timer set again begins anew.
    public func after<State: Sendable>(
        _ delay: Duration, _ name: String,
        _ action: @escaping @Sendable (inout State, inout LiveSocket) async throws -> Void
    ) {
        setTimer(WorkName(name, cid: cid), delay, repeats: false, action)
    }

    /// Runs `action`, a handler like any other, again and again; each time `interval` after the last began.
    ///
    /// A view that is busy misses turns rather than piling them up.
    ///
    /// - Parameter name: a timer set again begins anew.
    public func every<State: Sendable>(
        _ interval: Duration, _ name: String,
        _ action: @escaping @Sendable (inout State, inout LiveSocket) async throws -> Void
    ) {
        setTimer(WorkName(name, cid: cid), interval, repeats: true, action)
    }

    // MARK: Enough

    /// Ends the work or timer called `name`: it is cancelled, and nothing more comes of it.
    public func cancel(_ name: String) {
        scope.cancel(WorkName(name, cid: cid))
    }

    /// Ends the work whose value `property` keeps: it is cancelled, and if it was running the value has failed with `CancellationError`.
    public func cancel<State: Sendable, Value: Sendable>(
        _ property: any WritableKeyPath<State, AsyncValue<Value>> & Sendable
    ) {
        guard scope.cancel(WorkName(property, cid: cid)) else { return }
        mark(property) { if $0.isLoading { $0.finish(.failure(CancellationError())) } }
    }
}

/// Why work gave nothing, where it was not the work's own doing.
public enum LiveWorkError: Error, Hashable, Sendable {
    /// The view had 100 pieces of work and timers already; it was not begun.
    case tooMuch
}

// MARK: -

extension LiveSocket {
    private func mark<State: Sendable, Value>(
        _ property: any WritableKeyPath<State, AsyncValue<Value>> & Sendable,
        _ change: @escaping @Sendable (inout AsyncValue<Value>) -> Void
    ) {
        scope.mark(
            StateMark(cid: cid) { state in
                guard var own = state as? State else { return }
                change(&own[keyPath: property])
                state = own
            })
    }

    private func run<State: Sendable, Value: Sendable>(
        _ name: WorkName, _ work: @escaping @Sendable () async throws -> Value,
        then: @escaping @Sendable (inout State, Result<Value, any Error>, inout LiveSocket) async throws -> Void
    ) {
        produce(name, then: then) { producer in
            do {
                let value = try await work()
                producer.deliver(.success(value), isLast: true)
            } catch {
                producer.deliver(.failure(error), isLast: true)
            }
        }
    }

    private func run<State: Sendable, Elements: AsyncSequence>(
        _ name: WorkName, each elements: @escaping @Sendable () async throws -> Elements,
        then:
            @escaping @Sendable (inout State, Result<Elements.Element, any Error>, inout LiveSocket) async throws ->
            Void
    ) where Elements: SendableMetatype, Elements.AsyncIterator: SendableMetatype, Elements.Element: Sendable {
        produce(name, then: then) { producer in
            do {
                for try await element in try await elements() {
                    await producer.deliverAndWait(.success(element))
                    guard !Task.isCancelled else { return }
                }
                producer.end()
            } catch {
                producer.deliver(.failure(error), isLast: true)
            }
        }
    }

    private func produce<State: Sendable, Value: Sendable>(
        _ name: WorkName,
        then: @escaping @Sendable (inout State, Result<Value, any Error>, inout LiveSocket) async throws -> Void,
        _ body: @escaping @Sendable (WorkProducer<State, Value>) async -> Void
    ) {
        switch scope.begin(name) {
        case .notConnected: return
        case .tooMuch(let connection):
            connection.deliver(
                StateChange(
                    name: name, generation: nil, isLast: true,
                    handler: StateHandler { state, socket in
                        try await then(&state, .failure(LiveWorkError.tooMuch), &socket)
                    }))
        case .begun(let ticket):
            let producer = WorkProducer(ticket: ticket, scope: scope, then: then)
            // Nobody waits for it: it ends by itself, or cancelled with its view.
            let task = Task { await body(producer) }
            scope.setCancellation(of: ticket) { task.cancel() }
        }
    }

    private func setTimer<State: Sendable>(
        _ name: WorkName, _ delay: Duration, repeats: Bool,
        _ action: @escaping @Sendable (inout State, inout LiveSocket) async throws -> Void
    ) {
        switch scope.begin(name) {
        case .notConnected: return
        case .tooMuch(let connection):
            connection.deliver(
                StateChange(
                    name: name, generation: nil, isLast: true,
                    handler: StateHandler { (_: inout State, _) in throw LiveViewError.tooManyTimers }))
        case .begun(let ticket):
            scope.setTimer(ticket, delay, repeats: repeats, StateHandler(action))
        }
    }
}

/// The side of a piece of work that tells the view.
private struct WorkProducer<State: Sendable, Value: Sendable>: Sendable {
    let ticket: ViewScope.Ticket
    let scope: ViewScope
    let then: @Sendable (inout State, Result<Value, any Error>, inout LiveSocket) async throws -> Void

    func deliver(_ result: Result<Value, any Error>, isLast: Bool, receipt: StateChange.Receipt? = nil) {
        let then = then
        let handler = StateHandler { (state: inout State, socket) in try await then(&state, result, &socket) }
        ticket.connection.deliver(
            StateChange(
                name: ticket.name, generation: ticket.generation, isLast: isLast, receipt: receipt, handler: handler))
    }

    /// Gives the view time to show it. Returns at once when the view is gone.
    func deliverAndWait(_ result: Result<Value, any Error>) async {
        await withCheckedContinuation { waiter in
            deliver(result, isLast: false, receipt: StateChange.Receipt(waiter))
        }
    }

    func end() {
        scope.forget(ticket)
    }
}
