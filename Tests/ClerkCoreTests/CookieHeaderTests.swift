import ClerkCore
import Testing

@Suite("CookieHeader · RFC 6265 §5.4: split first, decode afterwards")
struct CookieHeaderTests {
    @Test func `trims, unquotes and decodes`() {
        let cookies = CookieHeader([" a = 1 ;b=\"two\";\tc=%41%2f;d = x=y "])
        #expect(cookies["a"] == "1")
        #expect(cookies["b"] == "two")
        #expect(cookies["c"] == "A/")
        #expect(cookies["d"] == "x=y")
        #expect(cookies["e"] == nil)
    }

    @Test func `an encoded separator stays inside its value`() {
        let cookies = CookieHeader(["a=1%3B __session=forged"])
        #expect(cookies["a"] == "1; __session=forged")
        #expect(cookies["__session"] == nil)
    }

    @Test func `the first of a repeated name wins, over several fields, even when it is empty`() {
        let cookies = CookieHeader(["a=1", "b=; a=2; b=3"])
        #expect(cookies["a"] == "1")
        #expect(cookies["b"] == nil)
    }

    @Test(arguments: ["%", "%4", "%zz", "a%4", "%ff", "%c3"])
    func `a malformed percent sequence leaves the value as it is`(value: String) {
        #expect(CookieHeader(["a=" + value])["a"] == value)
    }

    @Test func `pairs without a name or an equals sign are no cookies`() {
        let cookies = CookieHeader(["__session; =x; ; ok=1"])
        #expect(cookies["__session"] == nil)
        #expect(cookies[""] == nil)
        #expect(cookies["ok"] == "1")
    }

    @Test func `ignores what comes after the hundredth cookie`() {
        let filler = (1...99).map { "c\($0)=x" }.joined(separator: ";")
        #expect(CookieHeader([filler + ";a=1;b=2"])["a"] == "1")
        #expect(CookieHeader([filler + ";a=1;b=2"])["b"] == nil)
    }

    @Test func `shows nothing of the cookies`() {
        var text = "\(CookieHeader(["a=sesame"]))"
        dump(CookieHeader(["a=sesame"]), to: &text)
        #expect(!text.contains("sesame"))
    }
}
