package import HTTPTypes

/// What mounting a view for an HTTP response came to.
package struct PageMount: Sendable {
    package enum Answer: Sendable {
        /// Render it once.
        case page(MountedView)
        case redirect(to: String, flash: Flash)
        case redirectToExternal(String)
        case document(HTTPResponse.Status, title: String, message: String)
    }

    package let answer: Answer
    /// Appended to the response, whatever it is.
    package let responseFields: HTTPFields

    /// Mounts the view at `location`, for one rendering.
    package init(
        of route: LiveRoute, for request: MountRequest, id: String, flash: Flash, environment: LiveEnvironment
    ) async throws {
        do {
            let mounted = try await route.mount(
                request, flash, LiveSocket(id: id, pubSub: environment.pubSub, subscriptions: nil))
            self = try await PageMount(mounted, at: request.location, id: id, flash: flash, environment: environment)
        } catch let refusal as MountRefusal {
            self.init(refusal)
        }
    }

    private init(
        _ mounted: MountedView, at location: LiveLocation, id: String, flash: Flash, environment: LiveEnvironment
    ) async throws {
        var mounted = mounted
        var socket = LiveSocket(id: id, pubSub: environment.pubSub, subscriptions: nil)
        responseFields = mounted.responseFields
        try await mounted.view.handle(location, socket: &socket)
        answer =
            switch try socket.effects.navigation?.validated() {
            case nil: .page(mounted)
            case .patch(let path, _): .redirect(to: path, flash: flash)
            case .navigate(let path, _, let flash), .redirect(let path, let flash): .redirect(to: path, flash: flash)
            case .redirectToExternal(let url): .redirectToExternal(url)
            }
    }

    private init(_ refusal: MountRefusal) {
        responseFields = refusal.responseFields
        answer =
            switch refusal.kind {
            case .redirect(let path, let flash): .redirect(to: path, flash: flash)
            case .redirectToExternal(let url): .redirectToExternal(url)
            case .document(let status, let title, let message): .document(status, title: title, message: message)
            case .unauthorized, .stale:
                .document(.forbidden, title: "Not allowed", message: "This page is not for you.")
            }
    }
}
