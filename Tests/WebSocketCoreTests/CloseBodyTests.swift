import NIOCore
import Testing

@testable import WebSocketCore

@Suite("CloseBody · RFC 6455 §5.5.1, §7.4")
struct CloseBodyTests {
    private func code(_ bytes: [UInt8]) throws(WebSocketError) -> CloseCode? {
        try CloseBody(parsing: ByteBuffer(bytes: bytes)).code
    }

    @Test func `may be empty, a code, or a code and a reason`() throws {
        #expect(try code([]) == nil)
        #expect(try code([0x03, 0xE8]) == .normalClosure)
        #expect(try code([0x03, 0xE9] + Array("żegnaj".utf8)) == .goingAway)
    }

    @Test func `may not be half a code`() {
        #expect(throws: WebSocketError.truncatedCloseCode) { try code([0x03]) }
    }

    @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535])
    func `may not carry a code that nobody may send`(number: Int) {
        #expect(throws: WebSocketError.invalidCloseCode) { try code(ClientBytes.bigEndian(number, bytes: 2)) }
    }

    @Test func `may not carry a reason that is no text, or half a text`() {
        #expect(throws: WebSocketError.invalidCloseReason) { try code([0x03, 0xE8, 0xFF]) }
        #expect(throws: WebSocketError.invalidCloseReason) { try code([0x03, 0xE8, 0xC3]) }
    }
}
