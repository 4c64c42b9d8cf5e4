import Foundation
import LiveRuntime
import Logging
import MetricsTestKit
import Synchronization
import Testing

@Suite("EventRefusals · every one counted, the log told once a minute")
struct EventRefusalsTests {
    private final class Lines: Sendable {
        let all = Mutex<[Logger.Metadata]>([])

        struct Handler: LogHandler {
            let lines: Lines
            var metadata: Logger.Metadata = [:]
            var logLevel = Logger.Level.trace
            subscript(metadataKey key: String) -> Logger.Metadata.Value? {
                get { metadata[key] }
                set { metadata[key] = newValue }
            }
            func log(event: LogEvent) { lines.all.withLock { $0.append(event.metadata ?? [:]) } }
        }
    }

    private final class Clock: Sendable {
        private let seconds = Mutex(0.0)
        var now: Date { seconds.withLock { Date(timeIntervalSince1970: $0) } }
        func advance(by amount: Double) { seconds.withLock { $0 += amount } }
    }

    private let lines = Lines()
    private let metrics = TestMetrics()
    private let clock = Clock()

    @Test func `one line for each view and reason, and how many it stands for`() throws {
        let clock = clock
        let lines = lines
        let refusals = EventRefusals(
            logger: Logger(label: "test") { _ in Lines.Handler(lines: lines) }, metrics: metrics,
            now: { clock.now })
        for _ in 1...100 { refusals.record(.undeclared, view: "Counter") }
        refusals.record(.payload, view: "Counter", detail: "age is missing")
        clock.advance(by: 59)
        refusals.record(.undeclared, view: "Counter")
        clock.advance(by: 1)
        refusals.record(.undeclared, view: "Counter")
        refusals.record(.undeclared, view: "Counter")
        #expect(refusals.count == 104)
        #expect(
            lines.all.withLock { $0 } == [
                ["view": "Counter", "reason": "undeclared"],
                ["view": "Counter", "reason": "payload", "detail": "age is missing"],
                ["view": "Counter", "reason": "undeclared", "since_last_line": "100"],
            ])
        let counted = try metrics.expectCounter(
            "live_refused_messages_total", [("view", "Counter"), ("reason", "undeclared")])
        #expect(counted.totalValue == 103)
    }
}
