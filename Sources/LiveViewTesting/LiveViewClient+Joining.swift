import NIOCore
public import WireJSON

extension LiveViewClient {
    /// Joins the view, as the page's script does; again after a crash, or to reconnect. Forms are recovered then, as a browser does.
    ///
    /// - Parameter parameters: the client's `params`, beside those that its script adds by itself.
    /// - Throws: ``LiveViewTestingError/joinRefused(_:)``.
    public func join(parameters: JSONValue = [:]) async throws {
        let forms = joinCount > 0 ? recoverableForms() : []
        leave()
        let socket = try await openSocket()
        let joinRef = socket.makeRef()
        self.joinRef = joinRef
        departure = nil
        socket.send("phx_join", joinPayload(parameters), on: topic, joinRef: joinRef, ref: joinRef)
        let payload = try await reply(to: joinRef)
        let response = payload["response"] ?? [:]
        guard payload["status"] == "ok", let rendered = response["rendered"] else {
            self.joinRef = nil
            departure = Departure(response)
            throw LiveViewTestingError.joinRefused(String(buffer: response.serialized()))
        }
        joinCount += 1
        tree = ClientTree()
        try apply(rendered)
        if let target = response["live_patch"]?["to"]?.string { path = target }
        for form in forms { try await recover(form) }
        try await runMountedCommands()
    }

    private func openSocket() async throws -> PageSocket {
        if let socket = wire.socket { return socket }
        let opened = try await wire.transport.openSocket(csrfToken: csrfToken, headerFields: currentHeaderFields)
        let socket = PageSocket(opened)
        wire.socket = socket
        wire.inMemory = opened as? InMemorySocket
        return socket
    }

    private func joinPayload(_ parameters: JSONValue) -> JSONValue {
        var all = parameters.object ?? [:]
        all["_mounts"] = .integer(joinCount)
        all["_mount_attempts"] = 0
        all["_csrf_token"] = csrfToken.map { .string($0) }
        all["_live_referer"] = referer.map { .string($0) }
        var payload: [String: JSONValue] = [
            "params": .object(all), "session": .string(sessionToken), "static": .string(staticToken), "sticky": false,
        ]
        if !isNested { payload[isNavigated ? "redirect" : "url"] = .string(url(path)) }
        payload["flash"] = travellingFlash.map { .string($0) }
        travellingFlash = nil
        return .object(payload)
    }

    func url(_ path: String) -> String {
        path.hasPrefix("/") ? "http://localhost\(path)" : path
    }

    /// Leaves the view: the tab is closed, or shows another one.
    public func leave() {
        guard let joinRef, let socket = wire.socket else { return }
        self.joinRef = nil
        socket.send("phx_leave", [:], on: topic, joinRef: joinRef)
    }

    /// Loses the connection, as on a train; ``join(parameters:)`` connects again. The server learns of it at once.
    public func disconnect() {
        joinRef = nil
        wire.socket?.close()
        wire.socket = nil
        wire.inMemory = nil
    }

    /// Stops or resumes reading what the server sends: while it is off, replies arrive all the same, as they wait in the socket's buffers,
    /// and what nobody asked for is held back. In memory only.
    public func setWritable(_ isWritable: Bool) async throws {
        guard let socket = wire.inMemory else { throw LiveViewTestingError.ended }
        try await socket.setWritable(isWritable)
    }

    // MARK: Other views of the page

    /// The view nested in this one, as it is now, under the container's `id`; join it next.
    ///
    /// - Throws: ``LiveViewTestingError/noSuchView(_:)``.
    public func nested(_ id: String) throws -> LiveViewClient {
        let container = document.descendants(of: RenderedDocument.root).first { document.attribute("id", of: $0) == id }
        guard let container, let token = document.attribute("data-phx-session", of: container) else {
            throw LiveViewTestingError.noSuchView(id)
        }
        return LiveViewClient(self, id: id, sessionToken: token, isNested: true)
    }

    /// The same browser with the same token, claiming that it was given for the container `id`: what a forger would do.
    public func presenting(as id: String, isNested: Bool = true) -> LiveViewClient {
        LiveViewClient(self, id: id, sessionToken: sessionToken, isNested: isNested)
    }
}
