import LiveRendering
import LiveRuntime
import LiveViewTesting
import Synchronization
import Testing
import WireJSON

@Suite("Work · beside the view, its results in the view's turn")
struct WorkTests {
    /// Work that the test lets finish, by the query it was started with.
    private final class Library: Sendable {
        private struct State {
            var searches: [String: CheckedContinuation<[String], any Error>] = [:]
            var waiters: [String: CheckedContinuation<Void, Never>] = [:]
            var cancelled: Set<String> = []
        }
        private let state = Mutex(State())

        struct Burnt: Error {}

        var cancelled: Set<String> { state.withLock { $0.cancelled } }

        func search(_ query: String) async throws -> [String] {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    state.withLock { state in
                        state.searches[query] = continuation
                        return state.waiters.removeValue(forKey: query)
                    }?.resume()
                }
            } onCancel: {
                state.withLock { _ = $0.cancelled.insert(query) }
            }
        }

        /// Waits until `query` is searched for.
        func waitForSearch(_ query: String) async {
            await withCheckedContinuation { waiter in
                let isThere = state.withLock { state in
                    guard state.searches[query] == nil else { return true }
                    state.waiters[query] = waiter
                    return false
                }
                if isThere { waiter.resume() }
            }
        }

        func finish(_ query: String, _ result: Result<[String], any Error>) async {
            await waitForSearch(query)
            state.withLock { $0.searches.removeValue(forKey: query) }?.resume(with: result)
        }
    }

    private struct Search: LiveView {
        enum Event: Decodable, DeclaredEvent {
            case search(query: String)
            case searchAnew(query: String)
            case cancel
            case flood
            case wrong
            case leave
        }

        private let library: Library
        private var results = AsyncValue<[String]>.idle
        private var note = ""

        init(_ mount: Mount<Anyone>, library: Library) {
            self.library = library
            mount.socket.start(\Self.results) { try await library.search("first") }
        }

        mutating func handle(_ event: Event, socket: inout LiveSocket) {
            switch event {
            case .search(let query):
                socket.start(\Self.results) { [library] in try await library.search(query) }
            case .searchAnew(let query):
                socket.start(\Self.results, discardingPrevious: true) { [library] in try await library.search(query) }
            case .cancel: socket.cancel(\Self.results)
            case .flood:
                for number in 1...101 {
                    socket.start("work \(number)", { [library] in try await library.search("\(number)") }) {
                        (page: inout Self, result, _) in
                        if case .failure(let error) = result { page.note = "\(error)" }
                    }
                }
            case .wrong:
                socket.start("work", {}) { (page: inout Counter, _, _) in page.count += 1 }
            case .leave:
                socket.start("leave", { [library] in try await library.search("leave") }) {
                    (page: inout Self, _, socket) in
                    page.note = "leaving"
                    socket.push("bye")
                    socket.navigate(to: "/elsewhere")
                }
            }
        }

        func render() -> Rendered {
            """
            <p>\(async: results, { "<b>\($0.joined(separator: ","))</b>" }, loading: "loading", failed: { "<i>\("\($0)")</i>" })</p>\
            \(if: results.isLoading, "…")\(note)
            """
        }
    }

    private let library = Library()

    private func joined() async throws -> LiveViewClient {
        let library = library
        let pages = LivePages { live in live.session("s") { $0.view("/") { Search($0, library: library) } } }
        let client = try await pages.open("/")
        #expect(client.html == "<p>loading</p>…")
        try await client.join()
        #expect(client.html == "<p>loading</p>…")
        await library.waitForSearch("first")
        return client
    }

    @Test func `a mount starts work, and the page shows what comes of it`() async throws {
        let client = try await joined()
        await library.finish("first", .success(["a", "b"]))
        try await client.receivePush()
        #expect(client.html == "<p><b>a,b</b></p>")
    }

    @Test func `what was there stays in sight while more is on its way, unless it is not wanted`() async throws {
        let client = try await joined()
        await library.finish("first", .success(["a"]))
        try await client.receivePush()
        try await client.send("search", ["query": "x"])
        #expect(client.html == "<p><b>a</b></p>…")
        try await client.send("searchAnew", ["query": "y"])
        #expect(client.html == "<p>loading</p>…")
    }

    @Test func `a new search supersedes the old, whose result nobody sees`() async throws {
        let client = try await joined()
        try await client.send("search", ["query": "x"])
        await library.waitForSearch("x")
        #expect(library.cancelled == ["first"])
        await library.finish("first", .success(["old"]))
        await library.finish("x", .success(["new"]))
        try await client.receivePush()
        #expect(client.html == "<p><b>new</b></p>")
    }

    @Test func `work that fails is a value, and the view lives`() async throws {
        let client = try await joined()
        await library.finish("first", .failure(Library.Burnt()))
        try await client.receivePush()
        #expect(client.html == "<p><i>Burnt()</i></p>")
        try await client.send("search", ["query": "x"])
        #expect(client.html == "<p>loading</p>…")
    }

    @Test func `work that is cancelled has failed`() async throws {
        let client = try await joined()
        try await client.send("cancel")
        #expect(client.html.contains("CancellationError"))
        #expect(library.cancelled == ["first"])
        try await client.send("cancel")
        #expect(client.html.contains("CancellationError"))
    }

    @Test func `work is cancelled when its view goes`() async throws {
        let client = try await joined()
        client.leave()
        while library.cancelled.isEmpty { await Task.yield() }
        #expect(library.cancelled == ["first"])
    }

    @Test func `too much work fails instead of piling up`() async throws {
        let client = try await joined()
        try await client.send("flood")
        try await client.receivePush()
        #expect(client.html.hasSuffix("tooMuch"))
    }

    @Test func `a result may lead elsewhere`() async throws {
        let client = try await joined()
        try await client.send("leave")
        await library.finish("leave", .success([]))
        try await client.receivePush()
        try await client.receivePush()
        #expect(client.events.map(\.name) == ["bye"])
        #expect(client.redirectedTo == "/elsewhere")
    }

    @Test func `work for another view's type ends the view`() async throws {
        let client = try await joined()
        try await client.send("wrong")
        try await client.receivePush()
        #expect(client.events.map(\.name) == ["live:crashed"])
        await #expect(throws: LiveViewTestingError.ended) { try await client.receivePush() }
    }
}
