import Testing
import WebSocketCore

@Suite("ClosingHandshake · RFC 6455 §7")
struct ClosingHandshakeTests {
    @Test func `echoes the peer's close code, once`() {
        var handshake = ClosingHandshake()
        #expect(handshake.received(.goingAway) == .echoThenDisconnect(.goingAway))
        #expect(handshake.received(.goingAway) == .ignore)
        #expect(handshake.isClosed)
    }

    @Test func `echoes an empty body with an empty body`() {
        var handshake = ClosingHandshake()
        #expect(handshake.received(nil) == .echoThenDisconnect(nil))
    }

    @Test func `our Close is sent once, and its answer ends the connection`() {
        var handshake = ClosingHandshake()
        #expect(handshake.close() == true)
        #expect(handshake.close() == false)
        #expect(!handshake.isOpen && !handshake.isClosed)
        #expect(handshake.received(.normalClosure) == .disconnect)
        #expect(handshake.received(.normalClosure) == .ignore)
    }

    @Test func `a failure is told while nothing has been said, and only then`() {
        var open = ClosingHandshake()
        #expect(open.failed(.invalidText) == .closeThenDisconnect(.invalidFramePayloadData))
        #expect(open.failed(.invalidText) == .ignore)
        #expect(open.close() == false)
        var closing = ClosingHandshake()
        #expect(closing.close() == true)
        #expect(closing.failed(.reservedBits) == .disconnect)
        #expect(closing.failed(.reservedBits) == .ignore)
    }

    @Test func `nothing is said after the end of the TCP connection`() {
        var handshake = ClosingHandshake()
        handshake.receivedEOF()
        #expect(handshake.close() == false)
        #expect(handshake.received(nil) == .ignore)
    }
}
