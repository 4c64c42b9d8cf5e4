import LiveViewTesting
import Testing

@testable import Demo

@Suite("The list of examples")
struct ExampleListTests {
    @Test func `every example is listed with a link that opens it`() async throws {
        let list = try await examplePages.open("/examples")
        for example in Example.all {
            #expect(list.html.contains("<a href=\"\(example.path)\">\(example.name)</a>"))
            let page = try await examplePages.open(example.path)
            #expect(page.html.contains("<h1>"))
        }
    }
}
