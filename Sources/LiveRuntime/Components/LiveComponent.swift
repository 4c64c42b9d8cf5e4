public import LiveRendering

/// A part of a page with a state of its own, in as many places of as many views as one likes.
///
/// A component is a plain struct inside a view. It is mounted the first time its place in a template is rendered, lives as long as the
/// browser shows it, and has its own events: those whose `phx-target` is its target. After one, it alone is rendered and sent.
///
///     struct Counter: LiveComponent {
///         private var label: String
///         private var count = 0
///
///         init(_ label: String, socket: inout LiveSocket) { self.label = label }
///         mutating func update(_ label: String, socket: inout LiveSocket) { self.label = label }
///
///         mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
///             if event.name == "up" { count += 1 }
///         }
///
///         func render(_ target: ComponentTarget) -> Rendered {
///             "<div>\(label): <button phx-click=\"up\" phx-target=\"\(target)\">\(count)</button></div>"
///         }
///     }
///
/// A template places it by type and id, and tells it its input: `\(live: Counter.self, id: "a", "Apples")`. An input can be anything:
/// a value, a struct of several, markup to put in a place that the component chose (`Rendered`), a closure that makes such markup of a
/// value of the component's, a closure to call when something happens.
///
/// A method that throws ends the view, as one of the view's own does.
public protocol LiveComponent: Sendable {
    /// What the template around it says. Where it is `Equatable`, the component is left alone while its input stays equal.
    associatedtype Input: Sendable

    /// The events it handles; inferred from the parameter of its handler. All others are refused, and all are for a component without.
    associatedtype Event: DeclaredEvent

    /// Mounts the component, on the first rendering of its place. A component whose place was gone for a while is the same one if the
    /// browser has not dropped it yet, and a new one otherwise.
    ///
    /// Only events can be asked of `socket` here, and changes of other components; nobody can be sent elsewhere.
    init(_ input: Input, socket: inout LiveSocket) throws

    /// The view or component around it was rendered again, with this input. Not called right after ``init(_:socket:)``; nor with an
    /// input that equals the one before, where inputs are `Equatable`.
    mutating func update(_ input: Input, socket: inout LiveSocket) throws

    /// Something the browser sent to this component. Its values are the visitor's to choose: check them.
    mutating func handle(_ event: Event, socket: inout LiveSocket) async throws

    /// The component as it follows from its properties, and from nothing else: exactly one element.
    ///
    /// - Parameter target: addresses events to this component, as `phx-target`.
    func render(_ target: ComponentTarget) -> Rendered
}

extension LiveComponent {
    public mutating func handle(_ event: NoEvents, socket: inout LiveSocket) async throws {}
}

extension LiveComponent where Input == Void {
    public mutating func update(_ input: Void, socket: inout LiveSocket) throws {}
}

extension Rendered.StringInterpolation {
    /// A component with a state of its own.
    ///
    /// - Parameters:
    ///   - id: tells it from the view's other components of this type. One `type` and `id` at two places of a page makes rendering
    ///     throw ``TemplateError``.
    ///   - input: what the component is told.
    public mutating func appendInterpolation<Component: LiveComponent>(
        live type: Component.Type, id: some Hashable & Sendable, _ input: Component.Input
    ) {
        appendInterpolation(ComponentPlacement<Component>(input: input, areEqual: nil).reference(id: id))
    }

    /// A component with a state of its own, left alone while its input stays equal.
    public mutating func appendInterpolation<Component: LiveComponent>(
        live type: Component.Type, id: some Hashable & Sendable, _ input: Component.Input
    ) where Component.Input: Equatable {
        appendInterpolation(ComponentPlacement<Component>(input: input, areEqual: { $0 == $1 }).reference(id: id))
    }

    /// A component that needs no input.
    public mutating func appendInterpolation<Component: LiveComponent>(
        live type: Component.Type, id: some Hashable & Sendable
    ) where Component.Input == Void {
        appendInterpolation(ComponentPlacement<Component>(input: (), areEqual: { _, _ in true }).reference(id: id))
    }
}
