package import NIOCore

/// Whether the peer is still there, judged by what arrives from it and by nothing else.
///
/// Writing proves nothing: the kernel takes bytes for a peer that is gone for many minutes.
package struct KeepAlive: Sendable {
    package enum Action: Equatable, Sendable {
        /// Ask for a sign of life.
        case ping
        /// The silence has lasted too long: give the peer up.
        case expire
    }

    private let idleTimeout: TimeAmount
    private let pingInterval: TimeAmount?
    private var lastHeard: NIODeadline
    /// The peer has been asked in this silence.
    private var isAsked = false

    /// - Parameters:
    ///   - idleTimeout: ``WebSocketConfiguration/idleTimeout``.
    ///   - pingInterval: ``WebSocketConfiguration/pingInterval``.
    ///   - now: when the connection was opened.
    package init(idleTimeout: TimeAmount, pingInterval: TimeAmount?, now: NIODeadline) {
        self.idleTimeout = idleTimeout
        self.pingInterval = pingInterval
        lastHeard = now
    }

    /// When to call ``deadlineReached(now:)`` next. Moves later with every ``received(now:)``, so a timer that was set
    /// for an earlier answer need not be moved: let it fire, ask, and set it anew.
    package var deadline: NIODeadline {
        if let pingInterval, !isAsked { return lastHeard + pingInterval }
        return lastHeard + idleTimeout
    }

    /// Bytes arrived.
    package mutating func received(now: NIODeadline) {
        lastHeard = now
        isAsked = false
    }

    /// - Returns: `nil` when it is not time yet.
    package mutating func deadlineReached(now: NIODeadline) -> Action? {
        if now >= lastHeard + idleTimeout { return .expire }
        guard now >= deadline else { return nil }
        isAsked = true
        return .ping
    }
}
