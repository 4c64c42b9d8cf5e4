import LiveRendering
import LiveRuntime
import LiveViewTesting
import WireJSON

/// A view that shows fixed markup and takes every event. It counts them, so that each changes the page.
struct MarkupView<Markup: FixedMarkup>: LiveView {
    private var count = 0

    init(_ mount: Mount<Anyone>) {}

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        count += 1
        if event.name == "ask" { socket.reply(["answer": event.value]) }
    }

    func render() -> Rendered { "\(Markup.markup)<output>\(count)</output>" }
}

protocol FixedMarkup: Sendable {
    static var markup: Rendered { get }
}

extension FixedMarkup {
    /// The joined page, and what it sends.
    static func page() async throws -> (LiveViewClient, RecordingTransport) {
        let pages = LivePages { live in live.session("public") { $0.view("/", MarkupView<Self>.self) } }
        let transport = RecordingTransport(pages)
        let client = try await transport.open("/")
        try await client.join()
        _ = transport.take()
        return (client, transport)
    }
}
