public import Crypto
public import LiveRuntime
public import Logging
public import WebSocketServer

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What live pages need to know about the application they run in.
public struct LiveConfiguration: Sendable {
    /// Seal cookies and page tokens: the first seals, all open, so that keys can rotate. The same on every node and after every restart:
    /// otherwise open pages reload.
    public var secrets: [SymmetricKey]
    /// Where browsers reach the application, such as `https://shop.example`. Each is scheme, host and port, without a path.
    ///
    /// A socket whose `Origin` is not among them is refused with 403. Empty: the `Origin`'s host must equal the request's `Host`, which
    /// is right for development and wrong behind a proxy that rewrites it. If all are `https`, cookies are `Secure`.
    public var origins: [String]
    /// What the browser's client is built with, as in `new LiveSocket("/live")`; the socket is at `/live/websocket`.
    public var socketPath = "/live"
    /// The document around a view, rendered once for each HTTP response.
    public var layout: LiveLayout = LivePage.plainLayout
    public var pubSub = PubSub()
    /// How long views may take.
    public var limits = LiveLimits()
    /// Path and query of the application's own scripts and style sheets, as its layout has them with `phx-track-static`.
    /// A page that was loaded with others learns of it: ``LiveSocket/staticChanged``.
    public var trackedStatics: Set<String> = []
    /// Limits and waiting times of each socket, and whether its messages are compressed: not by default. The answer to a join holds a whole
    /// page, with text of its own and of others; see ``WebSocketConfiguration/Compression`` before turning it on.
    public var webSocket = WebSocketConfiguration()
    public var logger = Logger(label: "clerk-live")
    /// The clock by which tokens and leases age.
    public var now: @Sendable () -> Date = { Date() }

    public init(secrets: [SymmetricKey], origins: [String] = []) {
        self.secrets = secrets
        self.origins = origins
    }
}
