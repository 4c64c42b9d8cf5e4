import HTTPTypes
public import LiveRuntime
import NIOCore
import NIOPosix
import PhoenixWire
public import WireJSON

/// A browser's part in the conversation with one view: joins it, sends events, merges diffs.
///
/// Speaks to the view through the protocol's messages, in memory. Use it from one task.
public final class LiveViewClient {
    /// What the browser shows: the page as loaded, and after ``join()`` the view as it is.
    public private(set) var html: String
    public private(set) var title: String?
    /// Events pushed to the page's hooks, in order.
    public private(set) var events: [(name: String, payload: JSONValue)] = []
    /// What changed last, as the server sent it; `[:]` if the answer said that nothing did.
    public private(set) var lastMessage: JSONValue = [:]
    /// Where the server sent the browser; the view has ended then.
    public private(set) var redirectedTo: String?
    /// What the next page will say.
    public private(set) var redirectedFlash: Flash = [:]
    /// The view's address, as patches have changed it.
    public private(set) var path: String

    /// Whether components whose elements left the page are given up at once, as browsers do after a moment.
    public var dropsComponents = true

    private let pageToken: String
    private let headerFields: HTTPFields
    private let environment: LiveEnvironment
    private let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    private var tree = ClientTree()
    private var connection: Connection?
    private var lastRef = 0

    /// One join's end of the wire.
    private final class Connection {
        let joinRef: String
        let transport: NIOLoopBound<InMemoryTransport>
        var messages: AsyncStream<Message>.Iterator

        init(joinRef: String, transport: NIOLoopBound<InMemoryTransport>, messages: AsyncStream<Message>) {
            self.joinRef = joinRef
            self.transport = transport
            self.messages = messages.makeAsyncIterator()
        }
    }

    init(
        path: String, pageToken: String, html: String, title: String?, headerFields: HTTPFields,
        environment: LiveEnvironment
    ) {
        self.path = path
        self.pageToken = pageToken
        self.html = html
        self.title = title
        self.headerFields = headerFields
        self.environment = environment
    }

    // MARK: Talking

    /// Joins the view, as the page's script does; again after a crash, or to reconnect.
    ///
    /// - Parameter parameters: the client's `params`.
    /// - Throws: ``LiveViewTestingError/joinRefused(_:)``.
    public func join(parameters: JSONValue = [:]) async throws {
        leave()
        let joinRef = makeRef()
        let payload: JSONValue = [
            "url": .string("http://localhost\(path)"), "params": parameters, "session": .string(pageToken),
        ]
        let plan: JoinPlan
        do {
            plan = try JoinPlan(id: "phx-test", payload: payload, environment: environment)
        } catch {
            throw LiveViewTestingError.joinRefused(error.rawValue)
        }
        let connection = try await connect(plan, joinRef: joinRef)
        self.connection = connection
        tree = ClientTree()
        let response = try await reply(to: joinRef)
        guard let rendered = response["rendered"] else {
            self.connection = nil
            throw LiveViewTestingError.joinRefused(String(buffer: response.serialized()))
        }
        try apply(rendered)
    }

    private func connect(_ plan: JoinPlan, joinRef: String) async throws -> Connection {
        let (messages, continuation) = AsyncStream<Message>.makeStream()
        let (environment, headerFields, eventLoop) = (environment, headerFields, eventLoop)
        let transport = try await eventLoop.submit {
            let transport = InMemoryTransport(messages: continuation)
            let bound = NIOLoopBound(transport, eventLoop: eventLoop)
            LiveChannel.join(
                id: "phx-test", joinRef: joinRef, plan: plan, headerFields: headerFields, environment: environment,
                transport: NIOLoopBound(transport, eventLoop: eventLoop), eventLoop: eventLoop
            ) { transport.channel = $0 }
            return bound
        }.get()
        return Connection(joinRef: joinRef, transport: transport, messages: messages)
    }

    /// Sends an event, as a click or a hook does, and waits for its answer.
    ///
    /// - Parameter target: the component it is for, as its `phx-target` prints it; `nil` for the view.
    /// - Returns: what the view replied to a hook.
    @discardableResult
    public func send(_ event: String, _ value: JSONValue = [:], target: Int? = nil) async throws -> JSONValue? {
        var payload: [String: JSONValue] = ["type": "click", "event": .string(event), "value": value]
        if let target { payload["cid"] = .integer(target) }
        return try await call("event", .object(payload))
    }

    /// Tells the view that components left the page: first that their elements are gone, then that it gives them up.
    ///
    /// Done by itself unless ``dropsComponents`` is off.
    ///
    /// - Returns: those that the view has let go.
    @discardableResult
    public func dropComponents() async throws -> [Int] {
        let gone = tree.components.keys.filter { !tree.shown.contains($0) }.sorted()
        guard !gone.isEmpty else { return [] }
        let cids: JSONValue = ["cids": .array(gone.map { .integer($0) })]
        _ = try await reply(to: try post("cids_will_destroy", cids))
        let response = try await reply(to: try post("cids_destroyed", cids))
        let dropped = response["cids"]?.array?.compactMap(\.integer) ?? []
        tree.prune(dropped)
        return dropped
    }

    /// Submits a form.
    ///
    /// - Parameter fields: URL-encoded, in order: `name=Ada&tags[]=a`.
    public func submit(_ event: String, _ fields: String) async throws {
        try await call("event", ["type": "form", "event": .string(event), "value": .string(fields), "meta": [:]])
    }

    /// Follows a link that patches the view.
    public func patch(to path: String) async throws {
        self.path = path
        try await call("live_patch", ["url": .string("http://localhost\(path)")])
    }

    /// Sends an event and does not wait for its answer.
    public func sendWithoutWaiting(_ event: String, _ value: JSONValue = [:]) throws {
        _ = try post("event", ["type": "click", "event": .string(event), "value": value])
    }

    private func post(_ event: String, _ payload: JSONValue) throws -> String {
        guard let connection, redirectedTo == nil else { throw LiveViewTestingError.ended }
        let ref = makeRef()
        let message = Message(
            joinRef: connection.joinRef, ref: ref, topic: "lv:phx-test", event: event, payload: .json(payload))
        let transport = connection.transport
        eventLoop.execute { transport.value.channel?.receive(message) }
        return ref
    }

    @discardableResult
    private func call(_ event: String, _ payload: JSONValue) async throws -> JSONValue? {
        let response = try await reply(to: try post(event, payload))
        if let redirect = response["redirect"] ?? response["live_redirect"] { follow(redirect) }
        guard let diff = response["diff"] else {
            lastMessage = [:]
            return nil
        }
        try apply(diff)
        if dropsComponents { try await dropComponents() }
        return diff["r"]
    }

    /// Waits for what the view sends by itself next: a diff, an event, a redirect.
    public func receivePush() async throws {
        _ = try await receive()
        if dropsComponents { try await dropComponents() }
    }

    /// Stops or resumes reading what the server sends: while it is off, replies arrive all the same, as they wait in the socket's buffers,
    /// and what nobody asked for is held back.
    public func setWritable(_ isWritable: Bool) async throws {
        guard let transport = connection?.transport else { throw LiveViewTestingError.ended }
        try await eventLoop.submit { transport.value.isWritable = isWritable }.get()
    }

    /// Closes the tab.
    public func leave() {
        guard let transport = connection?.transport else { return }
        connection = nil
        eventLoop.execute { transport.value.channel?.leave() }
    }

    // MARK: Listening

    private func reply(to ref: String) async throws -> JSONValue {
        while true {
            let message = try await receive()
            if message.event == "phx_reply", message.ref == ref, case .json(let payload) = message.payload {
                return payload["response"] ?? [:]
            }
        }
    }

    private func receive() async throws -> Message {
        guard let connection, let message = await connection.messages.next(isolation: #isolation) else {
            connection = nil
            throw LiveViewTestingError.ended
        }
        guard case .json(let payload) = message.payload else { return message }
        switch message.event {
        case "diff": try apply(payload)
        case "redirect", "live_redirect": follow(payload)
        case "live_patch": path = payload["to"]?.string ?? path
        default: break
        }
        return message
    }

    private func follow(_ redirect: JSONValue) {
        redirectedTo = redirect["to"]?.string
        redirectedFlash =
            redirect["flash"]?.string
            .map { FlashToken.open($0, by: environment.sealer, at: environment.now()) } ?? [:]
    }

    private func apply(_ diff: JSONValue) throws {
        lastMessage = diff
        for event in diff["e"]?.array ?? [] {
            guard let parts = event.array, let name = parts.first?.string else { continue }
            events.append((name, parts.count > 1 ? parts[1] : .null))
        }
        if let title = diff["t"]?.string { self.title = title }
        do {
            try tree.apply(diff)
            html = try tree.html()
        } catch {
            throw LiveViewTestingError.broken("\(error)")
        }
    }

    private func makeRef() -> String {
        lastRef += 1
        return String(lastRef)
    }
}
