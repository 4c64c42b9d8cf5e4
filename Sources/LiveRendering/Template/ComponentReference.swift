/// A stateful component at its place in a template: which one, and what its parent tells it.
public struct ComponentReference: Sendable {
    package let key: ComponentKey
    /// What the ``ComponentHost`` needs to mount or update the component; never looked at here.
    package let content: any Sendable

    package init(key: ComponentKey, content: any Sendable) {
        self.key = key
        self.content = content
    }
}

/// How a component's markup says that an event is for that component: `phx-target="\(target)"`.
///
/// Good for the component that was handed it, for as long as the browser shows it.
public struct ComponentTarget: Hashable, Sendable {
    package let cid: Int

    package init(cid: Int) {
        self.cid = cid
    }
}

/// Which component it is, within one view: two places with one key would be the same component twice.
package struct ComponentKey: Hashable, Sendable {
    private let type: ObjectIdentifier
    private let id: OpaqueKey

    package init(_ type: Any.Type, id: some Hashable & Sendable) {
        self.type = ObjectIdentifier(type)
        self.id = OpaqueKey(id)
    }
}

/// Keeps a view's components: their state, and their markup when asked.
package protocol ComponentHost {
    /// Mounts or updates the component at `cid`, and gives what it looks like now.
    ///
    /// Its markup is one element, with nothing but white space around it.
    ///
    /// - Parameters:
    ///   - cid: its number for as long as the browser shows it, from 1 and never reused; markup may print it as `phx-target`.
    ///     A number not seen before is a new component, even under a known key.
    ///   - isShown: whether the browser shows it as it was last rendered.
    /// - Returns: `nil` for a component that is shown, and looks as it did then; its markup is not looked at again.
    mutating func render(
        _ component: ComponentReference, cid: Int, isShown: Bool
    ) throws(TemplateError) -> Rendered?

    /// Components that changed since they were last rendered, though their parents may not have.
    var changed: Set<Int> { get }

    /// What a component of ``changed`` looks like now; it is not changed any more.
    mutating func renderChanged(_ cid: Int) throws(TemplateError) -> Rendered

    /// The component is gone without the browser being asked, because the whole page was replaced; drop its state.
    mutating func forget(_ cid: Int)
}

/// For pages whose templates hold no components.
package struct NoComponents: ComponentHost {
    package init() {}

    package var changed: Set<Int> { [] }

    package mutating func render(
        _ component: ComponentReference, cid: Int, isShown: Bool
    ) throws(TemplateError) -> Rendered? {
        throw .noComponents
    }

    package mutating func renderChanged(_ cid: Int) throws(TemplateError) -> Rendered {
        throw .noComponents
    }

    package mutating func forget(_ cid: Int) {}
}
