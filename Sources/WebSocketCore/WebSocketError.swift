/// What a peer did wrong, one case per rule.
///
/// The set is closed: these are all the ways in which this module gives a peer up. None of them holds a byte of what
/// the peer sent. Once a decoder or an assembler has thrown one, the connection must be failed (RFC 6455 §7.1.7).
public enum WebSocketError: Error, Hashable, Sendable, CaseIterable {
    case reservedBits
    case reservedOpcode
    case unmaskedFrame
    case nonMinimalLength
    case lengthOutOfRange
    case fragmentedControlFrame
    case oversizedControlFrame
    case continuationWithoutStart
    case interleavedMessage
    case truncatedCloseCode
    case invalidCloseCode
    case invalidCloseReason
    case invalidText
    case invalidCompression
    case frameTooBig
    case messageTooBig
    case inflationRatio
    case tooManyFragments
    case messageTimeout
    case tooManyMessages
    case tooManyControlFrames
    case idle
}

extension WebSocketError: CustomStringConvertible {
    /// A sentence for the log and for the Close frame's reason: at most 123 bytes (§5.5), with the section of RFC 6455, or the
    /// name of the limit in ``WebSocketConfiguration``.
    public var description: String {
        switch self {
        case .reservedBits: "a reserved bit is set without an extension that defines it (§5.2)"
        case .reservedOpcode: "the opcode is reserved (§5.2)"
        case .unmaskedFrame: "a client must mask its frames (§5.1)"
        case .nonMinimalLength: "the length is not in its shortest form (§5.2)"
        case .lengthOutOfRange: "the highest bit of a 64-bit length is set (§5.2)"
        case .fragmentedControlFrame: "a control frame must not be fragmented (§5.5)"
        case .oversizedControlFrame: "a control frame carries more than 125 bytes (§5.5)"
        case .continuationWithoutStart: "a continuation without a start (§5.4)"
        case .interleavedMessage: "a message starts before the one before it has ended (§5.4)"
        case .truncatedCloseCode: "a Close frame carries half a code (§5.5.1)"
        case .invalidCloseCode: "this code must not stand in a Close frame (§7.4)"
        case .invalidCloseReason: "the reason in a Close frame is not UTF-8 (§5.5.1)"
        case .invalidText: "a text message is not UTF-8 (§8.1)"
        case .invalidCompression: "a compressed message cannot be inflated (RFC 7692 §7.2.2)"
        case .frameTooBig: "a frame is larger than maxFrameSize (§10.4)"
        case .messageTooBig: "a message is larger than maxMessageSize (§10.4)"
        case .inflationRatio: "a compressed message grows by more than maxInflationRatio (§10.4)"
        case .tooManyFragments: "a message has more fragments than maxFragments (§10.4)"
        case .messageTimeout: "a message takes longer than messageTimeout to arrive (§10.4)"
        case .tooManyMessages: "more messages in a second than maxMessagesPerSecond (§10.4)"
        case .tooManyControlFrames: "more Pings and Pongs in a second than maxControlFramesPerSecond (§10.4)"
        case .idle: "nothing was heard for idleTimeout (§7.4.1)"
        }
    }
}

extension CloseCode {
    /// What the peer is told about its mistake: the one table from errors to codes (§7.4.1).
    public init(_ error: WebSocketError) {
        switch error {
        case .reservedBits, .reservedOpcode, .unmaskedFrame, .nonMinimalLength, .lengthOutOfRange,
            .fragmentedControlFrame, .oversizedControlFrame, .continuationWithoutStart, .interleavedMessage,
            .truncatedCloseCode, .invalidCloseCode:
            self = .protocolError
        case .invalidCloseReason, .invalidText, .invalidCompression:
            self = .invalidFramePayloadData
        case .frameTooBig, .messageTooBig:
            self = .messageTooBig
        case .inflationRatio, .tooManyFragments, .messageTimeout, .tooManyMessages, .tooManyControlFrames, .idle:
            self = .policyViolation
        }
    }
}
