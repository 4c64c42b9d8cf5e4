import LiveRendering

/// A change that one part of a page asks of another.
enum PartChange: Sendable {
    typealias OfView = @Sendable (inout (any LiveView)?, inout LiveSocket) async throws -> Void
    typealias OfComponent = @Sendable (any MountedComponent, inout LiveSocket) async throws -> Void

    /// How many may follow from one input before they are taken for a loop.
    static let limit = 100

    case view(OfView)
    case component(ComponentKey, OfComponent)
}

extension LiveSocket {
    /// Changes another component of this view, or this one, after the present call has returned; then the component is rendered.
    ///
    /// Nothing happens if the page does not hold it by then.
    ///
    /// - Parameters:
    ///   - id: as in the template that places it.
    ///   - change: is handed the component.
    public mutating func update<Component: LiveComponent>(
        _ type: Component.Type, id: some Hashable & Sendable,
        _ change: @escaping @Sendable (inout Component, inout LiveSocket) async throws -> Void
    ) {
        let key = ComponentKey(type, id: id)
        effects.changes.append(
            .component(key) { component, socket in
                guard let box = component as? MountedComponentBox<Component> else { return }
                try await change(&box.component, &socket)
            })
    }

    /// Changes the view around a component, after the present call has returned; then the view is rendered.
    ///
    /// A component that lives in several views is better told by each of them what to do, with a closure in its input that calls this.
    ///
    /// - Parameter type: the view's; with another one ``LiveViewError/Code/viewIsAnotherType`` ends the view.
    public mutating func update<View: LiveView>(
        _ type: View.Type, _ change: @escaping @Sendable (inout View, inout LiveSocket) async throws -> Void
    ) {
        effects.changes.append(
            .view { view, socket in
                guard var taken = view as? View else { throw LiveViewError.viewIsAnotherType }
                // Let go of, so that the view's storage stays uniquely referenced while it changes.
                view = nil
                defer { view = taken }
                try await change(&taken, &socket)
            })
    }
}
