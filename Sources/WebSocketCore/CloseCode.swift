/// Why a connection is closed, as a Close frame says it.
///
/// - SeeAlso: RFC 6455 §7.4 and the IANA registry "WebSocket Close Code Number".
public struct CloseCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UInt16

    /// - Parameter rawValue: any number; only those of which ``isAllowedInFrame`` holds can be sent. 3000–3999 are
    ///   registered by libraries, 4000–4999 are free for an application (§7.4.2).
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The purpose is fulfilled. The Phoenix client takes it as "do not come back".
    public static let normalClosure = CloseCode(rawValue: 1000)
    /// The server shuts this connection down, or the browser left the page.
    public static let goingAway = CloseCode(rawValue: 1001)
    /// The peer broke a rule of the protocol.
    public static let protocolError = CloseCode(rawValue: 1002)
    /// A kind of message this endpoint does not take.
    public static let unacceptableData = CloseCode(rawValue: 1003)
    /// Bytes that do not fit the message's kind: text that is not UTF-8.
    public static let invalidFramePayloadData = CloseCode(rawValue: 1007)
    /// A rule of this server, not of the protocol, was broken.
    public static let policyViolation = CloseCode(rawValue: 1008)
    /// A frame or message above a limit of ``WebSocketConfiguration``.
    public static let messageTooBig = CloseCode(rawValue: 1009)
    /// Something failed here, through no fault of the peer.
    public static let internalError = CloseCode(rawValue: 1011)
    /// The server restarts; come back after a moment.
    public static let serviceRestart = CloseCode(rawValue: 1012)
    /// The server is overloaded; come back later.
    public static let tryAgainLater = CloseCode(rawValue: 1013)

    /// Whether the code may stand in a Close frame, sent by either side.
    ///
    /// Not allowed: what is below 1000 or above 4999, what nobody has defined, and 1004, 1005, 1006 and 1015, which
    /// are reserved for reports inside one endpoint (§7.4.1).
    public var isAllowedInFrame: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    public var description: String { String(rawValue) }
}
