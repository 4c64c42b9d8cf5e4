import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

@Suite("Forms · a browser's fields (HTML §4.10.21, liveview-wire §5.2)")
struct FormTests {
    private enum Person: FixedMarkup {
        static let markup: Rendered = """
            <form id="f" phx-change="change" phx-submit="save" phx-value-form="1"><input type="hidden" name="_method" value="put">\
            <input name="user[name]" value="A &amp; b/ü"><input type="password" name="user[pass]"><textarea name="user[bio]">
            two
            lines</textarea><input type="checkbox" name="tags[]" value="a" checked><input type="checkbox" name="tags[]" value="b">\
            <input type="radio" name="size" value="s"><input type="radio" name="size" value="m" checked>\
            <select name="one"><option value="1">One</option><option selected>Two</option><option disabled>No</option></select>\
            <select name="many[]" multiple><option>x</option><option selected>y</option><option selected>z</option></select>\
            <input name="off" value="1" disabled><fieldset disabled><input name="off2"></fieldset><input value="unnamed">\
            <input type="file" name="file"><input name="quiet" phx-no-unused-field><input name="own" phx-change="own">\
            <button name="go" value="now">Save</button><button id="plain" type="button">x</button></form>\
            <input form="f" name="outside" value="o">
            """
    }

    private static let rest = "_unused_off=&off=1"

    private static func fields(_ event: JSONValue?) -> String { event?["value"]?.string ?? "" }

    @Test func `a change sends all fields, those nobody used yet announced`() async throws {
        let (page, transport) = try await Person.page()
        try await page.element("[name='user[name]']").fill("Ada")
        let event = try #require(transport.takeEvents().first)
        #expect(event["type"] == "form" && event["event"] == "change" && event["uploads"] == [:])
        #expect(event["meta"] == ["_target": "user[name]", "form": "1"])
        #expect(
            Self.fields(event)
                == [
                    "_method=put", "user%5Bname%5D=Ada", "user%5B_unused_pass%5D=", "user%5Bpass%5D=",
                    "user%5B_unused_bio%5D=", "user%5Bbio%5D=two%0Alines", "_unused_tags%5B%5D=", "tags%5B%5D=a",
                    "_unused_size=", "size=m", "_unused_one=", "one=Two", "_unused_many%5B%5D=", "many%5B%5D=y",
                    "_unused_many%5B%5D=", "many%5B%5D=z", "quiet=", "_unused_own=", "own=", "_unused_outside=",
                    "outside=o",
                ].joined(separator: "&"))
    }

    @Test func `a control with a binding of its own sends itself alone`() async throws {
        let (page, transport) = try await Person.page()
        try await page.element("[name=own]").fill("x")
        let event = try #require(transport.takeEvents().first)
        #expect(event["event"] == "own" && Self.fields(event) == "own=x" && event["meta"]?["_target"] == "own")
    }

    @Test func `a submit announces nothing, and names the button that did it`() async throws {
        let (page, transport) = try await Person.page()
        try await page.element("button[name=go]").click()
        let event = try #require(transport.takeEvents().first)
        #expect(event["event"] == "save" && event["meta"] == ["form": "1"] && event["uploads"] == nil)
        #expect(Self.fields(event).hasSuffix("own=&go=now&outside=o"))
        #expect(!Self.fields(event).contains("_unused_"))
        try await page.element("#f").submit()
        #expect(!Self.fields(transport.takeEvents().first).contains("go="))
        try await page.element("#f").submit(by: "go")
        #expect(Self.fields(transport.takeEvents().first).contains("go=now"))
    }

    @Test func `fields are filled in by name, each a change of its own`() async throws {
        let (page, transport) = try await Person.page()
        let form = try page.element("#f")
        try await form.fill(["user[name]": "Ada", "tags[]": "b", "size": "s", "one": "1", "user[bio]": ""])
        let events = transport.takeEvents()
        let targets = events.map { $0["meta"]?["_target"]?.string }
        #expect(targets == ["user[name]", "tags[]", "size", "one", "user[bio]"])
        let last = Self.fields(events.last)
        #expect(last.contains("&user%5Bbio%5D=&"))
        try await form.submit()
        // All but the field with the focus were rendered anew by the answers, and the focus goes with the submit.
        #expect(Self.fields(transport.takeEvents().first).contains("user%5Bbio%5D=&"))
    }

    @Test func `radio buttons and checkboxes are chosen as a person does`() async throws {
        let (page, transport) = try await Person.page()
        try await page.element("[name=size][value=s]").check()
        #expect(Self.fields(transport.takeEvents().first).contains("&size=s&"))
        try await page.element("[name='tags[]'][value=a]").uncheck()
        #expect(!Self.fields(transport.takeEvents().first).contains("tags%5B%5D=a"))
        try await page.element("[name='many[]']").choose(["x", "z"])
        #expect(Self.fields(transport.takeEvents().first).contains("many%5B%5D=x&_unused_many") == false)
    }

    @Test(arguments: ["[name=off]", "[name=off2]", "#plain", "#f", "[name='tags[]'][value=a]", "[name=file]"])
    func `what cannot be filled in says so`(_ selector: String) async throws {
        let (page, transport) = try await Person.page()
        await #expect(throws: LiveViewTestingError.self) { try await page.element(selector).fill("x") }
        #expect(transport.takeEvents().isEmpty)
    }

    @Test func `choices that are none say so`() async throws {
        let (page, _) = try await Person.page()
        await #expect(throws: LiveViewTestingError.self) { try await page.element("[name=one]").fill("No") }
        await #expect(throws: LiveViewTestingError.self) { try await page.element("[name=one]").choose(["1", "Two"]) }
        let error = try await #require(throws: LiveViewTestingError.self) {
            try await page.element("#f").fill(["nobody": "x"])
        }
        #expect(error.description.contains("\"user[name]\""))
    }

    private enum Odd: FixedMarkup {
        static let markup: Rendered = """
            <form id="needy" phx-submit="save"><input name="a" required><button>x</button></form>\
            <form id="http" action="/x"><button>x</button></form>\
            <form id="quiet" phx-change="change" phx-no-unused-field><input name="a"><input name="b"></form>\
            <form id="command" phx-change="\(JS().push("checked", value: ["_target": "mine", "x": 1]))"><input name="a"></form>
            """
    }

    @Test func `a browser submits no form with an empty required field, and none over HTTP without leaving`()
        async throws
    {
        let (page, transport) = try await Odd.page()
        await #expect(throws: LiveViewTestingError.self) { try await page.element("#needy").submit() }
        await #expect(throws: LiveViewTestingError.self) { try await page.element("#http button").click() }
        #expect(transport.takeEvents().isEmpty)
        try await page.element("#needy input").fill("x")
        try await page.element("#needy").submit()
        #expect(transport.takeEvents() == [["type": "form", "event": "save", "value": "a=x", "meta": [:]]])
    }

    @Test func `a form may leave announcing out, and commands add to what is sent`() async throws {
        let (page, transport) = try await Odd.page()
        try await page.element("#quiet [name=a]").fill("x")
        #expect(Self.fields(transport.takeEvents().first) == "a=x&b=")
        try await page.element("#command [name=a]").fill("x")
        #expect(transport.takeEvents().first?["meta"] == ["_target": "mine", "x": 1])
    }

    // MARK: Recovery

    private struct Draft: LiveView {
        private var text = ""
        private var recovered = ""

        init(_ mount: Mount<Anyone>) {}

        mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) throws {
            struct Crash: Error {}
            switch event.name {
            case "crash": throw Crash()
            case "restore": recovered += "restored \(event["a"] ?? "") "
            default: text = event["text"] ?? ""
            }
        }

        func render() -> Rendered {
            """
            <form id="draft" phx-change="change"><input name="text" value="\(text)"></form>\
            <form id="own" phx-change="c" phx-auto-recover="restore"><input type="hidden" name="a" value="1"></form>\
            <form id="never" phx-change="c" phx-auto-recover="ignore"><input name="a"></form>\
            <form phx-change="c"><input name="without-id"></form><p>\(recovered)</p><button phx-click="crash">x</button>
            """
        }
    }

    @Test(arguments: [true, false])
    func `what was typed is sent again when the view is joined anew`(_ crashes: Bool) async throws {
        let pages = LivePages { live in live.session("public") { $0.view("/", Draft.self) } }
        let transport = RecordingTransport(pages)
        let page = try await transport.open("/")
        try await page.join()
        try await page.element("[name=text]").fill("long text")
        _ = transport.take()
        if crashes {
            await #expect(throws: LiveViewTestingError.ended) { try await page.element("button").click() }
        } else {
            page.disconnect()
        }
        try await page.join()
        let events = transport.takeEvents().filter { $0["type"] == "form" }
        #expect(events.map { $0["event"]?.string } == ["change", "restore"])
        #expect(Self.fields(events[0]) == "text=long+text" && events[0]["meta"] == ["_target": "text"])
        #expect(Self.fields(events[1]) == "a=1" && events[1]["meta"] == ["_target": "a"])
        #expect(try page.element("[name=text]").value == "long text")
        #expect(try page.element("p").text == "restored 1")
    }
}
