import LiveRendering
import LiveViewTesting
import Testing
import WireJSON

@Suite("LiveElement · what a person sees")
struct LiveElementTests {
    private enum Page: FixedMarkup {
        static let markup: Rendered = """
            <h1 class="big  red">Hello   &amp; <b>welcome</b></h1>\
            <ul id="list"><li id="a"><button phx-click="x">Remove</button></li><li id="b"><button phx-click="x">Remove</button>\
            </li></ul><input id="name" value="Ada" disabled><input type="checkbox" checked>
            """
    }

    @Test func `an element tells what it is like`() async throws {
        let (page, _) = try await Page.page()
        let heading = try page.element("h1")
        #expect((heading.tag, heading.text, heading.classes) == ("h1", "Hello & welcome", ["big", "red"]))
        #expect(heading.html == "<h1 class=\"big  red\">Hello   &amp; <b>welcome</b></h1>")
        #expect(heading[attribute: "class"] == "big  red")
        let input = try page.element("#name")
        #expect(
            (input.id, input.value, input[attribute: "disabled"], input[attribute: "x"]) == ("name", "Ada", "", nil))
        #expect(try page.element("[type=checkbox]").isChecked)
        #expect(page.text == "Hello & welcome Remove Remove 0")
    }

    @Test func `elements are found in the page and in elements, by selector and text`() async throws {
        let (page, _) = try await Page.page()
        #expect(try page.elements("li").map(\.id) == ["a", "b"])
        #expect(try page.element("#b").element("button").text == "Remove")
        #expect(try page.element("#list").elements("button").count == 2)
        #expect(try page.element("b", text: "welc").tag == "b")
        #expect(try page.has("h1", text: "welcome"))
        #expect(try !page.has("h1", text: "goodbye"))
        #expect(try !page.has("h2"))
    }

    @Test func `what is not there, or there twice, is told with what there is`() async throws {
        let (page, _) = try await Page.page()
        let none = try #require(throws: LiveViewTestingError.self) { try page.element("#nobody") }
        #expect(
            none.description.contains(
                "no element is “#nobody”; the page has:\n  <h1 class=\"big  red\">Hello & welcome"))
        #expect(none.description.contains("<button phx-click=\"x\">Remove"))
        let several = try #require(throws: LiveViewTestingError.self) { try page.element("button") }
        #expect(several.description.contains("2 elements are “button”, where one was asked for:\n  <button"))
        let other = try #require(throws: LiveViewTestingError.self) { try page.element("h1", text: "Bye") }
        #expect(
            other.description.contains("no element is “h1” with the text “Bye”; without that text these are:\n  <h1"))
    }

    @Test func `an element follows the page`() async throws {
        let (page, _) = try await Page.page()
        let (count, button) = (try page.element("output"), try page.element("#a button"))
        try await button.click()
        try await button.click()
        #expect(count.text == "2")
        #expect(count.isPresent)
    }
}
