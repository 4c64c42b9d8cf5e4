import NIOCore
import Testing

@testable import WebSocketCore

@Suite("MessageAssembler · RFC 6455 §5.4, §8.1")
struct MessageAssemblerTests {
    private func frame(_ opcode: Opcode, _ payload: [UInt8], final: Bool) -> Frame {
        let header = FrameHeader(isFinal: final, opcode: opcode, length: payload.count)
        return Frame(header: header, payload: ByteBuffer(bytes: payload))
    }

    private func text(_ text: String, final: Bool = true) -> Frame { frame(.text, Array(text.utf8), final: final) }
    private func more(_ text: String, final: Bool) -> Frame { frame(.continuation, Array(text.utf8), final: final) }

    private func makeAssembler(maxSize: Int = 100, maxFragments: Int = 10) -> MessageAssembler {
        MessageAssembler(maxSize: maxSize, maxFragments: maxFragments)
    }

    @Test func `one frame is one message`() throws {
        var assembler = makeAssembler()
        #expect(try assembler.received(text("Hello")) == .text(ByteBuffer(string: "Hello")))
        #expect(try assembler.received(frame(.binary, [0xFF], final: true)) == .binary(ByteBuffer(bytes: [0xFF])))
        #expect(try assembler.received(text("")) == .text(ByteBuffer()))
    }

    @Test func `fragments are joined, empty ones among them, and the next message starts afresh`() throws {
        var assembler = makeAssembler()
        for _ in 1...2 {
            #expect(try assembler.received(text("", final: false)) == nil)
            #expect(try assembler.received(more("Hel", final: false)) == nil)
            #expect(try assembler.received(more("", final: false)) == nil)
            #expect(try assembler.received(more("lo", final: true)) == .text(ByteBuffer(string: "Hello")))
        }
        #expect(try assembler.received(frame(.binary, [1], final: false)) == nil)
        #expect(
            try assembler.received(frame(.continuation, [0xFF], final: true)) == .binary(ByteBuffer(bytes: [1, 0xFF])))
    }

    @Test func `a continuation needs a start`() throws {
        var assembler = makeAssembler()
        #expect(throws: WebSocketError.continuationWithoutStart) { try assembler.received(more("a", final: true)) }
        #expect(throws: WebSocketError.continuationWithoutStart) { try assembler.received(more("a", final: false)) }
        var later = makeAssembler()
        _ = try later.received(text("whole"))
        #expect(throws: WebSocketError.continuationWithoutStart) { try later.received(more("a", final: true)) }
    }

    @Test(arguments: [Opcode.text, .binary])
    func `messages may not be interleaved`(opcode: Opcode) throws {
        var assembler = makeAssembler()
        _ = try assembler.received(text("a", final: false))
        #expect(throws: WebSocketError.interleavedMessage) {
            try assembler.received(frame(opcode, [0x61], final: true))
        }
    }

    @Test func `the size of a message is limited, over all its fragments`() throws {
        var assembler = makeAssembler(maxSize: 10)
        #expect(try assembler.received(text("0123456789")) != nil)
        _ = try assembler.received(text("012345", final: false))
        _ = try assembler.received(more("6789", final: false))
        #expect(throws: WebSocketError.messageTooBig) { try assembler.received(more("a", final: true)) }
        var other = makeAssembler(maxSize: 10)
        #expect(throws: WebSocketError.messageTooBig) { try other.received(text("0123456789a")) }
    }

    @Test func `the size is judged by the header of a fragment that is still arriving`() throws {
        var assembler = makeAssembler(maxSize: 10)
        _ = try assembler.received(text("012345", final: false))
        let header = FrameHeader(isFinal: true, opcode: .continuation, length: 5)
        #expect(throws: WebSocketError.messageTooBig) { try assembler.receivedStart(of: header, ByteBuffer()) }
    }

    @Test func `the number of fragments is limited, empty or not`() throws {
        var assembler = makeAssembler(maxFragments: 3)
        for _ in 1...2 {
            _ = try assembler.received(text("", final: false))
            _ = try assembler.received(more("", final: false))
            #expect(try assembler.received(more("", final: true)) != nil)
        }
        _ = try assembler.received(text("", final: false))
        _ = try assembler.received(more("", final: false))
        _ = try assembler.received(more("", final: false))
        #expect(throws: WebSocketError.tooManyFragments) { try assembler.received(more("", final: true)) }
    }

    @Test func `characters may be cut by fragments, and may not be left unfinished`() throws {
        let bytes = Array("κόσμε 😀".utf8)
        for cut in 0...bytes.count {
            var assembler = makeAssembler()
            _ = try assembler.received(frame(.text, Array(bytes[..<cut]), final: false))
            let message = try assembler.received(frame(.continuation, Array(bytes[cut...]), final: true))
            #expect(message == .text(ByteBuffer(bytes: bytes)))
        }
        var assembler = makeAssembler()
        #expect(throws: WebSocketError.invalidText) {
            try assembler.received(frame(.text, bytes.dropLast(), final: true))
        }
    }

    @Test func `text fails at the fragment that breaks it`() throws {
        var assembler = makeAssembler()
        #expect(try assembler.received(frame(.text, [0xCE, 0xBA, 0xF4], final: false)) == nil)
        #expect(throws: WebSocketError.invalidText) {
            try assembler.received(frame(.continuation, [0x90], final: false))
        }
    }

    @Test func `text fails at the byte that breaks it, inside a frame`() throws {
        var assembler = makeAssembler()
        let header = FrameHeader(isFinal: true, opcode: .text, length: 8)
        let bytes: [UInt8] = [0xCE, 0xBA, 0xF4, 0x90]
        for end in 0..<bytes.count {
            try assembler.receivedStart(of: header, ByteBuffer(bytes: bytes[..<end]))
        }
        #expect(throws: WebSocketError.invalidText) {
            try assembler.receivedStart(of: header, ByteBuffer(bytes: bytes))
        }
    }

    @Test func `what was validated early is not counted twice`() throws {
        var assembler = makeAssembler()
        let bytes = Array("a😀b".utf8)
        let header = FrameHeader(isFinal: true, opcode: .text, length: bytes.count)
        for _ in 1...2 {
            try assembler.receivedStart(of: header, ByteBuffer(bytes: bytes[..<3]))
            try assembler.receivedStart(of: header, ByteBuffer(bytes: bytes[..<3]))
            #expect(try assembler.received(Frame(header: header, payload: ByteBuffer(bytes: bytes))) != nil)
        }
    }

    @Test func `binary messages may hold anything`() throws {
        var assembler = makeAssembler()
        let header = FrameHeader(isFinal: true, opcode: .binary, length: 3)
        try assembler.receivedStart(of: header, ByteBuffer(bytes: [0xFF, 0xFE]))
        #expect(try assembler.received(frame(.binary, [0xFF, 0xFE, 0xFD], final: true)) != nil)
    }
}
