import LiveRendering

/// The components of one view that live, by their numbers.
struct ComponentStore: ComponentHost {
    private var components: [Int: any MountedComponent] = [:]
    private(set) var changed: Set<Int> = []
    /// What components are handed.
    private let socket: LiveSocket
    /// What components asked for while they were mounted or updated.
    private var effects = LiveSocket.Effects()

    init(socket: LiveSocket) {
        self.socket = socket
    }

    subscript(cid: Int) -> (any MountedComponent)? { components[cid] }

    /// The component must be rendered though nobody tells it anything new.
    mutating func markChanged(_ cid: Int) { changed.insert(cid) }

    mutating func remove(_ cids: [Int]) {
        for cid in cids { forget(cid) }
    }

    /// Forgets what is left of what had changed, after a rendering: none of it is in the page.
    mutating func endRendering() -> LiveSocket.Effects {
        changed.removeAll(keepingCapacity: true)
        defer { effects = LiveSocket.Effects() }
        return effects
    }

    // MARK: ComponentHost

    mutating func render(
        _ reference: ComponentReference, cid: Int, isShown: Bool
    ) throws(TemplateError) -> Rendered? {
        guard let placement = reference.content as? any MountableComponent else { throw .noComponents }
        let hasChanged = changed.remove(cid) != nil
        do {
            var socket = socket.addressed(to: cid)
            defer { effects.append(socket.effects) }
            guard let component = components[cid] else {
                let component = try placement.mount(socket: &socket)
                components[cid] = component
                component.settle(socket.scope.takeMarks(of: cid))
                return component.render(ComponentTarget(cid: cid))
            }
            let hasNewInput = try component.update(to: placement, socket: &socket)
            if hasNewInput { component.settle(socket.scope.takeMarks(of: cid)) }
            guard hasNewInput || hasChanged || !isShown else { return nil }
            return component.render(ComponentTarget(cid: cid))
        } catch {
            throw .componentFailed(error)
        }
    }

    mutating func renderChanged(_ cid: Int) throws(TemplateError) -> Rendered {
        changed.remove(cid)
        guard let component = components[cid] else { throw .noComponents }
        return component.render(ComponentTarget(cid: cid))
    }

    mutating func forget(_ cid: Int) {
        components[cid] = nil
        changed.remove(cid)
        socket.scope.cancelWork(of: cid)
    }
}
