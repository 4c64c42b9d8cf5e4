import Testing
import WebSocketCore

@Suite("WebSocketError · each rule has one sentence and one close code")
struct WebSocketErrorTests {
    @Test(arguments: WebSocketError.allCases)
    func `the sentence names its section and fits a Close frame`(error: WebSocketError) {
        #expect(error.description.contains("§"))
        #expect(error.description.utf8.count <= 123)
    }

    @Test func `codes follow RFC 6455 §7·4·1`() {
        let expected: [WebSocketError: CloseCode] = [
            .reservedBits: .protocolError, .reservedOpcode: .protocolError, .unmaskedFrame: .protocolError,
            .nonMinimalLength: .protocolError, .lengthOutOfRange: .protocolError,
            .fragmentedControlFrame: .protocolError, .oversizedControlFrame: .protocolError,
            .continuationWithoutStart: .protocolError, .interleavedMessage: .protocolError,
            .truncatedCloseCode: .protocolError, .invalidCloseCode: .protocolError,
            .invalidCloseReason: .invalidFramePayloadData, .invalidText: .invalidFramePayloadData,
            .frameTooBig: .messageTooBig, .messageTooBig: .messageTooBig,
            .invalidCompression: .invalidFramePayloadData, .inflationRatio: .policyViolation,
            .tooManyFragments: .policyViolation, .messageTimeout: .policyViolation,
            .tooManyMessages: .policyViolation, .tooManyControlFrames: .policyViolation, .idle: .policyViolation,
        ]
        for error in WebSocketError.allCases { #expect(CloseCode(error) == expected[error]) }
    }
}
