package import HTTPTypes

/// What mounting a view for an HTTP response came to.
package struct PageMount: Sendable {
    package enum Answer: Sendable {
        /// Render it once. The join that follows starts with the flash that it shows.
        case page(MountedView, flash: Flash)
        case redirect(to: String, flash: Flash)
        case redirectToExternal(String)
        case document(HTTPResponse.Status, title: String, message: String)
    }

    package let answer: Answer
    /// Appended to the response, whatever it is.
    package let responseFields: HTTPFields

    /// Mounts the view at `location`, for one rendering.
    package init(
        of route: LiveRoute, for request: MountRequest, id: String, flash: Flash, csrfToken: String = "",
        environment: LiveEnvironment
    ) async throws {
        let socket = LiveSocket(
            scope: ViewScope(id: id, pubSub: environment.pubSub, isConnected: false, csrfToken: csrfToken))
        do {
            let mounted = try await route.mount(request, flash, socket)
            self = try await PageMount(mounted, at: request.location, socket: socket, flash: flash)
        } catch let refusal as MountRefusal {
            self.init(refusal, flash: flash)
        }
    }

    private init(
        _ mounted: MountedView, at location: LiveLocation, socket: LiveSocket, flash: Flash
    ) async throws {
        var (mounted, socket) = (mounted, socket)
        mounted.view.flash = flash
        responseFields = mounted.responseFields
        try await mounted.view.handle(location, socket: &socket)
        mounted.view.settle(socket)
        let shown = socket.effects.flash(over: flash)
        answer =
            switch try socket.effects.navigation?.validated().carrying(shown) {
            case nil: .page(mounted, flash: shown)
            // There is no page yet whose address could change.
            case .patch(let path, _): .redirect(to: path, flash: shown)
            case .navigate(let path, _, let flash), .redirect(let path, let flash): .redirect(to: path, flash: flash)
            case .redirectToExternal(let url, _): .redirectToExternal(url)
            }
    }

    private init(_ refusal: MountRefusal, flash: Flash) {
        responseFields = refusal.responseFields
        answer =
            switch refusal.kind {
            case .redirect(let path, let own):
                .redirect(to: path, flash: flash.merging(own) { _, own in own })
            case .redirectToExternal(let url): .redirectToExternal(url)
            case .document(let status, let title, let message): .document(status, title: title, message: message)
            case .unauthorized, .stale:
                .document(.forbidden, title: "Not allowed", message: "This page is not for you.")
            }
    }
}
