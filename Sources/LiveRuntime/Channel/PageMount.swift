/// What mounting a view for an HTTP response came to.
package enum PageMount: Sendable {
    /// Render it once.
    case page(MountedView)
    case redirect(to: String, flash: Flash)
    case forbidden

    /// Mounts the view at `location`, for one rendering.
    package init(
        of route: LiveRoute, for request: MountRequest, id: String, flash: Flash, environment: LiveEnvironment
    ) async throws {
        var socket = LiveSocket(id: id, pubSub: environment.pubSub, subscriptions: nil)
        do {
            var mounted = try await route.mount(request, flash, socket)
            try await mounted.view.handle(request.location, socket: &socket)
            switch try socket.effects.navigation?.validated() {
            case nil: self = .page(mounted)
            case .patch(let path, _): self = .redirect(to: path, flash: flash)
            case .navigate(let path, _, let flash), .redirect(let path, let flash):
                self = .redirect(to: path, flash: flash)
            case .redirectToExternal(let url): self = .redirect(to: url, flash: [:])
            }
        } catch let refusal as MountRefusal {
            switch refusal.kind {
            case .redirect(let path, let flash): self = .redirect(to: path, flash: flash)
            case .unauthorized, .stale: self = .forbidden
            }
        }
    }
}
