import WireJSON

extension LiveViewClient {
    /// How often one step may lead elsewhere before it is taken for a loop, as browsers do.
    private static let redirectLimit = 20

    // MARK: Where the server led

    /// Goes where the server sent the browser: to another view over the same socket, or to another page. Redirects on the way are followed.
    ///
    /// - Throws: ``LiveViewTestingError/impossible(_:)`` if it sent it nowhere.
    public func follow() async throws {
        guard departure != nil else {
            throw LiveViewTestingError.impossible("the view leads nowhere: nothing it answered is a redirect")
        }
        for _ in 0..<Self.redirectLimit {
            guard let departure else { return }
            if departure.isLive {
                try await navigate(to: departure.path, flash: departure.flash)
            } else {
                try await loadPage(departure.path, flash: departure.flash)
            }
        }
        throw LiveViewTestingError.impossible("redirects go round in circles, last to \(redirectedTo ?? path)")
    }

    // MARK: Where a person goes

    /// Follows a link that patches the view; to where another view lives, the browser navigates instead.
    public func patch(to path: String) async throws {
        try await patch(to: path, isReplacing: false)
    }

    func patch(to path: String, isReplacing: Bool) async throws {
        if try await showsPatch(to: path) {
            history.visit(self.path, view: history.view, isReplacing: isReplacing)
        }
    }

    /// - Returns: whether the address was this view's.
    private func showsPatch(to path: String) async throws -> Bool {
        let ref = try post("live_patch", ["url": .string(url(path))])
        let previous = self.path
        // Before the answer: the view may patch to yet another address on the way.
        self.path = path
        let response = try await reply(to: ref)["response"] ?? [:]
        if response["link_redirect"] == true {
            self.path = previous
            try await navigate(to: path)
            return false
        }
        if let departure = Departure(response) { self.departure = departure }
        if let diff = response["diff"] { try apply(diff) } else { lastMessage = [:] }
        try await afterPatch()
        return true
    }

    /// Moves to another view over the same socket, as a link for it does. What is of another live session is loaded as a page.
    public func navigate(to path: String) async throws {
        try await navigate(to: path, flash: nil)
        if departure != nil { try await follow() }
    }

    private func navigate(to path: String, flash: String?, view: Int? = nil) async throws {
        leave()
        referer = url(self.path)
        self.path = path
        isNavigated = true
        begin(flash: flash)
        do {
            try await join()
            history.visit(path, view: view ?? history.view + 1)
        } catch LiveViewTestingError.joinRefused(let response) where Self.loadsPage(response) {
            try await loadPage(path, flash: flash)
        } catch LiveViewTestingError.joinRefused where departure != nil {
            // `follow` goes on from there.
        }
    }

    private static func loadsPage(_ response: String) -> Bool {
        response == #"{"reason":"unauthorized"}"# || response == #"{"reason":"stale"}"#
    }

    /// Loads an address as a page, and joins its view.
    public func loadPage(_ path: String) async throws {
        try await loadPage(path, flash: nil)
    }

    private func loadPage(_ path: String, flash: String?) async throws {
        if let flash { cookies.set("__phoenix_flash__", flash) }
        var target = path
        for _ in 0..<Self.redirectLimit {
            let response = try await wire.transport.load(target, headerFields: currentHeaderFields)
            cookies.take(response.headerFields)
            guard let next = response.redirectTarget else { return try await show(response, at: target) }
            target = next
        }
        throw LiveViewTestingError.impossible("page loads go round in circles, last to \(target)")
    }

    private func show(_ response: PageResponse, at path: String) async throws {
        leave()
        disconnect()
        let page = try LoadedDocument(response)
        self.path = path
        (id, sessionToken, staticToken, csrfToken) = (page.id, page.sessionToken, page.staticToken, page.csrfToken)
        (html, title, titlePattern) = (page.html, page.title, page.titlePattern)
        (isNavigated, referer) = (false, nil)
        begin(flash: nil)
        history.visit(path, view: history.view + 1)
        try await join()
    }

    /// Another view takes the place of this one.
    private func begin(flash: String?) {
        departure = nil
        joinCount = 0
        travellingFlash = flash
        controls = ControlState()
        mountedKeys = []
        tree = ClientTree()
        parsed = nil
        version += 1
    }

    // MARK: Back and forward

    /// The browser's back button.
    public func goBack() async throws { try await go(-1) }

    /// The browser's forward button.
    public func goForward() async throws { try await go(1) }

    private func go(_ steps: Int) async throws {
        let view = history.view
        guard let entry = history.go(steps) else {
            throw LiveViewTestingError.impossible("the tab's history ends here")
        }
        if entry.view == view {
            _ = try await showsPatch(to: entry.path)
        } else {
            var kept = history
            try await navigate(to: entry.path, flash: nil, view: entry.view)
            swap(&history, &kept)
        }
    }
}
