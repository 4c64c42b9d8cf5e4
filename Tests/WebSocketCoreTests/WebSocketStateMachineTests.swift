import NIOCore
import Testing
import WebSocketCore

private typealias Action = WebSocketStateMachine.ReceivedAction

@Suite("WebSocketStateMachine · RFC 6455 after the upgrade")
struct WebSocketStateMachineTests {
    // MARK: Messages

    @Test func `delivers messages in order and answers Pings between them`() {
        var connection = MachineWithBuffer()
        let bytes =
            ClientBytes.text("one") + ClientBytes.text("tw", final: false) + ClientBytes.frame(0x9, Array("?".utf8))
            + ClientBytes.continuation("o", final: true) + ClientBytes.frame(0xA) + ClientBytes.frame(0x2, [0xFF])
        #expect(
            connection.receive(bytes) == [
                .delivery("one"), .pong("?"), .delivery("two"), .deliver(.binary(ByteBuffer(bytes: [0xFF]))),
            ])
        #expect(!connection.machine.isClosing)
        #expect(connection.machine.ending == nil)
    }

    @Test func `a Ping of 125 bytes comes back whole`() {
        var connection = MachineWithBuffer()
        let payload = [UInt8](repeating: 0xFE, count: 125)
        #expect(
            connection.receive(ClientBytes.frame(0x9, payload)) == [
                .write(ByteBuffer(bytes: [0x8A, 125] + payload))
            ])
    }

    // MARK: Closing

    @Test func `answers the peer's Close with its code, then disconnects, and hears no more`() {
        var connection = MachineWithBuffer()
        let bytes = ClientBytes.close(4001) + ClientBytes.text("late") + ClientBytes.frame(0x9)
        #expect(connection.receive(bytes) == [.writeThenDisconnect(ByteBuffer(bytes: [0x88, 0x02, 0x0F, 0xA1]))])
        #expect(connection.receive(ClientBytes.text("later")) == [])
        #expect(connection.buffer.readableBytes == 0)
        #expect(connection.machine.isClosing)
        #expect(connection.machine.ending == .closedByPeer(CloseCode(rawValue: 4001)))
        #expect(connection.close(.goingAway) == nil)
    }

    @Test func `answers an empty Close with an empty one`() {
        var connection = MachineWithBuffer()
        #expect(connection.receive(ClientBytes.frame(0x8)) == [.writeThenDisconnect(ByteBuffer(bytes: [0x88, 0x00]))])
        #expect(connection.machine.ending == .closedByPeer(nil))
    }

    @Test func `after our Close nothing is delivered, Pings are answered, and the peer's Close ends it`() {
        var connection = MachineWithBuffer()
        #expect(connection.receive(ClientBytes.text("half", final: false)) == [])
        #expect(connection.close(.goingAway) == FrameEncoder.close(.goingAway))
        #expect(connection.close(.serviceRestart) == nil)
        #expect(connection.machine.isClosing)
        let bytes = ClientBytes.continuation("way", final: true) + ClientBytes.text("late") + ClientBytes.frame(0x9)
        #expect(connection.receive(bytes) == [.pong("")])
        #expect(connection.receive(ClientBytes.close(1001)) == [.disconnect])
        #expect(connection.machine.ending == .closedByUs(.goingAway))
        #expect(connection.machine.deadline == nil)
        #expect(connection.receive(ClientBytes.frame(0x9)) == [])
    }

    @Test func `a Close between two messages of one read keeps the second from being delivered`() {
        var connection = MachineWithBuffer()
        connection.buffer.writeBytes(ClientBytes.text("first") + ClientBytes.text("second"))
        #expect(connection.machine.received(&connection.buffer, now: connection.now) == .delivery("first"))
        #expect(connection.close(.policyViolation) != nil)
        #expect(connection.receive([]) == [])
    }

    @Test func `an unanswered Close is cut off at its deadline`() {
        var connection = MachineWithBuffer(WebSocketConfiguration(closeTimeout: .seconds(5)))
        #expect(connection.close(.goingAway) != nil)
        #expect(connection.machine.deadline == connection.now + .seconds(5))
        #expect(connection.wait(.seconds(4)) == nil)
        #expect(connection.receive(ClientBytes.text("still here")) == [])
        #expect(connection.wait(.seconds(1)) == .disconnect)
        #expect(connection.wait(.seconds(1)) == nil)
        #expect(connection.machine.receivedEOF() == nil)
    }

    @Test func `after the last frame the peer's end of the connection is awaited, not for ever`() {
        for endsByItself in [true, false] {
            var connection = MachineWithBuffer(WebSocketConfiguration(closeTimeout: .seconds(5)))
            _ = connection.receive(ClientBytes.close(1000))
            #expect(connection.machine.deadline == connection.now + .seconds(5))
            if endsByItself {
                #expect(connection.machine.receivedEOF() == .disconnect)
            } else {
                #expect(connection.wait(.seconds(5)) == .disconnect)
            }
            #expect(connection.machine.deadline == nil)
            #expect(connection.machine.ending == .closedByPeer(.normalClosure))
        }
    }

    @Test func `a connection that ends without a Close is lost`() {
        var connection = MachineWithBuffer()
        _ = connection.receive(ClientBytes.text("cut", final: false))
        #expect(connection.machine.receivedEOF() == .disconnect)
        #expect(connection.machine.receivedEOF() == nil)
        #expect(connection.machine.ending == .lost)
        #expect(connection.machine.isClosing)
        #expect(connection.machine.deadline == nil)
        #expect(connection.close(.goingAway) == nil)
        #expect(connection.receive(ClientBytes.text("ghost")) == [])
    }

    @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])
    func `echoes every code a peer may send`(code: UInt16) {
        var connection = MachineWithBuffer()
        let echo = FrameEncoder.close(CloseCode(rawValue: code))
        #expect(connection.receive(ClientBytes.close(code)) == [.writeThenDisconnect(echo)])
    }

    // MARK: Mistakes

    struct Mistake: CustomTestStringConvertible {
        let error: WebSocketError
        let code: CloseCode
        let bytes: [UInt8]

        init(_ error: WebSocketError, _ code: CloseCode, _ bytes: [UInt8]...) {
            self.error = error
            self.code = code
            self.bytes = Array(bytes.joined())
        }

        var testDescription: String { error.description }
    }

    private static let largest = [UInt8](repeating: 0x61, count: 128 * 1024)
    static let mistakes = [
        Mistake(.reservedBits, .protocolError, ClientBytes.frame(0x1, reserved: 0x40)),
        Mistake(.reservedOpcode, .protocolError, ClientBytes.frame(0x3)),
        Mistake(.unmaskedFrame, .protocolError, [0x81, 0x01, 0x61]),
        Mistake(.nonMinimalLength, .protocolError, [0x81, 0xFE, 0, 125]),
        Mistake(.lengthOutOfRange, .protocolError, [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        Mistake(.fragmentedControlFrame, .protocolError, ClientBytes.frame(0x9, final: false)),
        Mistake(.oversizedControlFrame, .protocolError, ClientBytes.frame(0x9, [UInt8](repeating: 0, count: 126))),
        Mistake(.continuationWithoutStart, .protocolError, ClientBytes.continuation("a", final: true)),
        Mistake(.interleavedMessage, .protocolError, ClientBytes.text("a", final: false), ClientBytes.text("b")),
        Mistake(.truncatedCloseCode, .protocolError, ClientBytes.frame(0x8, [3])),
        Mistake(.invalidCloseCode, .protocolError, ClientBytes.close(1005)),
        Mistake(.invalidCloseReason, .invalidFramePayloadData, ClientBytes.close(1000, reason: [0xFF])),
        Mistake(.invalidText, .invalidFramePayloadData, ClientBytes.frame(0x1, [0xC3, 0x28])),
        Mistake(.frameTooBig, .messageTooBig, ClientBytes.frame(0x2, largest + [0x61])),
        Mistake(
            .messageTooBig, .messageTooBig, ClientBytes.frame(0x2, largest, final: false),
            (1...8).flatMap { _ in ClientBytes.frame(0x0, largest, final: false) }),
        Mistake(
            .tooManyControlFrames, .policyViolation, (1...101).flatMap { _ in ClientBytes.frame(0xA) }),
        Mistake(
            .tooManyFragments, .policyViolation, ClientBytes.text("", final: false),
            (1...1024).flatMap { _ in ClientBytes.continuation("", final: false) }),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told with its code, and ends the connection`(mistake: Mistake) {
        var connection = MachineWithBuffer()
        let failure = Action.failure(mistake.error)
        #expect(CloseCode(mistake.error) == mistake.code)
        #expect(connection.receive(ClientBytes.text("good") + mistake.bytes) == [.delivery("good"), failure])
        #expect(connection.machine.ending == .failed(mistake.error))
        #expect(connection.receive(ClientBytes.text("more")) == [])
        #expect(connection.machine.deadline != nil)
    }

    @Test func `every error is among the mistakes, but for those of compression, pace and time`() {
        let others: Set<WebSocketError> = [
            .invalidCompression, .inflationRatio, .tooManyMessages, .messageTimeout, .idle,
        ]
        #expect(Set(Self.mistakes.map(\.error)) == Set(WebSocketError.allCases).subtracting(others))
    }

    @Test func `a mistake after our Close is not told`() {
        var connection = MachineWithBuffer()
        _ = connection.close(.goingAway)
        #expect(connection.receive(ClientBytes.frame(0x3)) == [.disconnect])
        #expect(connection.machine.ending == .closedByUs(.goingAway))
    }

    @Test func `text that cannot become valid fails before its frame is whole`() {
        var connection = MachineWithBuffer()
        let bytes = ClientBytes.frame(0x1, Array("κόσμε".utf8) + [0xF4, 0x90, 0x80, 0x80, 0x65])
        #expect(connection.receive(bytes.dropLast(4)) == [])
        #expect(connection.receive(bytes.suffix(4).prefix(1)) == [.failure(.invalidText)])
    }

    @Test func `the largest frame and the largest message pass`() {
        var connection = MachineWithBuffer()
        let fragment = [UInt8](repeating: 0x62, count: 128 * 1024)
        let bytes =
            ClientBytes.frame(0x1, fragment, final: false)
            + (2...7).flatMap { _ in ClientBytes.frame(0x0, fragment, final: false) } + ClientBytes.frame(0x0, fragment)
        #expect(connection.receive(bytes) == [.deliver(.text(ByteBuffer(repeating: 0x62, count: 1024 * 1024)))])
    }

    // MARK: Time

    @Test func `silence ends the connection, whatever is sent`() {
        var connection = MachineWithBuffer()
        #expect(connection.wait(.seconds(59)) == nil)
        #expect(connection.receive(ClientBytes.frame(0xA)) == [])
        #expect(connection.machine.deadline == connection.now + .seconds(60))
        #expect(connection.wait(.seconds(59)) == nil)
        let close = FrameEncoder.close(.policyViolation, reason: WebSocketError.idle.description)
        #expect(connection.wait(.seconds(1)) == .writeThenDisconnect(close))
        #expect(connection.machine.ending == .failed(.idle))
        #expect(connection.wait(.seconds(5)) == .disconnect)
        #expect(connection.machine.deadline == nil)
    }

    @Test func `a Ping is sent into the silence when that is asked for`() {
        var connection = MachineWithBuffer(WebSocketConfiguration(pingInterval: .seconds(20)))
        #expect(connection.wait(.seconds(20)) == .write(ByteBuffer(bytes: [0x89, 0x00])))
        #expect(connection.wait(.seconds(20)) == nil)
        #expect(connection.receive(ClientBytes.frame(0xA)) == [])
        #expect(connection.wait(.seconds(20)) == .write(ByteBuffer(bytes: [0x89, 0x00])))
    }
}
