public import WebSocketCore

/// How a connection came to its end.
public struct WebSocketEnding: Hashable, Sendable {
    /// What the first Close frame said, of whichever side; `nil` if it said nothing or none was sent (RFC 6455's 1005 and 1006).
    public let code: CloseCode?
    /// The peer closed, or was lost; otherwise this server did, by ``WebSocketConnection/close(_:reason:)`` or by one of its rules.
    public let isByPeer: Bool

    init(_ ending: WebSocketStateMachine.Ending?) {
        switch ending {
        case .closedByPeer(let code): (self.code, isByPeer) = (code, true)
        case .closedByUs(let code): (self.code, isByPeer) = (code, false)
        case .failed(let error): (self.code, isByPeer) = (CloseCode(error), false)
        case .lost, nil: (self.code, isByPeer) = (nil, true)
        }
    }
}
