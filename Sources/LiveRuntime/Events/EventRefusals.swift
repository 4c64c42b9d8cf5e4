package import CoreMetrics
package import Logging
import Synchronization

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Counts what browsers sent and no view takes, and tells the log, seldom.
///
/// The counter is `live_refused_messages_total`, by view and reason. The log hears of each view and reason at most once a minute,
/// however much comes; names and values are the visitor's and stay out of it.
package final class EventRefusals: Sendable {
    package enum Reason: String, Hashable, Sendable {
        /// The view does not declare an event of this name, or a component does not.
        case undeclared
        /// It does, but the payload does not decode; or a form is too large or deep.
        case payload
        /// It is addressed to a component that the page does not hold. Ordinary now and then: the browser did not know yet.
        case target
        /// A message that the protocol does not have, or has not here.
        case message
    }

    private struct Place: Hashable {
        let view: String
        let reason: Reason
    }

    private struct Silence {
        var since: Date
        var refusals = 0
    }

    private static let quietTime: TimeInterval = 60

    private let logger: Logger
    private let metrics: any MetricsFactory
    private let now: @Sendable () -> Date
    private let total = Atomic(0)
    /// As many as there are views, times the reasons.
    private let silences = Mutex<[Place: Silence]>([:])

    package init(logger: Logger, metrics: any MetricsFactory, now: @escaping @Sendable () -> Date) {
        self.logger = logger
        self.metrics = metrics
        self.now = now
    }

    /// How many there were, of all views and reasons.
    package var count: Int { total.load(ordering: .relaxed) }

    /// - Parameter detail: which field, and what it should have been.
    package func record(_ reason: Reason, view: String, detail: String? = nil) {
        total.add(1, ordering: .relaxed)
        Counter(
            label: "live_refused_messages_total", dimensions: [("view", view), ("reason", reason.rawValue)],
            factory: metrics
        ).increment()
        guard let unsaid = refusalsSinceLastLine(Place(view: view, reason: reason)) else { return }
        var metadata: Logger.Metadata = ["view": "\(view)", "reason": "\(reason.rawValue)"]
        if let detail { metadata["detail"] = "\(detail)" }
        if unsaid > 0 { metadata["since_last_line"] = "\(unsaid)" }
        logger.notice("refused what a browser sent to a live view", metadata: metadata)
    }

    /// How many there were that the log was not told of; `nil` if it is not told of this one either.
    private func refusalsSinceLastLine(_ place: Place) -> Int? {
        let now = now()
        return silences.withLock { silences in
            if var silence = silences[place], now.timeIntervalSince(silence.since) < Self.quietTime {
                silence.refusals += 1
                silences[place] = silence
                return nil
            }
            defer { silences[place] = Silence(since: now) }
            return silences[place]?.refusals ?? 0
        }
    }
}
