import LiveRendering
import LiveRuntime
import WireJSON

/// Counts, redirects, patches, crashes and listens, as its events say.
struct Counter: LiveView {
    var count = 0
    var filter = "none"
    var news = "none"
    let flash: Flash

    init(_ mount: Mount<Anyone>) {
        flash = mount.flash
        mount.subscribe(to: "news")
    }

    var title: String? { "Count \(count)" }

    struct Crash: Error {}

    mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) {
        filter = location["filter"] ?? "none"
        if filter == "loop" { socket.patch(to: "/counter?filter=loop") }
        if filter == "away" { socket.redirect(to: "/elsewhere") }
    }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) async throws {
        switch event.name {
        case "increment": count += 1
        case "increment later":
            await Task.yield()
            count += 1
        case "set": count = try event.decode(Setting.self).count
        case "name": news = event["name"] ?? ""
        case "reply": socket.reply(["count": .integer(count)])
        case "push": socket.push("pushed", ["count": .integer(count)])
        case "patch": socket.patch(to: "/counter?filter=some")
        case "patch elsewhere": socket.patch(to: "/other")
        case "redirect": socket.redirect(to: event["to"] ?? "/elsewhere", flash: ["info": "moved"])
        case "navigate": socket.navigate(to: "/other")
        case "broadcast": socket.broadcast("extra", to: "news")
        case "crash": throw Crash()
        default: break
        }
    }

    struct Setting: Decodable { let count: Int }

    mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
        news = message.value(as: String.self) ?? "?"
    }

    func render() -> Rendered {
        "<p>Clicked \(count) times</p><i>\(filter)</i><b>\(news)</b>\(if: count > 2, "<u>many</u>")"
    }
}

struct Other: LiveView {
    init(_ mount: Mount<Anyone>) {}
    func render() -> Rendered { "<p>other</p>" }
}

struct Refusing: LiveView {
    init(_ mount: Mount<Anyone>) throws { throw MountRefusal.redirect(to: "/counter") }
    func render() -> Rendered { "" }
}

/// Someone called `name`.
enum Named: MountAuthority {
    typealias Credential = String
}

struct Private: LiveView {
    let name: String
    init(_ mount: Mount<Named>) { name = mount.auth }
    func render() -> Rendered { "<p>Hello \(name)</p>" }
}
