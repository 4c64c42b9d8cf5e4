public import WireJSON

extension LiveViewClient {
    // MARK: Asking

    /// Sends an event, as a hook does, and waits for its answer.
    ///
    /// - Parameter target: the component it is for, as its `phx-target` prints it; `nil` for the view.
    /// - Returns: what the view replied to a hook.
    @discardableResult
    public func send(_ event: String, _ value: JSONValue = [:], target: Int? = nil) async throws -> JSONValue? {
        var payload: [String: JSONValue] = ["type": "click", "event": .string(event), "value": value]
        if let target { payload["cid"] = .integer(target) }
        return try await call("event", .object(payload))
    }

    /// Sends an event and does not wait for its answer.
    public func sendWithoutWaiting(_ event: String, _ value: JSONValue = [:]) throws {
        _ = try post("event", ["type": "click", "event": .string(event), "value": value])
    }

    /// Submits a form that need not be in the page; for one that is, see ``LiveElement/submit(by:)``.
    ///
    /// - Parameter fields: URL-encoded, in order: `name=Ada&tags[]=a`.
    public func submit(_ event: String, _ fields: String) async throws {
        try await call("event", ["type": "form", "event": .string(event), "value": .string(fields), "meta": [:]])
    }

    /// Sends an event of its own shape, as a forger may, and waits for its answer.
    @discardableResult
    func call(_ event: String, _ payload: JSONValue) async throws -> JSONValue? {
        try await settle([try post(event, payload)])
    }

    func post(_ event: String, _ payload: JSONValue) throws -> String {
        guard let joinRef, let socket = wire.socket, departure == nil else { throw LiveViewTestingError.ended }
        return socket.send(event, payload, on: topic, joinRef: joinRef)
    }

    /// Waits for the answers to what was posted, in order.
    ///
    /// - Returns: what the last one replies to a hook.
    @discardableResult
    func settle(_ refs: [String]) async throws -> JSONValue? {
        var answer: JSONValue?
        for ref in refs {
            let response = try await reply(to: ref)["response"] ?? [:]
            if let departure = Departure(response) { self.departure = departure }
            guard let diff = response["diff"] else {
                lastMessage = [:]
                answer = nil
                continue
            }
            try apply(diff)
            answer = diff["r"]
        }
        if !refs.isEmpty { try await afterPatch() }
        return answer
    }

    func afterPatch() async throws {
        if dropsComponents { try await dropComponents() }
        try await runMountedCommands()
    }

    /// Waits for what the view sends by itself next: a diff, an event, a redirect.
    public func receivePush() async throws {
        _ = try await receive()
        try await afterPatch()
    }

    /// Tells the view that components left the page: first that their elements are gone, then that it gives them up.
    ///
    /// Done by itself unless ``dropsComponents`` is off.
    ///
    /// - Returns: those that the view has let go.
    @discardableResult
    public func dropComponents() async throws -> [Int] {
        let gone = tree.components.keys.filter { !tree.shown.contains($0) }.sorted()
        guard !gone.isEmpty, departure == nil else { return [] }
        let cids: JSONValue = ["cids": .array(gone.map { .integer($0) })]
        _ = try await reply(to: try post("cids_will_destroy", cids))
        let response = try await reply(to: try post("cids_destroyed", cids))["response"]
        let dropped = response?["cids"]?.array?.compactMap(\.integer) ?? []
        tree.prune(dropped)
        return dropped
    }

    /// How many bytes of messages the server sends while `body` runs.
    public func bytesReceived(during body: () async throws -> Void) async throws -> Int {
        let before = wire.socket?.receivedByteCount ?? 0
        try await body()
        return (wire.socket?.receivedByteCount ?? 0) - before
    }

    // MARK: Listening

    /// - Returns: status and response.
    func reply(to ref: String) async throws -> JSONValue {
        while true {
            let message = try await receive()
            if message.event == "phx_reply", message.ref == ref { return message.payload }
        }
    }

    private func receive() async throws -> PageSocket.Message {
        guard let joinRef, let socket = wire.socket else { throw LiveViewTestingError.ended }
        let message = try await socket.receive(on: topic, joinRef: joinRef)
        switch message.event {
        case "diff": try apply(message.payload)
        case "redirect", "live_redirect": departure = Departure([message.event: message.payload])
        case "live_patch": patched(to: message.payload)
        case "phx_error", "phx_close":
            self.joinRef = nil
            throw LiveViewTestingError.ended
        default: break
        }
        return message
    }

    private func patched(to payload: JSONValue) {
        guard let target = payload["to"]?.string else { return }
        path = target
        history.visit(target, view: history.view, isReplacing: payload["kind"] == "replace")
    }

    // MARK: Showing

    func apply(_ diff: JSONValue) throws {
        lastMessage = diff
        for event in diff["e"]?.array ?? [] {
            guard let parts = event.array, let name = parts.first?.string else { continue }
            events.append((name, parts.count > 1 ? parts[1] : .null))
        }
        if let title = diff["t"]?.string { self.title = titlePattern.title(title) ?? self.title }
        guard diff.object?.keys.contains(where: { !["e", "t", "r"].contains($0) }) == true else { return }
        do {
            try tree.apply(diff)
            html = try tree.html()
        } catch {
            throw LiveViewTestingError.broken("\(error)")
        }
        controls.patched()
        parsed = nil
        version += 1
    }
}

extension LiveViewClient.Departure {
    /// - Parameter response: a reply's; `nil` if it leads nowhere.
    init?(_ response: JSONValue) {
        guard let redirect = response["live_redirect"] ?? response["redirect"], let path = redirect["to"]?.string else {
            return nil
        }
        self.init(path: path, flash: redirect["flash"]?.string, isLive: response["live_redirect"] != nil)
    }
}
