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
    func handle(_ event: LiveEvent, socket: inout LiveSocket) async throws
    func render(_ target: ComponentTarget) -> Rendered
}

final class MountedComponentBox<Component: LiveComponent>: MountedComponent {
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
        try await component.handle(event, socket: &socket)
    }

    func render(_ target: ComponentTarget) -> Rendered { component.render(target) }
}
