package import CoreMetrics
package import Logging

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

    package init(
        routes: LiveRoutes, sealer: TokenSealer, pubSub: PubSub, logger: Logger, limits: LiveLimits = LiveLimits(),
        timers: any LiveTimers = EventLoopTimers(), metrics: any MetricsFactory = MetricsSystem.factory,
        now: @escaping @Sendable () -> Date
    ) {
        self.routes = routes
        self.sealer = sealer
        self.pubSub = pubSub
        self.logger = logger
        self.now = now
        self.limits = limits
        self.timers = timers
        refusals = EventRefusals(logger: logger, metrics: metrics, now: now)
    }
}
