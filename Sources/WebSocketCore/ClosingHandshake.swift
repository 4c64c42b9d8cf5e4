/// Who still owes whom a Close frame.
///
///     open ──sent Close──▶ closing ──received Close, or failed──▶ closed
///       └──────────received Close, or failed────────────────────────▲
///
/// - SeeAlso: RFC 6455 §5.5.1 (Close frame), §7.1.2 (starting the closing handshake), §7.1.7 (failing the connection).
package struct ClosingHandshake: Sendable {
    package enum ReceivedAction: Equatable, Sendable {
        /// Answer with a Close frame, then close the TCP connection: a server closes first (§7.1.1).
        case echoThenDisconnect(CloseCode?)
        /// Our own Close was answered; nothing is left to say.
        case disconnect
        case ignore
    }

    package enum FailureAction: Equatable, Sendable {
        /// Tell the peer why with a Close frame, then close the TCP connection.
        case closeThenDisconnect(CloseCode)
        /// We have said Close already; a second one must not follow (§5.5.1).
        case disconnect
        case ignore
    }

    private enum State {
        case open, closing, closed
    }

    private var state = State.open

    package init() {}

    /// No Close frame has gone either way: messages may be delivered and sent.
    package var isOpen: Bool { state == .open }
    /// Nothing that the peer still sends matters.
    package var isClosed: Bool { state == .closed }

    /// We want to close.
    ///
    /// - Returns: whether a Close frame is to be sent; `false` when one has been.
    package mutating func close() -> Bool {
        guard state == .open else { return false }
        state = .closing
        return true
    }

    /// A Close frame arrived with `code`, or with an empty body (§7.1.5 reports that as 1005; it is never sent).
    package mutating func received(_ code: CloseCode?) -> ReceivedAction {
        defer { state = .closed }
        switch state {
        case .open: return .echoThenDisconnect(code)
        case .closing: return .disconnect
        case .closed: return .ignore
        }
    }

    /// The peer broke a rule, or is gone.
    package mutating func failed(_ error: WebSocketError) -> FailureAction {
        defer { state = .closed }
        switch state {
        case .open: return .closeThenDisconnect(CloseCode(error))
        case .closing: return .disconnect
        case .closed: return .ignore
        }
    }

    /// The TCP connection has ended, in one direction at least: no Close frame will come.
    package mutating func receivedEOF() {
        state = .closed
    }
}
