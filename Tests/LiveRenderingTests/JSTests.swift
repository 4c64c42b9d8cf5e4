import LiveRendering
import Testing
import WireJSON

/// The commands' JSON, members in alphabetical order.
///
/// - SeeAlso: Phoenix LiveView 1.2, `test/phoenix_live_view/js_test.exs`, which expects the same of the same commands.
@Suite("JS · liveview-wire §6.4")
struct JSTests {
    private func expect(
        _ js: JS, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try js.markup() == text, sourceLocation: sourceLocation)
        #expect(try js.json == JSONValue(parsing: text), sourceLocation: sourceLocation)
    }

    // MARK: Encoding

    @Test func `push`() throws {
        try expect(JS().push("inc"), #"[["push",{"event":"inc"}]]"#)
        try expect(
            JS().push("inc", value: ["two": 2, "one": ["b": 1, "a": [["d": 1, "c": .null]]]]),
            #"[["push",{"event":"inc","value":{"one":{"a":[{"c":null,"d":1}],"b":1},"two":2}}]]"#)
        try expect(
            JS().push("inc", target: "#modal", loading: ".row", pageLoading: true),
            ##"[["push",{"event":"inc","loading":".row","page_loading":true,"target":"#modal"}]]"##)
        try expect(JS().push("inc", target: .component(3)), #"[["push",{"event":"inc","target":3}]]"#)
    }

    @Test func `dispatch`() throws {
        try expect(JS().dispatch("click"), #"[["dispatch",{"event":"click"}]]"#)
        try expect(
            JS().dispatch("copy", to: .closest("p"), detail: ["id": 1], bubbles: false, isBlocking: true),
            #"[["dispatch",{"blocking":true,"bubbles":false,"detail":{"id":1},"event":"copy","to":{"closest":"p"}}]]"#)
    }

    @Test func `show, hide and toggle`() throws {
        try expect(JS().show(to: "#modal"), ##"[["show",{"to":"#modal"}]]"##)
        try expect(
            JS().show(
                to: "#modal", display: "inline-block",
                transition: .init("fade-in d-block", from: "opacity-0 -translate-x-full", to: "opacity-100"),
                time: .milliseconds(543), isBlocking: false),
            ##"[["show",{"blocking":false,"display":"inline-block","time":543,"to":"#modal","transition":[["fade-in","d-block"],["opacity-0","-translate-x-full"],["opacity-100"]]}]]"##
        )
        try expect(JS().hide(), #"[["hide",{}]]"#)
        try expect(
            JS().hide(to: .inner("li"), transition: "fade-out d-block", time: .zero),
            #"[["hide",{"time":0,"to":{"inner":"li"},"transition":[["fade-out","d-block"],[],[]]}]]"#)
        try expect(
            JS().toggle(to: "#modal", display: "flex", in: "fade-in", out: "fade-out", time: .seconds(1)),
            ##"[["toggle",{"display":"flex","ins":[["fade-in"],[],[]],"outs":[["fade-out"],[],[]],"time":1000,"to":"#modal"}]]"##
        )
    }

    @Test func `transition`() throws {
        try expect(
            JS().transition("shake swirl", to: "#modal"),
            ##"[["transition",{"to":"#modal","transition":[["shake","swirl"],[],[]]}]]"##)
    }

    @Test func `classes`() throws {
        try expect(JS().addClass("show"), #"[["add_class",{"names":["show"]}]]"#)
        try expect(
            JS().addClass("show  hl", to: "#modal", transition: "fade", time: .milliseconds(100), isBlocking: false),
            ##"[["add_class",{"blocking":false,"names":["show","hl"],"time":100,"to":"#modal","transition":[["fade"],[],[]]}]]"##
        )
        try expect(
            JS().removeClass("show", to: .closest("a")), #"[["remove_class",{"names":["show"],"to":{"closest":"a"}}]]"#)
        try expect(JS().toggleClass("on"), #"[["toggle_class",{"names":["on"]}]]"#)
    }

    @Test func `attributes`() throws {
        try expect(
            JS().setAttribute("aria-expanded", "true", to: .inner(".dropdown")),
            #"[["set_attr",{"attr":["aria-expanded","true"],"to":{"inner":".dropdown"}}]]"#)
        try expect(JS().removeAttribute("disabled"), #"[["remove_attr",{"attr":"disabled"}]]"#)
        try expect(JS().toggleAttribute("open", "true"), #"[["toggle_attr",{"attr":["open","true"]}]]"#)
        try expect(
            JS().toggleAttribute("aria-expanded", "true", "false"),
            #"[["toggle_attr",{"attr":["aria-expanded","true","false"]}]]"#)
        try expect(
            JS().ignoreAttributes("open", "data-*", to: "#my-dialog"),
            ##"[["ignore_attrs",{"attrs":["open","data-*"],"to":"#my-dialog"}]]"##)
        try expect(JS().ignoreAttributes(), #"[["ignore_attrs",{"attrs":[]}]]"#)
    }

    @Test func `focus`() throws {
        try expect(JS().focus(), #"[["focus",{}]]"#)
        try expect(JS().focusFirst(to: "#modal"), ##"[["focus_first",{"to":"#modal"}]]"##)
        try expect(JS().pushFocus(to: .inner("input")), #"[["push_focus",{"to":{"inner":"input"}}]]"#)
        try expect(JS().popFocus(), #"[["pop_focus",{}]]"#)
    }

    @Test func `navigation`() throws {
        try expect(JS().navigate("/home"), #"[["navigate",{"href":"/home","replace":false}]]"#)
        try expect(
            JS().patch("/search?q=a:b", isReplacing: true), #"[["patch",{"href":"/search?q=a:b","replace":true}]]"#)
        try expect(
            JS().navigate("https://example.com/home"),
            #"[["navigate",{"href":"https://example.com/home","replace":false}]]"#)
    }

    @Test func `exec`() throws {
        try expect(JS().exec("phx-remove", to: "#modal"), ##"[["exec",{"attr":"phx-remove","to":"#modal"}]]"##)
    }

    // MARK: Composing

    @Test func `a chain runs in its order`() throws {
        try expect(
            JS().push("inc").addClass("show", to: "#modal").removeClass("hidden"),
            ##"[["push",{"event":"inc"}],["add_class",{"names":["show"],"to":"#modal"}],["remove_class",{"names":["hidden"]}]]"##
        )
        try expect(JS(), "[]")
    }

    @Test func `chains are appended to chains`() throws {
        try expect(
            JS().hide().appending(JS().push("closed").popFocus()),
            #"[["hide",{}],["push",{"event":"closed"}],["pop_focus",{}]]"#)
        #expect(JS().appending(JS().hide()) == JS().hide())
        #expect(JS().hide().appending(JS()) == JS().hide())
    }

    @Test func `equal chains are equal, whatever order their values were given in`() {
        #expect(JS().push("a", value: ["b": 1, "c": 2]) == JS().push("a", value: ["c": 2, "b": 1]))
        #expect(JS().push("a", value: ["b": 1]) != JS().push("a", value: ["b": 2]))
    }

    // MARK: In templates

    @Test func `commands are escaped where they stand`() throws {
        let js = JS().push("say", value: ["text": "<\"it's\" & all>"])
        let escaped =
            "[[&quot;push&quot;,{&quot;event&quot;:&quot;say&quot;,&quot;value&quot;:{&quot;text&quot;:&quot;&lt;\\&quot;it&#39;s\\&quot; &amp; all&gt;&quot;}}]]"
        #expect(try ("<b phx-click=\"\(js)\"></b>" as Rendered).text() == "<b phx-click=\"\(escaped)\"></b>")
        #expect(try ("<b\(attribute: "phx-click", js)></b>" as Rendered).text() == "<b phx-click=\"\(escaped)\"></b>")
        let none: JS? = nil
        #expect(try ("<b\(attribute: "data-cancel", none)></b>" as Rendered).text() == "<b></b>")
    }

    // MARK: Mistakes

    @Test(arguments: [
        (JS().addClass(" "), "no class is named"),
        (JS().push(""), "the name of the event to push is empty"),
        (JS().push("a", target: ""), "a push's target is empty"),
        (JS().dispatch(""), "the name of the event to dispatch is empty"),
        (JS().dispatch("click", detail: [:]), "a click has no detail"),
        (JS().dispatch("a", detail: ["done": true], isBlocking: true), "“done” is what"),
        (JS().hide(to: ""), "a selector is empty"),
        (JS().hide(time: .milliseconds(-1)), "is not within 0 and one hour"),
        (JS().hide(time: .seconds(3601)), "is not within 0 and one hour"),
        (JS().navigate("mailto:foo@example.com"), "only local addresses"),
        (JS().navigate("javascript:alert(1)"), "only local addresses"),
        (JS().patch("foo:8080"), "only local addresses"),
        (JS().patch(""), "only local addresses"),
        (JS().setAttribute("onclick", "alert(1)"), "an on… attribute"),
        (JS().toggleAttribute("srcdoc", "", ""), "srcdoc"),
        (JS().setAttribute("a b", ""), "not an attribute's name"),
        (JS().removeAttribute(""), "not an attribute's name"),
        (JS().ignoreAttributes("data *"), "not an attribute's name"),
        (JS().exec("phx remove"), "not an attribute's name"),
    ])
    func `a command that cannot be says why when it is rendered or encoded`(_ js: JS, _ reason: String) throws {
        for chain in [js, JS().hide().appending(js).focus()] {
            let error = try #require(throws: TemplateError.self) { try chain.markup() }
            #expect(error.message.contains(reason))
            #expect(throws: error) { try chain.json }
            #expect(throws: error) { try ("<b\(attribute: "phx-click", chain)></b>" as Rendered).text() }
        }
    }

    @Test func `a URL that is not allowed loads nothing`() throws {
        try expect(
            JS().setAttribute("href", "javascript:alert(1)"), #"[["set_attr",{"attr":["href","about:invalid"]}]]"#)
        try expect(JS().setAttribute("href", "/ok"), #"[["set_attr",{"attr":["href","/ok"]}]]"#)
    }
}

extension JS {
    /// As an attribute holds it, unescaped again.
    fileprivate func markup() throws -> String {
        let html = try ("<b title=\"\(self)\"></b>" as Rendered).text()
        return String(html.dropFirst(10).dropLast(6)).replacing("&quot;", with: "\"")
    }
}
