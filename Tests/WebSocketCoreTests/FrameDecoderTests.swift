import NIOCore
import SeededRandomness
import Testing
import WebSocketCore

@Suite("FrameDecoder · RFC 6455 §5")
struct FrameDecoderTests {
    private func decode(
        _ bytes: [UInt8], maxFrameSize: Int = 1 << 20, allowing bits: ReservedBits = []
    ) throws(WebSocketError) -> Frame? {
        var decoder = FrameDecoder(maxFrameSize: maxFrameSize, allowedReservedBits: bits)
        var buffer = ByteBuffer(bytes: bytes)
        return try decoder.next(from: &buffer)
    }

    private func frame(_ opcode: Opcode, _ payload: [UInt8], final: Bool = true, reserved: ReservedBits = []) -> Frame {
        let header = FrameHeader(isFinal: final, reservedBits: reserved, opcode: opcode, length: payload.count)
        return Frame(header: header, payload: ByteBuffer(bytes: payload))
    }

    // MARK: What is right

    @Test func `reads the masked text of §5·7`() throws {
        let bytes: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(try decode(bytes) == frame(.text, Array("Hello".utf8)))
    }

    @Test func `reads the masked pong of §5·7`() throws {
        let bytes: [UInt8] = [0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(try decode(bytes) == frame(.pong, Array("Hello".utf8)))
    }

    @Test(arguments: [0, 1, 124, 125, 126, 127, 128, 255, 256, 65535, 65536, 70000])
    func `reads every form of length`(length: Int) throws {
        var generator = SeededGenerator(seed: UInt64(length))
        let payload = generator.bytes(length)
        #expect(try decode(ClientBytes.frame(0x2, payload)) == frame(.binary, payload))
    }

    @Test func `reads one frame after another, and control frames between fragments`() throws {
        var decoder = FrameDecoder(maxFrameSize: 100)
        var buffer = ByteBuffer(
            bytes: ClientBytes.text("He", final: false) + ClientBytes.frame(0x9) + ClientBytes.frame(0x0, [1, 2]))
        #expect(try decoder.next(from: &buffer) == frame(.text, Array("He".utf8), final: false))
        #expect(try decoder.next(from: &buffer) == frame(.ping, []))
        #expect(try decoder.next(from: &buffer) == frame(.continuation, [1, 2]))
        #expect(try decoder.next(from: &buffer) == nil)
        #expect(buffer.readableBytes == 0)
    }

    @Test func `lets an extension's reserved bit through, and only that one`() throws {
        let bytes = ClientBytes.frame(0x1, [1], reserved: 0x40)
        #expect(try decode(bytes, allowing: .rsv1) == frame(.text, [1], reserved: .rsv1))
        #expect(throws: WebSocketError.reservedBits) { try decode(bytes, allowing: [.rsv2, .rsv3]) }
    }

    // MARK: What is wrong

    @Test(arguments: [0x10, 0x20, 0x40, 0x50, 0x70] as [UInt8])
    func `refuses reserved bits`(bits: UInt8) {
        #expect(throws: WebSocketError.reservedBits) { try decode(ClientBytes.frame(0x1, reserved: bits)) }
    }

    @Test(arguments: [0x0, 0x8, 0x9, 0xA] as [UInt8])
    func `an extension's reserved bit stands in the first frame of a message alone`(opcode: UInt8) {
        #expect(throws: WebSocketError.reservedBits) {
            try decode(ClientBytes.frame(opcode, reserved: 0x40), allowing: .rsv1)
        }
    }

    @Test(arguments: [0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF] as [UInt8])
    func `refuses reserved opcodes`(opcode: UInt8) {
        #expect(throws: WebSocketError.reservedOpcode) { try decode(ClientBytes.frame(opcode)) }
    }

    @Test func `refuses frames without a mask`() {
        let unmaskedHello: [UInt8] = [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
        #expect(throws: WebSocketError.unmaskedFrame) { try decode(unmaskedHello) }
    }

    @Test(arguments: [0x8, 0x9, 0xA] as [UInt8])
    func `refuses control frames that are fragmented or too long`(opcode: UInt8) throws {
        #expect(throws: WebSocketError.fragmentedControlFrame) { try decode(ClientBytes.frame(opcode, final: false)) }
        #expect(throws: WebSocketError.oversizedControlFrame) {
            try decode(ClientBytes.frame(opcode, [UInt8](repeating: 0, count: 126)))
        }
        #expect(try decode(ClientBytes.frame(opcode, [UInt8](repeating: 0, count: 125))) != nil)
    }

    @Test(arguments: [0, 1, 125])
    func `refuses a short length in 16 bits`(length: Int) {
        #expect(throws: WebSocketError.nonMinimalLength) {
            try decode([0x82, 0xFE] + ClientBytes.bigEndian(length, bytes: 2))
        }
    }

    @Test(arguments: [0, 125, 126, 65535])
    func `refuses a short length in 64 bits`(length: Int) {
        #expect(throws: WebSocketError.nonMinimalLength) {
            try decode([0x82, 0xFF] + ClientBytes.bigEndian(length, bytes: 8))
        }
    }

    @Test func `refuses a 64-bit length with the highest bit set`() {
        #expect(throws: WebSocketError.lengthOutOfRange) { try decode([0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0]) }
        #expect(throws: WebSocketError.frameTooBig) {
            try decode([0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        }
    }

    // MARK: When

    @Test func `a rule is applied at the byte that breaks it`() {
        #expect(throws: WebSocketError.reservedBits) { try decode([0xC1]) }
        #expect(throws: WebSocketError.reservedOpcode) { try decode([0x83]) }
        #expect(throws: WebSocketError.fragmentedControlFrame) { try decode([0x08]) }
        #expect(throws: WebSocketError.unmaskedFrame) { try decode([0x81, 0x05]) }
        #expect(throws: WebSocketError.oversizedControlFrame) { try decode([0x89, 0xFE]) }
        #expect(throws: WebSocketError.frameTooBig) { try decode([0x81, 0x8B], maxFrameSize: 10) }
    }

    @Test func `the limit is judged by the header, before any payload`() throws {
        #expect(try decode([0x82, 0xFE] + ClientBytes.bigEndian(1000, bytes: 2), maxFrameSize: 1000) == nil)
        #expect(throws: WebSocketError.frameTooBig) {
            try decode([0x82, 0xFE] + ClientBytes.bigEndian(1001, bytes: 2), maxFrameSize: 1000)
        }
    }

    @Test func `the limit does not concern control frames`() throws {
        #expect(try decode(ClientBytes.frame(0x9, [1, 2, 3]), maxFrameSize: 2) == frame(.ping, [1, 2, 3]))
    }

    @Test func `throws the same again`() {
        var decoder = FrameDecoder(maxFrameSize: 10)
        var buffer = ByteBuffer(bytes: [0x83, 0x80])
        for _ in 1...2 {
            #expect(throws: WebSocketError.reservedOpcode) { try decoder.next(from: &buffer) }
        }
    }

    @Test func `shows the header and the unmasked start of a frame that is still arriving`() throws {
        var decoder = FrameDecoder(maxFrameSize: 10)
        let bytes = ClientBytes.text("Hello")
        var buffer = ByteBuffer(bytes: bytes[..<6])
        #expect(try decoder.next(from: &buffer) == nil)
        #expect(decoder.unfinishedHeader == FrameHeader(isFinal: true, opcode: .text, length: 5))
        for end in 7..<bytes.count {
            buffer.writeBytes(bytes[(end - 1)..<end])
            #expect(try decoder.next(from: &buffer) == nil)
            #expect(buffer.bytes == Array("Hello".utf8.prefix(end - 6)))
        }
        buffer.writeBytes(bytes.suffix(1))
        #expect(try decoder.next(from: &buffer) == frame(.text, Array("Hello".utf8)))
        #expect(decoder.unfinishedHeader == nil)
    }

    @Test func `parts of any size give the same frames as the whole`() throws {
        var generator = SeededGenerator(seed: 57)
        let payloads = [0, 1, 5, 8, 100, 125, 126, 1000, 65536].map { generator.bytes($0) }
        let bytes = payloads.flatMap { ClientBytes.frame(0x2, $0, key: generator.bytes(4)) }
        for longest in [1, 2, 3, 7, 16, 500, 100_000] {
            var decoder = FrameDecoder(maxFrameSize: 1 << 20)
            var buffer = ByteBuffer()
            var decoded: [[UInt8]] = []
            for part in bytes.parts(longest: longest, using: &generator) {
                buffer.writeBytes(part)
                while let frame = try decoder.next(from: &buffer) { decoded.append(frame.payload.bytes) }
                if longest > 2 { buffer.discardReadBytes() }
            }
            #expect(decoded == payloads)
        }
    }

    // MARK: Storage

    @Test func `a payload is unmasked where it lies, when nobody else holds the buffer`() throws {
        var decoder = FrameDecoder(maxFrameSize: 1 << 17)
        let payload = [UInt8](repeating: 7, count: 1 << 17)
        var buffer = ByteBuffer(bytes: ClientBytes.frame(0x2, payload))
        let address = buffer.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) }
        let frame = try #require(try decoder.next(from: &buffer))
        #expect(frame.payload.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) } == address + 14)
        #expect(frame.payload.bytes == payload)
    }

    @Test func `kept payloads stay what they were`() throws {
        var decoder = FrameDecoder(maxFrameSize: 1000)
        let payloads = (0..<50).map { [UInt8](repeating: UInt8($0), count: $0 * 3) }
        var buffer = ByteBuffer(bytes: payloads.flatMap { ClientBytes.frame(0x2, $0) })
        let original = buffer
        var kept: [ByteBuffer] = []
        while let frame = try decoder.next(from: &buffer) { kept.append(frame.payload) }
        #expect(kept.map(\.bytes) == payloads)
        #expect(original.bytes == payloads.flatMap { ClientBytes.frame(0x2, $0) })
    }

    @Test func `the start of a frame leaves a buffer that somebody else holds`() throws {
        var decoder = FrameDecoder(maxFrameSize: 1000)
        var buffer = ByteBufferAllocator().buffer(capacity: 1 << 16)
        buffer.writeBytes(ClientBytes.text("Hello").dropLast())
        let pool = buffer
        #expect(try decoder.next(from: &buffer) == nil)
        #expect(buffer.bytes == Array("Hell".utf8))
        #expect(buffer.capacity < 100)
        #expect(pool.bytes == ClientBytes.text("Hello").dropLast())
    }
}
