import LiveRendering
import NIOCore
import WireJSON

/// A change, rendered and written as a difference; beside it the same page, rendered and written whole.
enum RenderingBenchmarks {
    static func rows() async throws -> [Row] {
        try await click() + cell() + [cellBytes()]
    }

    private static let wholePage = "whole page as HTML"

    private static func click() async throws -> [Row] {
        var page = ReferencePage()
        var shown = try ShownPage(page.render())
        return try await [Row](
            "one click on the reference page: render + diff",
            [
                Contender("ours") {
                    page.click()
                    return try shown.change(to: page.render()).readableBytes
                },
                Contender(wholePage) {
                    page.click()
                    return try page.render().html().readableBytes
                },
            ])
    }

    private static func cell() async throws -> [Row] {
        var page = TablePage()
        var shown = try ShownPage(page.render())
        var row = 0
        func countNext() {
            // Far from the row before, and after a thousand steps every row had its turn.
            row = (row + 617) % page.rowCount
            page.count(row: row)
        }
        return try await [Row](
            "one cell of a keyed 1000-row table: render + diff",
            [
                Contender("ours") {
                    countNext()
                    return try shown.change(to: page.render()).readableBytes
                },
                Contender(wholePage) {
                    countNext()
                    return try page.render().html().readableBytes
                },
            ], budgets: [.seconds(1e-3)])
    }

    private static func cellBytes() throws -> Row {
        var page = TablePage()
        var shown = try ShownPage(page.render())
        var longest = 0
        for row in 0..<page.rowCount {
            page.count(row: row)
            let change = try shown.change(to: page.render())
            longest = max(longest, WireMessages.clickReply(change).readableBytes)
        }
        return Row(
            work: "the same: its message, longest of all rows", ours: .bytes(longest), reference: wholePage,
            theirs: .bytes(try page.render().html().readableBytes), budget: .bytes(200))
    }
}

/// A page as one browser shows it.
struct ShownPage {
    private var engine = DiffEngine()

    init(_ rendered: Rendered) throws {
        _ = try change(to: rendered)
    }

    /// What the browser needs in order to show `rendered`, as JSON.
    mutating func change(to rendered: Rendered) throws -> ByteBuffer {
        var host = NoComponents()
        var json = JSONWriter()
        json.beginObject()
        _ = try engine.render(rendered, host: &host, into: &json)
        json.endObject()
        return json.buffer
    }
}
