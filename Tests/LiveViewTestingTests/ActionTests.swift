import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

/// The payloads are those of the client of LiveView 1.2.
@Suite("Actions · a browser's messages (liveview-wire §5.2, §5.3)")
struct ActionTests {
    private enum Clicks: FixedMarkup {
        static let markup: Rendered = """
            <button id="plain" phx-click="go">x</button>\
            <button id="valued" phx-click="go" phx-value-id="7" phx-value-user-name="A&amp;B" value="v">x</button>\
            <div id="around" phx-click="outer"><p id="inner"><b>x</b></p></div>\
            <ul><li id="row" phx-click="go">x</li></ul>\
            <input id="box" type="checkbox" value="yes" phx-click="tick"><label for="box" id="label">x</label>\
            <button id="off" phx-click="go" disabled>x</button><fieldset disabled><button id="off2" phx-click="go">x</button></fieldset>\
            <p id="dead">x</p><a id="hash" href="#" phx-click="go">x</a>\
            <div id="menu" phx-click-away="close" phx-value-menu="1"><i id="in-menu">x</i></div>
            """
    }

    @Test(arguments: [
        ("#plain", #"[{"type":"click","event":"go","value":{"value":""}}]"#),
        ("#valued", #"[{"type":"click","event":"go","value":{"id":"7","user-name":"A&B","value":"v"}}]"#),
        ("#inner b", #"[{"type":"click","event":"outer","value":{}}]"#),
        ("#row", #"[{"type":"click","event":"go","value":{"value":0}}]"#),
        ("#box", #"[{"type":"click","event":"tick","value":{"value":"yes"}}]"#),
        ("#label", #"[{"type":"click","event":"tick","value":{"value":"yes"}}]"#),
        ("#hash", #"[{"type":"click","event":"go","value":{}}]"#),
    ])
    func `a click sends the nearest binding's event`(_ selector: String, _ expected: String) async throws {
        let (page, transport) = try await Clicks.page()
        try await page.element(selector).click()
        let away = try JSONValue(parsing: #"{"type":"click","event":"close","value":{"menu":"1"}}"#)
        let events = transport.takeEvents()
        #expect(events.first == away, "a click elsewhere is one away from the menu")
        #expect(try .array(Array(events.dropFirst())) == JSONValue(parsing: expected))
    }

    @Test func `a click inside is not away`() async throws {
        let (page, transport) = try await Clicks.page()
        await #expect(throws: LiveViewTestingError.self) { try await page.element("#in-menu").click() }
        #expect(transport.takeEvents().isEmpty)
    }

    @Test(arguments: ["#off", "#off2"])
    func `what is disabled cannot be clicked`(_ selector: String) async throws {
        let (page, transport) = try await Clicks.page()
        await #expect(throws: LiveViewTestingError.self) { try await page.element(selector).click() }
        #expect(transport.takeEvents().isEmpty)
    }

    private enum Commands: FixedMarkup {
        private static let cancel = JS().hide().push("cancelled", value: ["how": "exec"])
        static let markup: Rendered = """
            <div id="box" class="modal" data-cancel="\(cancel)">\
            <button id="several" phx-value-a="1" phx-value-b="2" phx-click="\(JS().addClass("x").push("one", value: ["b": 3]).push("two"))">x</button>\
            <button id="exec" phx-click="\(JS().exec("data-cancel", to: .closest(".modal")))">x</button></div>\
            <p id="mounted" phx-mounted="\(JS().push("seen", value: ["id": 1]))">x</p>
            """
    }

    @Test func `commands are run, and what they push is sent in order`() async throws {
        let (page, transport) = try await Commands.page()
        try await page.element("#several").click()
        #expect(
            transport.takeEvents() == [
                ["type": "click", "event": "one", "value": ["a": "1", "b": 3, "value": ""]],
                ["type": "click", "event": "two", "value": ["a": "1", "b": "2", "value": ""]],
            ])
        #expect(page.commands.map(\.name) == ["add_class"])
        try await page.element("#exec").click()
        #expect(transport.takeEvents() == [["type": "click", "event": "cancelled", "value": ["how": "exec"]]])
        try await page.element("#box").run("data-cancel")
        #expect(transport.takeEvents() == [["type": .null, "event": "cancelled", "value": ["how": "exec"]]])
        #expect(page.commands.map(\.name) == ["add_class", "hide", "hide"])
    }

    @Test func `what is mounted runs its commands once`() async throws {
        let pages = LivePages { live in live.session("public") { $0.view("/", MarkupView<Commands>.self) } }
        let transport = RecordingTransport(pages)
        let page = try await transport.open("/")
        try await page.join()
        try await page.element("#exec").click()
        try await page.join()
        let seen: JSONValue = ["type": .null, "event": "seen", "value": ["id": 1]]
        #expect(transport.takeEvents().filter { $0 == seen }.count == 1)
    }

    private enum Keys: FixedMarkup {
        static let markup: Rendered = """
            <input id="field" phx-keydown="down" phx-keyup="up" phx-key="enter" phx-focus="in" phx-blur="out" value="v">\
            <div id="window" phx-window-keydown="any"></div><div phx-window-keydown="escape" phx-key="Escape"></div>\
            <input id="other" value="w"><div id="rows" phx-viewport-top="first" phx-viewport-bottom="last">\
            <p id="r1"></p><p id="r2"></p></div><div id="hooked" phx-hook="Hook"></div>
            """
    }

    @Test func `keys go to the element's binding, else to the window's`() async throws {
        let (page, transport) = try await Keys.page()
        try await page.element("#field").keydown("Enter")
        #expect(
            transport.takeEvents() == [["type": "keydown", "event": "down", "value": ["key": "Enter", "value": "v"]]])
        try await page.element("#field").keyup("a")
        #expect(transport.takeEvents().isEmpty)
        try await page.element("#other").keydown("Escape")
        try await page.keydown("x")
        #expect(
            transport.takeEvents() == [
                ["type": "keydown", "event": "any", "value": ["key": "Escape"]],
                ["type": "keydown", "event": "escape", "value": ["key": "Escape"]],
                ["type": "keydown", "event": "any", "value": ["key": "x"]],
            ])
    }

    @Test func `focus moves, and both hear of it`() async throws {
        let (page, transport) = try await Keys.page()
        try await page.element("#field").focus()
        try await page.element("#field").focus()
        try await page.element("#other").focus()
        #expect(
            transport.takeEvents() == [
                ["type": "focus", "event": "in", "value": ["value": "v"]],
                ["type": "blur", "event": "out", "value": ["value": "v"]],
            ])
    }

    @Test func `scrolling past an end names the row there`() async throws {
        let (page, transport) = try await Keys.page()
        try await page.element("#rows").scrollToTop()
        try await page.element("#rows").scrollToBottom()
        #expect(
            transport.takeEvents() == [
                ["type": "js", "event": "first", "value": ["id": "r1"]],
                ["type": "js", "event": "last", "value": ["id": "r2"]],
            ])
    }

    @Test func `hooks push what they like, and get replies`() async throws {
        let (page, transport) = try await Keys.page()
        let reply = try await page.element("#hooked").pushEvent("ask", ["a", 1])
        #expect(reply == ["answer": ["a", 1]])
        #expect(transport.takeEvents() == [["type": "hook", "event": "ask", "value": ["a", 1]]])
        await #expect(throws: LiveViewTestingError.self) { try await page.element("#other").pushEvent("ask") }
    }

    @Test func `how many bytes an answer takes can be asked`() async throws {
        let (page, _) = try await Clicks.page()
        let bytes = try await page.bytesReceived { try await page.element("#row").click() }
        // Two replies: one to the click away.
        #expect(page.lastMessage == ["1": "2"])
        #expect(60..<170 ~= bytes)
    }
}
