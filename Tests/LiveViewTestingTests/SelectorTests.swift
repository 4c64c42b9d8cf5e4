import Testing

@testable import LiveViewTesting

@Suite("Selector · Selectors Level 4, as far as tests need them")
struct SelectorTests {
    private static let page = RenderedDocument(
        """
        <main id="m"><h1 class="big red">One</h1><p>first</p><p class="red" lang="en-GB">second <b id="b">bold</b></p>\
        <ul id="list"><li id="l1" data-n="1">a</li><li id="l2" data-n="22">b</li><li id="l3">c</li><li id="l4"></li></ul>\
        <form id="f"><input id="i1" name="user[name]" value="x:y"><input id="i2" type="checkbox" checked>\
        <fieldset disabled><legend><input id="i3"></legend><input id="i4"></fieldset><button id="go:1" disabled>Go</button>\
        <select id="s"><option id="o1">1<option id="o2" selected>2</select></form></main>
        """)

    private func ids(_ selector: String) throws -> String {
        let page = Self.page
        return page.elements(matching: try Selector(selector))
            .map { page.attribute("id", of: $0) ?? page.nodes[$0].name }.joined(separator: " ")
    }

    @Test(arguments: [
        ("main", "m"), ("#b", "b"), (".red", "h1 p"), ("h1.big.red", "h1"), ("p.big", ""), ("LI#l2", "l2"),
        ("*", "m h1 p p b list l1 l2 l3 l4 f i1 i2 fieldset legend i3 i4 go:1 s o1 o2"),
        ("[data-n]", "l1 l2"), ("[data-n=\"1\"]", "l1"), ("[data-n='22']", "l2"), ("[data-n=22]", "l2"),
        ("[name=\"user[name]\"]", "i1"), ("[class~=red]", "h1 p"), ("[lang|=en]", "p"), ("[id^=l]", "list l1 l2 l3 l4"),
        ("[id$='1']", "l1 i1 go:1 o1"), ("[id*=is]", "list"), ("[id*='']", ""), ("#go\\:1", "go:1"),
        ("main b", "b"), ("main > b", ""), ("p > b", "b"), ("h1 + p", "p"), ("h1 ~ p", "p p"), ("p + p > b", "b"),
        ("main ul > li + li", "l2 l3 l4"), ("h1, #l1 ,b", "h1 b l1"), ("  li  >  x , b ", "b"),
        ("li:first-child", "l1"), ("li:last-child", "l4"), ("b:only-child", "b"), ("li:nth-child(2)", "l2"),
        ("li:nth-child(odd)", "l1 l3"), ("li:nth-child(even)", "l2 l4"), ("li:nth-child(2n+1)", "l1 l3"),
        ("li:nth-child(n + 3)", "l3 l4"), ("li:nth-child(-n+2)", "l1 l2"), ("li:nth-child(3n)", "l3"),
        ("li:not(#l1):not([data-n])", "l3 l4"), ("li:not(#l1, #l2)", "l3 l4"), ("li:is(#l1, #l3)", "l1 l3"),
        ("p:has(b)", "p"), ("p:has-text(\"bold\")", "p"), ("li:has-text('a')", "l1"), ("li:empty", "l4"),
        ("main:root", "m"), (":checked", "i2 o2"), (":disabled", "i4 go:1"), ("input:enabled", "i1 i2 i3"),
    ])
    func `matches`(_ selector: String, _ expected: String) throws {
        #expect(try ids(selector) == expected)
    }

    @Test(arguments: [
        "", " ", ",", "a,", ">a", "a >", "#", ".", "[", "[a", "[a=", "[a=b", "[a?=b]", "[a='b]", ":unknown", ":not",
        ":not(", ":not()", ":nth-child(x)", "a)", "a b(", "::before", ":has-text(a)",
    ])
    func `what is no selector says so`(_ selector: String) {
        let error = #expect(throws: LiveViewTestingError.self) { try Selector(selector) }
        #expect(error?.description.contains("is not a selector") == true)
    }
}
