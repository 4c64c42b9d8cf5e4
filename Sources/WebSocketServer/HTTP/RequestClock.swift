import NIOCore

/// How far a connection is with its HTTP requests, and how long each step may take.
///
///     head ──head read──▶ body ──end read──▶ serving ──last answer sent──▶ idle ─┐
///                          ▲ └─(answered early)──end read──────────────────▶ │   │
///                          └──────────────────head read──────────────────────┴◀──┘
///
/// Requests may come before those ahead of them are answered (RFC 9112 §9.3.2).
struct RequestClock: Sendable {
    enum Expiry: Hashable, Sendable {
        /// A request did not come to its end: 408, if it can still be said (RFC 9110 §15.5.9).
        case requestTimeout
        /// Nothing was asked for.
        case idle
    }

    private enum Step: Hashable, Sendable {
        case head, body, serving, idle
    }

    private let headerTimeout: TimeAmount
    private let idleTimeout: TimeAmount
    private var step = Step.head
    private var since: NIODeadline
    /// Requests, or parts of them, whose answers have not been written to their ends.
    private(set) var unanswered = 0

    init(_ limits: ConnectionLimits, now: NIODeadline) {
        headerTimeout = limits.headerTimeout
        idleTimeout = limits.idleTimeout
        since = now
    }

    /// `nil` while the peer owes nothing.
    var deadline: NIODeadline? {
        switch step {
        case .head: since + headerTimeout
        case .body, .idle: since + idleTimeout
        case .serving: nil
        }
    }

    mutating func readHead(now: NIODeadline) {
        unanswered += 1
        (step, since) = (.body, now)
    }

    /// Some of a body, or a moment in which we would not take any.
    mutating func readBody(now: NIODeadline) {
        if step == .body { since = now }
    }

    mutating func readEnd(now: NIODeadline) {
        (step, since) = (unanswered > 0 ? .serving : .idle, now)
    }

    /// An answer was written to its end.
    mutating func sentEnd(now: NIODeadline) {
        unanswered -= 1
        if unanswered == 0, step == .serving { (step, since) = (.idle, now) }
    }

    func expiry(now: NIODeadline) -> Expiry? {
        guard let deadline, now >= deadline else { return nil }
        return step == .idle ? .idle : .requestTimeout
    }
}
