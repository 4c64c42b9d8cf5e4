import NIOCore
import Testing
import WebSocketCore

@Suite("FrameEncoder · RFC 6455 §5.2, as a server")
struct FrameEncoderTests {
    @Test func `writes the unmasked frames of §5·7`() {
        let hello = ByteBuffer(string: "Hello")
        #expect(FrameEncoder.frame(.text, hello).bytes == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(FrameEncoder.frame(.ping, hello).bytes == [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(FrameEncoder.header(.binary, payloadLength: 256).bytes == [0x82, 0x7E, 0x01, 0x00])
        #expect(
            FrameEncoder.header(.binary, payloadLength: 65536).bytes == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0])
    }

    @Test(arguments: [(0, 2), (125, 2), (126, 4), (65535, 4), (65536, 10), (200_000, 10)])
    func `the header is as short as the length allows`(length: Int, headerSize: Int) {
        let payload = ByteBuffer(repeating: 1, count: length)
        let frame = FrameEncoder.frame(.binary, payload)
        #expect(frame.readableBytes == headerSize + length)
        #expect(frame.getSlice(at: frame.readerIndex + headerSize, length: length) == payload)
        #expect(FrameEncoder.header(.binary, payloadLength: length).bytes == Array(frame.bytes.prefix(headerSize)))
    }

    @Test func `a payload written behind the reserved place is not moved`() {
        var buffer = FrameEncoder.makeBuffer(payloadCapacity: 100)
        buffer.writeString("Hello")
        let address = buffer.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) }
        FrameEncoder.seal(.text, &buffer)
        #expect(buffer.bytes == [0x81, 0x05] + Array("Hello".utf8))
        #expect(buffer.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) } == address - 2)
    }

    @Test func `a payload may outgrow the capacity it was given`() {
        var buffer = FrameEncoder.makeBuffer(payloadCapacity: 1)
        buffer.writeBytes([UInt8](repeating: 9, count: 70000))
        FrameEncoder.seal(.binary, &buffer)
        #expect(buffer.bytes.prefix(10) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0x11, 0x70])
        #expect(buffer.readableBytes == 70010)
    }

    @Test func `a Close frame carries code and reason, or nothing`() {
        #expect(FrameEncoder.close(nil).bytes == [0x88, 0x00])
        #expect(FrameEncoder.close(.goingAway).bytes == [0x88, 0x02, 0x03, 0xE9])
        #expect(FrameEncoder.close(.goingAway, reason: "bye").bytes == [0x88, 0x05, 0x03, 0xE9, 0x62, 0x79, 0x65])
    }

    @Test(arguments: [("a", 123), ("é", 122), ("€", 123), ("😀", 120)])
    func `a reason is cut between characters`(character: String, kept: Int) {
        let frame = FrameEncoder.close(.policyViolation, reason: String(repeating: character, count: 200))
        let reason = frame.bytes.dropFirst(4)
        #expect(reason.count == kept)
        #expect(
            String(validating: reason, as: UTF8.self)
                == String(repeating: character, count: kept / character.utf8.count))
    }

    @Test func `a reason of exactly 123 bytes is kept`() {
        let reason = String(repeating: "r", count: 123)
        #expect(FrameEncoder.close(.goingAway, reason: reason).bytes.dropFirst(4) == ArraySlice(reason.utf8))
    }
}
