import LiveRendering

/// What a view's work or timer does to it when it is its turn: an input of its mailbox, like an event.
package struct StateChange: Sendable {
    let name: WorkName
    /// Of the work that made it. A change whose work has been superseded or cancelled meanwhile is dropped; one without a generation never.
    let generation: UInt64?
    /// The work is over with it.
    let isLast: Bool
    /// Called when it is taken for good, before it is performed.
    var taken: @Sendable () -> Void = {}
    /// Lets whoever produced it go on, once it was performed or dropped.
    var receipt: Receipt?
    let handler: StateHandler

    /// Resumes whoever waits for it when the last one lets go of it, so that an input thrown away with its mailbox counts as done.
    final class Receipt: Sendable {
        private let waiter: CheckedContinuation<Void, Never>

        init(_ waiter: CheckedContinuation<Void, Never>) {
            self.waiter = waiter
        }

        deinit { waiter.resume() }
    }
}

/// A handler of a view or component of a type that is known only to whoever wrote it.
struct StateHandler: Sendable {
    let view: @Sendable (inout any LiveView, inout LiveSocket) async throws -> Void
    let component: PartChange.OfComponent

    /// - Parameter body: is handed the state. If that is of another type, the view ends with ``LiveViewError/Code/wrongState``.
    init<State: Sendable>(_ body: @escaping @Sendable (inout State, inout LiveSocket) async throws -> Void) {
        view = { view, socket in
            guard var state = view as? State else { throw LiveViewError.wrongState }
            // Let go of, so that what `state` holds is changed in place.
            view = Vacant()
            // It is a view of the same type again, whatever happened.
            defer { if let changed = state as? any LiveView { view = changed } }
            try await body(&state, &socket)
        }
        component = { component, socket in
            guard let holder = component as? any ComponentState<State> else { throw LiveViewError.wrongState }
            try await body(&holder.component, &socket)
        }
    }
}

/// What a state becomes at once, because work for it was begun or cancelled.
struct StateMark: Sendable {
    typealias Change = @Sendable (inout any Sendable) -> Void

    /// The component's; `nil` for the view.
    let cid: Int?
    let change: Change
}

/// Stands where a view is, while the view is changed elsewhere.
private struct Vacant: LiveView {
    init() {}
    init(_ mount: Mount<Anyone>) {}
    func render() -> Rendered { .empty }
}

/// What a view calls a piece of work: a new one supersedes the old one of the same name.
package struct WorkName: Hashable, Sendable {
    private enum Name: Sendable {
        case text(String)
        case property(any AnyKeyPath & Sendable)
    }

    private let name: Name
    /// The component whose work it is; `nil` for the view.
    let cid: Int?

    init(_ name: String, cid: Int?) {
        self.name = .text(name)
        self.cid = cid
    }

    init(_ property: any AnyKeyPath & Sendable, cid: Int?) {
        name = .property(property)
        self.cid = cid
    }

    package static func == (one: Self, other: Self) -> Bool {
        guard one.cid == other.cid else { return false }
        return switch (one.name, other.name) {
        case (.text(let one), .text(let other)): one == other
        case (.property(let one), .property(let other)): (one as AnyKeyPath) == (other as AnyKeyPath)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(cid)
        switch name {
        case .text(let name): hasher.combine(name)
        case .property(let property): hasher.combine(property as AnyKeyPath)
        }
    }
}
