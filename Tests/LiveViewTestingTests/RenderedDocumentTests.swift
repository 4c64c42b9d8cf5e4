import Testing

@testable import LiveViewTesting

@Suite("RenderedDocument · HTML as a browser takes it")
struct RenderedDocumentTests {
    private func outline(_ html: String) -> String {
        let document = RenderedDocument(html)
        func outline(_ index: Int) -> String {
            document.nodes[index].children.map { child in
                let node = document.nodes[child]
                switch node.kind {
                case .element: return "\(node.name)(\(outline(child)))"
                case .text: return document.text(of: child)
                case .root, .remark: return ""
                }
            }.joined(separator: " ")
        }
        return outline(RenderedDocument.root)
    }

    @Test(arguments: [
        "<p class=\"a\">x &amp; y</p>", "<INPUT disabled value=1><br/>", "<!DOCTYPE html><!-- a > b --><p>x",
        "a < b && c</nothing>", "<script>if (a < b) \"</p>\"</script><p>", "<textarea>\n<b></textarea>",
        "<a href='x\"y' b=c/>", "", "<", "<p", "<p a", "<p a='", "</p", "<!--", "&#x1F600; &lt",
    ])
    func `what it was made from is what it gives back`(_ html: String) {
        let document = RenderedDocument(html)
        #expect(
            document.html == html.replacing("</nothing>", with: "").replacing("</p", with: html == "</p" ? "" : "</p"))
    }

    @Test(arguments: [
        ("<ul><li>a<li>b</ul>c", "ul(li(a) li(b)) c"),
        ("<p>a<p>b<div>c</div>", "p(a) p(b) div(c)"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td(a) td(b)) tr(td(c)))"),
        ("<select><option>a<option>b</select>", "select(option(a) option(b))"),
        ("<b><i>a</b>c", "b(i(a)) c"),
        ("<div><br>a<img src=x>b</div>", "div(br() a img() b)"),
        ("<svg><path d=\"\"/><g><circle/></g></svg>", "svg(path() g(circle()))"),
        ("<title>a<b>c</title>", "title(a<b>c)"),
        ("<script>a<b>c&amp;</script>d", "script(a<b>c&amp;) d"),
        ("<p>1 < 2</p>", "p(1  < 2)"),
    ])
    func `elements are in elements as browsers have them`(_ html: String, _ expected: String) {
        #expect(outline(html) == expected)
    }

    @Test func `attributes are read as browsers do`() {
        let document = RenderedDocument(
            "<input A=\"1 &lt; 2\" b='\"' c=d checked  e = f a=2 data-x=\"&#39;&amp;amp;&unknown;\">")
        let expected = [
            ("a", "1 < 2"), ("b", "\""), ("c", "d"), ("checked", ""), ("e", "f"), ("data-x", "'&amp;&unknown;"),
        ]
        #expect(document.nodes[1].attributes.elementsEqual(expected, by: ==))
    }

    @Test func `text is what a person reads`() {
        let document = RenderedDocument("<p>\n  a&nbsp;b <b>c</b>\n <!-- no --> d&hellip;</p>")
        #expect(document.readableText(of: RenderedDocument.root) == "a b c d…")
    }
}
