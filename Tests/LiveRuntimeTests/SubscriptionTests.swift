import LiveRendering
import LiveRuntime
import LiveViewTesting
import Synchronization
import Testing

@Suite("Subscriptions · made before reading, so that nothing is missed")
struct SubscriptionTests {
    /// What the board says, read slowly: the test lets a reader go on.
    private final class Board: Sendable {
        private struct State {
            var text = "old"
            var reader: CheckedContinuation<Void, Never>?
            var isSlow = false
        }
        private let state = Mutex(State())
        let pubSub = PubSub()

        func slowDown() { state.withLock { $0.isSlow = true } }

        func read() async -> String {
            let text = state.withLock { $0.text }
            guard state.withLock({ $0.isSlow }) else { return text }
            await withCheckedContinuation { reader in state.withLock { $0.reader = reader } }
            return text
        }

        func write(_ text: String) {
            state.withLock { $0.text = text }
            pubSub.publish(text, to: "board")
        }

        /// Waits for a reader that has read, and lets it return what it read.
        func waitForReader() async -> CheckedContinuation<Void, Never> {
            while true {
                if let reader = state.withLock({ $0.reader.take() }) { return reader }
                await Task.yield()
            }
        }
    }

    private struct Reader: LiveView {
        private var text: String

        init(_ mount: Mount<Anyone>, board: Board) async {
            mount.subscribe(to: "board")
            text = await board.read()
        }

        mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
            if let text = message.value(as: String.self) { self.text = text }
        }

        func render() -> Rendered { "<p>\(text)</p>" }
    }

    private let board = Board()

    private func opened() async throws -> LiveViewClient {
        let board = board
        return try await LivePages(pubSub: board.pubSub) { live in
            live.session("s") { $0.view("/") { await Reader($0, board: board) } }
        }.open("/")
    }

    @Test func `what changes between the page and its join is seen at the join`() async throws {
        let client = try await opened()
        #expect(client.html == "<p>old</p>")
        board.write("new")
        try await client.join()
        #expect(client.html == "<p>new</p>")
    }

    @Test func `what changes while the join reads is told after it`() async throws {
        let client = try await opened()
        board.slowDown()
        let board = board
        async let change: Void = {
            let reader = await board.waitForReader()
            board.write("new")
            reader.resume()
        }()
        try await client.join()
        await change
        #expect(client.html == "<p>old</p>")
        try await client.receivePush()
        #expect(client.html == "<p>new</p>")
    }
}
