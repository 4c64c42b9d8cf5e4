import LiveViewTesting
import Testing
import WireJSON

@Suite("The modal example")
struct ModalExampleTests {
    @Test func `the server hears of what was decided`() async throws {
        let page = try await examplePages.open("/examples/modal")
        try await page.join()
        try await page.send("remove", ["name": "Alan"])
        #expect(!page.html.contains("Alan"))
        #expect(page.html.contains("Ada"))
        #expect(page.events.map(\.name) == ["removed"])
    }
}
