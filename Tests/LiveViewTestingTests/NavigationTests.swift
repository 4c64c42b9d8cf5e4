import HTTPTypes
import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

@Suite("Navigation · where a browser goes (liveview-wire §5.6, §6.1)")
struct NavigationTests {
    /// A page with links to the others, which says where it is.
    private struct Place: LiveView {
        private var location: LiveLocation
        private let flash: Flash

        init(_ mount: Mount<Anyone>) throws {
            location = mount.location
            flash = mount.flash
            if mount.location["to"] == "elsewhere" { throw MountRefusal.redirect(to: "/b", flash: ["info": "moved"]) }
        }

        var title: String? { "At \(location.pathAndQuery)" }

        mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) { self.location = location }

        mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
            switch event.name {
            case "patch": socket.patch(to: "/a?n=2")
            case "navigate": socket.navigate(to: "/b", flash: ["info": "over the socket"])
            case "redirect": socket.redirect(to: "/b", flash: ["info": "as a page"])
            case "detour": socket.navigate(to: "/a?to=elsewhere")
            default: break
            }
        }

        func render() -> Rendered {
            """
            <h1>\(location.pathAndQuery)</h1><p>\(flash["info"])</p>\
            \(.link(patch: "/a?n=1", ["id": "to-patch"]) { "x" })\(.link(patch: "/b", ["id": "to-wrong-patch"]) { "x" })\
            \(.link(navigate: "/b", ["id": "to-b"]) { "x" })\(.link(navigate: "/apart", ["id": "to-apart"]) { "x" })\
            \(.link(href: "/b?page", ["id": "to-page"]) { "x" })\
            <button id="patch" phx-click="patch">x</button><button id="navigate" phx-click="navigate">x</button>\
            <button id="redirect" phx-click="redirect">x</button><button id="detour" phx-click="detour">x</button>\
            <button id="js" phx-click="\(JS().patch("/a?n=9"))">x</button>\
            <button id="js-navigate" phx-click="\(JS().navigate("/b"))">x</button>
            """
        }
    }

    private struct Other: LiveView {
        private let place: Place

        init(_ mount: Mount<Anyone>) throws { place = try Place(mount) }

        func render() -> Rendered { "<main>\(place.render())</main>" }
    }

    private static let pages = LivePages { live in
        live.session("public") { pages in
            pages.view("/a", Place.self)
            pages.view("/b", Other.self)
        }
        live.session("apart") { $0.view("/apart", Other.self) }
    }

    private func joined(_ path: String = "/a") async throws -> (LiveViewClient, RecordingTransport) {
        let transport = RecordingTransport(Self.pages)
        let page = try await transport.open(path)
        try await page.join()
        _ = transport.take()
        return (page, transport)
    }

    private func place(_ page: LiveViewClient) throws -> String { try page.element("h1").text }
    private func notice(_ page: LiveViewClient) throws -> String { try page.element("p").text }

    @Test func `a patch link stays in the view`() async throws {
        let (page, transport) = try await joined()
        try await page.element("#to-patch").click()
        #expect(transport.take() == [["live_patch", ["url": "http://localhost/a?n=1"]]])
        #expect(try place(page) == "/a?n=1")
        #expect(page.path == "/a?n=1" && page.title == "At /a?n=1")
        try await page.element("#js").click()
        #expect(try place(page) == "/a?n=9")
    }

    @Test func `the view itself patches`() async throws {
        let (page, _) = try await joined()
        try await page.element("#patch").click()
        #expect(try place(page) == "/a?n=2")
        #expect(page.path == "/a?n=2")
    }

    @Test(arguments: ["#to-b", "#js-navigate", "#to-wrong-patch"])
    func `a link to another view joins it over the same socket`(_ link: String) async throws {
        let (page, transport) = try await joined()
        try await page.element(link).click()
        let sent = transport.take().filter { $0[0] != "live_patch" }
        #expect(sent.map { $0[0] } == ["phx_leave", "phx_join"])
        #expect(sent.last?[1]["redirect"] == "http://localhost/b" && sent.last?[1]["url"] == nil)
        #expect(sent.last?[1]["params"]?["_live_referer"] == "http://localhost/a")
        #expect(try place(page) == "/b")
        #expect(try page.has("main"))
        page.disconnect()
        try await page.join()
        #expect(transport.take().last?[1]["redirect"] == "http://localhost/b", "also when it reconnects")
    }

    @Test func `another live session is loaded as a page`() async throws {
        let (page, transport) = try await joined()
        try await page.element("#to-apart").click()
        #expect(transport.take().last?[1]["url"] == "http://localhost/apart")
        #expect(try place(page) == "/apart")
    }

    @Test func `a plain link loads a page`() async throws {
        let (page, transport) = try await joined()
        try await page.element("#to-page").click()
        #expect(transport.take().last?[1]["url"] == "http://localhost/b?page")
        #expect(try place(page) == "/b?page")
    }

    @Test(arguments: [("#navigate", "over the socket"), ("#redirect", "as a page")])
    func `where the view sends the browser it goes when asked, with what is to be said`(
        _ button: String, _ notice: String
    ) async throws {
        let (page, _) = try await joined()
        try await page.element(button).click()
        #expect(page.redirectedTo == "/b")
        await #expect(throws: LiveViewTestingError.ended) { try await page.send("patch") }
        try await page.follow()
        #expect(page.redirectedTo == nil)
        #expect(try place(page) == "/b")
        #expect(try self.notice(page) == notice)
        await #expect(throws: LiveViewTestingError.self) { try await page.follow() }
    }

    @Test func `redirects on the way are followed`() async throws {
        let (page, _) = try await joined()
        try await page.element("#detour").click()
        #expect(page.redirectedTo == "/a?to=elsewhere")
        try await page.follow()
        #expect(try place(page) == "/b")
        #expect(try notice(page) == "moved")
        try await page.loadPage("/a?to=elsewhere")
        #expect(try place(page) == "/b")
        #expect(try notice(page) == "moved")
    }

    @Test func `back and forward are patches within a view, and navigation between views`() async throws {
        let (page, transport) = try await joined()
        try await page.element("#to-patch").click()
        try await page.element("#to-b").click()
        _ = transport.take()
        try await page.goBack()
        #expect(try place(page) == "/a?n=1")
        #expect(transport.take().map { $0[0] } == ["phx_leave", "phx_join"])
        try await page.goBack()
        #expect(try place(page) == "/a")
        #expect(transport.take().map { $0[0] } == ["live_patch"])
        await #expect(throws: LiveViewTestingError.self) { try await page.goBack() }
        try await page.goForward()
        try await page.goForward()
        #expect(try place(page) == "/b")
    }

    @Test func `a page that redirects is not opened`() async throws {
        await #expect(throws: LiveViewTestingError.redirected(to: "/b", flash: ["info": "moved"])) {
            try await Self.pages.open("/a?to=elsewhere")
        }
        await #expect(throws: LiveViewTestingError.noRoute("/nowhere")) { try await Self.pages.open("/nowhere") }
    }
}
