import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

@Suite("Flash · said once, where the visitor is")
struct FlashTests {
    private struct Desk: LiveView {
        enum Event: String, DeclaredEvent {
            case put, putBoth, clear, patch, putAndPatch, putAndLeave, leave, leaveSite
        }
        var flash: Flash = [:]
        private var place = ""

        init(_ mount: Mount<Anyone>) {}

        mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) {
            place = location["place"] ?? "start"
            if place == "greeting" { socket.putFlash("info", "hello") }
            if place == "away" { socket.redirect(to: "/elsewhere") }
            if place == "on" { socket.patch(to: "/?place=greeting") }
        }

        mutating func handle(_ event: Event, socket: inout LiveSocket) {
            switch event {
            case .put: socket.putFlash("info", "saved")
            case .putBoth:
                socket.putFlash("info", "saved")
                socket.putFlash("error", "almost")
            case .clear: socket.clearFlash("info")
            case .patch: socket.patch(to: "/?place=patched")
            case .putAndPatch:
                socket.putFlash("info", "moved")
                socket.patch(to: "/?place=patched")
            case .putAndLeave:
                socket.putFlash("info", "left")
                socket.putFlash("error", "in haste")
                socket.navigate(to: "/elsewhere", flash: ["error": "slowly"])
            case .leave: socket.redirect(to: "/elsewhere")
            case .leaveSite:
                socket.putFlash("info", "bye")
                socket.redirect(toExternal: "https://example.com/")
            }
        }

        func render() -> Rendered { "<p>\(place): \(flash["info"] ?? "-"), \(flash["error"] ?? "-")</p>" }
    }

    private struct Elsewhere: LiveView {
        var flash: Flash = [:]
        init(_ mount: Mount<Anyone>) {}
        func render() -> Rendered { "<p>elsewhere: \(flash["info"] ?? "-"), \(flash["error"] ?? "-")</p>" }
    }

    private let pages = LivePages { live in
        live.session("s") {
            $0.view("/", Desk.self)
            $0.view("/elsewhere", Elsewhere.self)
        }
    }

    private func joined(_ path: String = "/") async throws -> LiveViewClient {
        let client = try await pages.open(path)
        try await client.join()
        return client
    }

    @Test func `a handler says something, and takes it back`() async throws {
        let client = try await joined()
        try await client.send("putBoth")
        #expect(client.html == "<p>start: saved, almost</p>")
        try await client.send("clear")
        #expect(client.html == "<p>start: -, almost</p>")
    }

    @Test func `the browser clears one kind, or all`() async throws {
        let client = try await joined()
        try await client.send("putBoth")
        try await client.send("lv:clear-flash", ["key": "info"])
        #expect(client.html == "<p>start: -, almost</p>")
        try await client.send("putBoth")
        try await client.send("lv:clear-flash")
        #expect(client.html == "<p>start: -, -</p>")
        #expect(pages.refusedCount == 0)
    }

    @Test func `following a link within the view leaves behind what was said`() async throws {
        let client = try await joined()
        try await client.send("put")
        try await client.patch(to: "/?place=linked")
        #expect(client.html == "<p>linked: -, -</p>")
    }

    @Test func `a patch of the view's own takes along what was said just now, and nothing else`() async throws {
        let client = try await joined()
        try await client.send("putBoth")
        try await client.send("patch")
        #expect(client.html == "<p>patched: -, -</p>")
        try await client.send("putBoth")
        try await client.send("putAndPatch")
        #expect(client.html == "<p>patched: moved, -</p>")
    }

    @Test func `whoever leaves takes along what was said just now`() async throws {
        let client = try await joined()
        try await client.send("put")
        try await client.send("putAndLeave")
        try await client.follow()
        #expect(client.html == "<p>elsewhere: left, slowly</p>")
        let other = try await joined()
        try await other.send("put")
        try await other.send("leave")
        try await other.follow()
        #expect(other.html == "<p>elsewhere: -, -</p>")
        let third = try await joined()
        try await third.send("leaveSite")
        #expect(third.redirectedTo == "https://example.com/")
    }

    @Test func `a first address may say something, on page and join alike`() async throws {
        let client = try await pages.open("/?place=greeting")
        #expect(client.html == "<p>greeting: hello, -</p>")
        try await client.join()
        #expect(client.html == "<p>greeting: hello, -</p>")
    }

    @Test func `of several patches in a row the browser is told the last`() async throws {
        let client = try await joined()
        try await client.patch(to: "/?place=on")
        #expect(client.path == "/?place=greeting")
        #expect(client.html == "<p>greeting: hello, -</p>")
    }
}
