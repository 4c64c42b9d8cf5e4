import LiveRendering

/// A component at its place in a template, with what it is told there.
struct ComponentPlacement<Component: LiveComponent>: MountableComponent {
    let input: Component.Input
    /// `nil` where inputs cannot be compared.
    let areEqual: (@Sendable (Component.Input, Component.Input) -> Bool)?

    func reference(id: some Hashable & Sendable) -> ComponentReference {
        ComponentReference(key: ComponentKey(Component.self, id: id), content: self)
    }

    func mount(socket: inout LiveSocket) throws -> any MountedComponent {
        MountedComponentBox(try Component(input, socket: &socket), input: areEqual == nil ? nil : input)
    }
}

/// A placement, whatever its component.
protocol MountableComponent: Sendable {
    func mount(socket: inout LiveSocket) throws -> any MountedComponent
}

/// A component that lives, whatever its type.
protocol MountedComponent: AnyObject {
    /// - Returns: `false` if what it is told is what it was told last.
    func update(to placement: any MountableComponent, socket: inout LiveSocket) throws -> Bool
    /// - Throws: ``RefusedEvent`` if the component does not declare it.
    func handle(_ event: LiveEvent, socket: inout LiveSocket) async throws
    /// Takes over what a call changed beside the component's own doing: values that are worked on from now.
    func settle(_ marks: [StateMark.Change])
    func render(_ target: ComponentTarget) -> Rendered
}

/// A component that lives, of a known type.
protocol ComponentState<Component>: AnyObject {
    associatedtype Component
    var component: Component { get set }
}

final class MountedComponentBox<Component: LiveComponent>: MountedComponent, ComponentState {
    var component: Component
    /// What it was told last, kept where it can be compared.
    private var input: Component.Input?

    init(_ component: Component, input: Component.Input?) {
        self.component = component
        self.input = input
    }

    func update(to placement: any MountableComponent, socket: inout LiveSocket) throws -> Bool {
        guard let placement = placement as? ComponentPlacement<Component> else { return false }
        if let areEqual = placement.areEqual {
            if let input, areEqual(input, placement.input) { return false }
            input = placement.input
        }
        try component.update(placement.input, socket: &socket)
        return true
    }

    func handle(_ event: LiveEvent, socket: inout LiveSocket) async throws {
        try await component.handle(try event.declared(as: Component.Event.self), socket: &socket)
    }

    func settle(_ marks: [StateMark.Change]) {
        guard !marks.isEmpty else { return }
        var state: any Sendable = component
        for mark in marks { mark(&state) }
        if let changed = state as? Component { component = changed }
    }

    func render(_ target: ComponentTarget) -> Rendered { component.render(target) }
}
