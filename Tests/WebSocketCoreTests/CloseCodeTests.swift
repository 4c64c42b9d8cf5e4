import Testing
import WebSocketCore

@Suite("CloseCode · RFC 6455 §7.4")
struct CloseCodeTests {
    @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])
    func `a defined or free code may stand in a frame`(code: UInt16) {
        #expect(CloseCode(rawValue: code).isAllowedInFrame)
    }

    @Test(arguments: [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
    func `a reserved or undefined code may not`(code: UInt16) {
        #expect(!CloseCode(rawValue: code).isAllowedInFrame)
    }

    @Test func `the named codes carry the registered numbers`() {
        let named: [CloseCode] = [
            .normalClosure, .goingAway, .protocolError, .unacceptableData, .invalidFramePayloadData, .policyViolation,
            .messageTooBig, .internalError, .serviceRestart, .tryAgainLater,
        ]
        #expect(named.map(\.rawValue) == [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013])
        #expect(named.allSatisfy { $0.isAllowedInFrame })
    }
}
