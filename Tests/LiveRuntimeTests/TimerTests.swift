import LiveRendering
import LiveRuntime
import LiveViewTesting
import Synchronization
import Testing
import WireJSON

@Suite("Timers and time limits · by a clock that may be injected")
struct TimerTests {
    private struct Clock: LiveView {
        enum Event: String, DeclaredEvent { case start, restart, stop, once, tooMany }
        private var ticks = 0

        init(_ mount: Mount<Anyone>) {}

        mutating func handle(_ event: Event, socket: inout LiveSocket) {
            switch event {
            case .start, .restart: socket.every(.seconds(1), "tick") { (page: inout Self, _) in page.ticks += 1 }
            case .stop: socket.cancel("tick")
            case .once: socket.after(.seconds(5), "later") { (page: inout Self, _) in page.ticks += 100 }
            case .tooMany:
                for number in 0...100 { socket.after(.seconds(1), "\(number)") { (_: inout Self, _) in } }
            }
        }

        func render() -> Rendered { "<p>\(ticks)</p>" }
    }

    private let timers = TestTimers()

    private func joined() async throws -> LiveViewClient {
        let client = try await LivePages(timers: timers) { live in live.session("s") { $0.view("/", Clock.self) } }
            .open("/")
        try await client.join()
        return client
    }

    @Test func `a timer ticks until it is stopped`() async throws {
        let client = try await joined()
        try await client.send("start")
        await timers.advance(by: .milliseconds(999))
        #expect(client.html == "<p>0</p>")
        await timers.advance(by: .milliseconds(2001))
        for _ in 1...3 { try await client.receivePush() }
        #expect(client.html == "<p>3</p>")
        try await client.send("stop")
        await timers.advance(by: .seconds(10))
        try await client.send("stop")
        #expect(client.html == "<p>3</p>")
        #expect(timers.count == 0)
    }

    @Test func `a timer set again begins anew`() async throws {
        let client = try await joined()
        try await client.send("start")
        await timers.advance(by: .milliseconds(900))
        try await client.send("restart")
        await timers.advance(by: .milliseconds(900))
        try await client.send("stop")
        #expect(client.html == "<p>0</p>")
    }

    @Test func `what is to happen later happens once`() async throws {
        let client = try await joined()
        try await client.send("once")
        await timers.advance(by: .seconds(20))
        try await client.receivePush()
        #expect(client.html == "<p>100</p>")
        #expect(timers.count == 0)
    }

    @Test func `timers end with their view`() async throws {
        let client = try await joined()
        try await client.send("start")
        #expect(timers.count == 1)
        client.leave()
        while timers.count > 0 { await Task.yield() }
    }

    @Test func `a view with too many timers ends`() async throws {
        let client = try await joined()
        try await client.send("tooMany")
        try await client.receivePush()
        #expect(client.events.map(\.name) == ["live:crashed"])
        await #expect(throws: LiveViewTestingError.ended) { try await client.receivePush() }
    }
}

@Suite("Time limits · a handler that never returns ends its view")
struct TimeLimitTests {
    /// Waits for ever in its mount's or its event's handler. Not even cancellation moves it.
    private struct Stuck: LiveView {
        enum Event: String, DeclaredEvent { case wait, yieldOnce, quick }
        private var count = 0

        init(_ mount: Mount<Anyone>) async {
            if mount.isConnected, mount.location["stuck"] != nil { await Self.never() }
        }

        mutating func handle(_ event: Event, socket: inout LiveSocket) async {
            switch event {
            case .wait: await Self.never()
            case .yieldOnce: await Task.yield()
            case .quick: break
            }
            count += 1
        }

        private static func never() async {
            let (stream, continuation) = AsyncStream<Void>.makeStream()
            await Task { for await _ in stream {} }.value
            continuation.finish()
        }

        func render() -> Rendered { "<p>\(count)</p>" }
    }

    private let timers = TestTimers()

    private func page(_ path: String = "/") async throws -> LiveViewClient {
        var limits = LiveLimits()
        limits.mountTime = .seconds(2)
        limits.eventTime = .seconds(3)
        return try await LivePages(limits: limits, timers: timers) { live in
            live.session("s") { $0.view("/", Stuck.self) }
        }.open(path)
    }

    private func waitForDeadline() async {
        while timers.count == 0 { await Task.yield() }
    }

    @Test func `an event past its limit ends the view`() async throws {
        let client = try await page()
        try await client.join()
        try client.sendWithoutWaiting("wait")
        await waitForDeadline()
        await timers.advance(by: .milliseconds(2999))
        #expect(timers.count == 1)
        await timers.advance(by: .milliseconds(1))
        try await client.receivePush()
        #expect(client.events.map(\.name) == ["live:crashed"])
        await #expect(throws: LiveViewTestingError.ended) { try await client.receivePush() }
        try await client.join()
        try await client.send("quick")
        #expect(client.html == "<p>1</p>")
    }

    @Test func `a mount past its limit is a crashed join`() async throws {
        let client = try await page("/?stuck=1")
        async let time: Void = {
            await waitForDeadline()
            await timers.advance(by: .seconds(2))
        }()
        await #expect(throws: LiveViewTestingError.self) { try await client.join() }
        await time
    }

    @Test func `what returns in time leaves no deadline behind`() async throws {
        let client = try await page()
        try await client.join()
        for event in ["quick", "yieldOnce", "quick"] { try await client.send(event) }
        #expect(client.html == "<p>3</p>")
        #expect(timers.count == 0)
    }
}
