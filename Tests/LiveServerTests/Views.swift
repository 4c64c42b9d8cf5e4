import LiveServer

/// Counts, listens, goes elsewhere and crashes, as its events say.
struct Counter: LiveView {
    static let topic = "news"

    private var count = 0
    private var place = "none"
    private var news = "none"
    private let flash: Flash

    init(_ mount: Mount<Anyone>) {
        flash = mount.flash
        mount.subscribe(to: Self.topic)
    }

    var title: String? { "Count" }

    struct Crash: Error {}

    mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) {
        place = location["place"] ?? "none"
    }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) throws {
        switch event.name {
        case "increment": count += 1
        case "patch": socket.patch(to: "/?place=patched")
        case "navigate": socket.navigate(to: event["to"] ?? "/other", flash: ["info": "moved"])
        case "redirect": socket.redirect(to: "/arrivals", flash: ["info": "moved"])
        case "leave the site": socket.redirect(toExternal: "https://example.com/")
        case "crash": throw Crash()
        default: break
        }
    }

    mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
        if let text = message.value(as: String.self) { news = text }
    }

    func render() -> Rendered { "<p>\(count)</p><i>\(place)</i><b>\(news)</b>" }
}

struct Other: LiveView {
    init(_ mount: Mount<Anyone>) {}
    func render() -> Rendered { "<p>other</p>" }
}

/// Shows what it was told on the way here.
struct Arrivals: LiveView {
    private let flash: Flash

    init(_ mount: Mount<Anyone>) {
        flash = mount.flash
    }

    func render() -> Rendered { "<p>\(flash["info"] ?? "nothing")</p>" }
}

/// Sends everybody to where a flash is shown.
struct Refusing: LiveView {
    init(_ mount: Mount<Anyone>) throws { throw MountRefusal.redirect(to: "/arrivals", flash: ["info": "refused"]) }
    func render() -> Rendered { "" }
}

struct Apart: LiveView {
    init(_ mount: Mount<Anyone>) {}
    func render() -> Rendered { "<p>apart</p>" }
}

/// Tells when the view it accompanies has ended.
struct Witness: LifecycleHook {
    let departure: AsyncStream<Void>.Continuation

    static func hook(_ departure: AsyncStream<Void>.Continuation) -> MountHook<Anyone> {
        MountHook { _ in MountHook.Admission((), lifecycleHooks: [Witness(departure: departure)]) }
    }

    func intercept(_ event: LiveEvent, socket: inout LiveSocket) async throws -> Interception { .proceed }
    func channelEnded() { departure.yield() }
}

/// Crashes when it is joined, as long as its address says so.
struct Fragile: LiveView {
    struct Crash: Error {}
    private let csrfToken: String
    private let staticChanged: Bool

    init(_ mount: Mount<Anyone>) throws {
        csrfToken = mount.csrfToken
        staticChanged = mount.socket.staticChanged
        if mount.isConnected, mount.location["crash"] != nil { throw Crash() }
    }

    func render() -> Rendered {
        "<input name=\"_csrf_token\" value=\"\(csrfToken)\"><p>\(staticChanged ? "old" : "current")</p>"
    }
}

/// Is there for the page, and gone at the join; or gone for both.
struct Gone: LiveView {
    init(_ mount: Mount<Anyone>) throws {
        if mount.isConnected || mount.location["at"] == "page" { throw MountRefusal.notFound }
    }

    func render() -> Rendered { "<p>still there</p>" }
}

/// Never finishes its mount.
struct Stuck: LiveView {
    init(_ mount: Mount<Anyone>) async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        await Task { for await _ in stream {} }.value
        continuation.finish()
    }

    func render() -> Rendered { "" }
}
