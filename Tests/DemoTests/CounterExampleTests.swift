import LiveViewTesting
import Testing

@Suite("The counter example")
struct CounterExampleTests {
    @Test func `counts up and down, and starts again`() async throws {
        let page = try await examplePages.open("/examples/counter")
        try await page.join()
        for event in ["up", "up", "down", "up"] { try await page.send(event) }
        #expect(page.html.contains(">2</output>"))
        try await page.send("reset")
        #expect(page.html.contains(">0</output>"))
    }
}
