package import CoreMetrics
package import HTTPTypes
package import Logging
import WireJSON

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// What all channels and page renderings of one application share.
package struct LiveEnvironment: Sendable {
    /// The client version whose diff format is spoken; a client of another one says so in its console.
    package static let liveViewVersion = "1.2.10"

    package let routes: LiveRoutes
    package let sealer: TokenSealer
    package let pubSub: PubSub
    package let logger: Logger
    package let now: @Sendable () -> Date
    package let limits: LiveLimits
    package let timers: any LiveTimers
    package let refusals: EventRefusals
    package let joinFailures = JoinFailures()
    /// Path and query of every script and style sheet that pages track, as they are served now.
    package let currentStatics: Set<String>
    /// Tells browsers apart by the header fields of their sockets.
    package let identifyBrowser: @Sendable (HTTPFields) -> String

    package init(
        routes: LiveRoutes, sealer: TokenSealer, pubSub: PubSub, logger: Logger, limits: LiveLimits = LiveLimits(),
        timers: any LiveTimers = EventLoopTimers(), metrics: any MetricsFactory = MetricsSystem.factory,
        currentStatics: Set<String> = [], identifyBrowser: @escaping @Sendable (HTTPFields) -> String = { _ in "" },
        now: @escaping @Sendable () -> Date
    ) {
        self.routes = routes
        self.sealer = sealer
        self.pubSub = pubSub
        self.logger = logger
        self.now = now
        self.limits = limits
        self.timers = timers
        self.currentStatics = currentStatics
        self.identifyBrowser = identifyBrowser
        refusals = EventRefusals(logger: logger, metrics: metrics, now: now)
    }

    /// Whether the page of a joining client tracks a script or style sheet that is not served any more.
    func hasChangedStatics(_ parameters: JSONValue) -> Bool {
        let tracked = parameters["_track_static"]?.array?.compactMap(\.string) ?? []
        return tracked.contains { url in
            guard let target = LocalTarget(url) else { return true }
            return !currentStatics.contains(target.query.isEmpty ? target.path : "\(target.path)?\(target.query)")
        }
    }
}
