import LiveRendering
import LiveRuntime
import LiveViewTesting
import Synchronization
import Testing
import WireJSON

@Suite("LiveChannel · the end comes at once, and nothing after it", .serialized)
struct LiveChannelEndTests {
    /// Where a handler waits until the test lets it go on.
    private static let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)

    /// Waits in the handler of `wait`, with a secret to show afterwards.
    private struct Waiting: LiveView {
        var text = "public"
        init(_ mount: Mount<Anyone>) {}

        mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) async {
            guard event.name == "wait" else { return }
            await withCheckedContinuation { continuation in LiveChannelEndTests.gate.withLock { $0 = continuation } }
            text = "private"
        }

        func render() -> Rendered { "<p>\(text)</p>" }
    }

    private final class Registry: Sendable {
        let channel = Mutex<LiveChannelHandle?>(nil)
    }

    private func joined(_ registry: Registry = Registry()) async throws -> LiveViewClient {
        let hook = MountHook<Anyone> { request in
            registry.channel.withLock { $0 = request.channel }
            return MountHook.Admission(())
        }
        let client = try await LivePages { live in live.session("s", onMount: hook) { $0.view("/", Waiting.self) } }
            .open("/")
        try await client.join()
        return client
    }

    private func letHandlerGoOn() async {
        while true {
            if let waiting = Self.gate.withLock({ $0.take() }) { return waiting.resume() }
            await Task.yield()
        }
    }

    @Test func `a view ended in the middle of a handler says why, and never what the handler found`() async throws {
        let registry = Registry()
        let client = try await joined(registry)
        try client.sendWithoutWaiting("wait")
        let channel = try #require(registry.channel.withLock { $0 })
        channel.end(.init(event: "ended", payload: ["reason": "test"], redirectingTo: "/elsewhere"))
        try await client.receivePush()
        try await client.receivePush()
        #expect(client.events.map(\.name) == ["ended"])
        #expect(client.redirectedTo == "/elsewhere")
        await letHandlerGoOn()
        await #expect(throws: LiveViewTestingError.ended) { try await client.receivePush() }
        #expect(client.html == "<p>public</p>")
    }

    @Test func `a view that cannot keep up ends, with what it was sent`() async throws {
        let client = try await joined()
        try client.sendWithoutWaiting("wait")
        for _ in 0..<300 { try client.sendWithoutWaiting("more") }
        try await client.receivePush()
        #expect(client.events.map(\.name) == ["live:crashed"])
        await #expect(throws: LiveViewTestingError.ended) { try await client.receivePush() }
        await letHandlerGoOn()
    }
}
