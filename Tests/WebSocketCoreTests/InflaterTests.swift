import NIOCore
import SeededRandomness
import Testing

@testable import WebSocketCore

@Suite("Inflater · RFC 7692 §7.2.2")
struct InflaterTests {
    private let limit = InflationLimit(maxSize: 1 << 20, maxRatio: 1032)

    func inflate(
        _ payload: [UInt8], isText: Bool = false, limit: InflationLimit? = nil, with inflater: Inflater? = nil
    ) throws(WebSocketError) -> [UInt8] {
        let inflater = inflater ?? Inflater(windowBits: 15)
        return try inflater.inflate(ByteBuffer(bytes: payload), isText: isText, limit: limit ?? self.limit).bytes
    }

    static let hello: [(String, [UInt8])] = [
        ("§7.2.3.1, one block", [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]),
        ("§7.2.3.3, not compressed", [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00]),
        ("§7.2.3.4, a final block", [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]),
        ("§7.2.3.5, two blocks", [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00]),
        ("a final block and nothing behind it", [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]),
    ]

    @Test(arguments: hello)
    func `the examples of §7·2·3 say Hello`(example: String, payload: [UInt8]) throws {
        #expect(try inflate(payload, isText: true) == Array("Hello".utf8))
    }

    @Test func `a message may refer to the one before it`() throws {
        let inflater = Inflater(windowBits: 15)
        #expect(try inflate(Self.hello[0].1, with: inflater) == Array("Hello".utf8))
        let reference: [UInt8] = [0xF2, 0x00, 0x11, 0x00, 0x00]
        #expect(try inflate(reference, with: inflater) == Array("Hello".utf8))
        inflater.reset()
        #expect(throws: WebSocketError.invalidCompression) { try inflate(reference, with: inflater) }
    }

    @Test func `a final block does not end what later messages may refer to`() throws {
        let inflater = Inflater(windowBits: 15)
        #expect(try inflate(Self.hello[2].1, with: inflater) == Array("Hello".utf8))
        #expect(try inflate([0xF2, 0x00, 0x11, 0x00, 0x00], with: inflater) == Array("Hello".utf8))
    }

    @Test func `several final blocks make one message`() throws {
        let block: [UInt8] = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
        let payload = Array((1...5).map { _ in block }.joined()) + [0x00]
        #expect(try inflate(payload) == Array(String(repeating: "Hello", count: 5).utf8))
    }

    @Test(arguments: [[0x00], [], [0x02, 0x00], [0x03, 0x00, 0x00]] as [[UInt8]])
    func `an empty message may be written in several ways`(payload: [UInt8]) throws {
        #expect(try inflate(payload, isText: true) == [])
    }

    @Test(
        arguments: [
            [0xF2, 0x48, 0xCD, 0xC9], [0xFF], [0x06], [0x00, 0x05, 0x00, 0xFA], [0x00, 0x05, 0x00, 0x00, 0x00, 0x48],
            [0x00, 0x06, 0x00, 0xF9, 0xFF, 0x48], [0x00, 0x00, 0x00, 0xFF, 0xFF], [0xF2, 0x00, 0x11, 0x00, 0x00],
            [0xED, 0xFD, 0x01, 0x01],
        ] as [[UInt8]])
    func `bytes that are no whole blocks are refused`(payload: [UInt8]) {
        #expect(throws: WebSocketError.invalidCompression) { try inflate(payload) }
    }

    @Test func `takes what zlib makes, at every level and window`() throws {
        var generator = SeededGenerator(seed: 1951)
        let text = (0..<4000).map { _ in "<li class=\"row\">\(generator.next() % 1000)</li>" }.joined()
        let random = generator.bytes(70_000)
        for windowBits in [9, 12, 15] {
            for level in [0, 1, 6, 9] {
                let client = ClientDeflate(windowBits: windowBits, level: level)
                let inflater = Inflater(windowBits: windowBits)
                for message in [Array(text.utf8), random, [], [0x41], Array(text.utf8)] {
                    #expect(try inflate(client.deflate(message, keepsContext: true), with: inflater) == message)
                }
                let final = client.deflate(random, isFinal: true)
                #expect(try inflate(final) == random)
            }
        }
    }

    // MARK: Limits

    @Test func `a message may have the largest size, and not a byte more`() throws {
        let limit = InflationLimit(maxSize: 100_000, maxRatio: 1032)
        let client = ClientDeflate()
        let largest = [UInt8](repeating: 0x20, count: 100_000)
        #expect(try inflate(client.deflate(largest), limit: limit) == largest)
        #expect(throws: WebSocketError.messageTooBig) {
            try inflate(client.deflate(largest + [0x20]), limit: limit)
        }
        let one = InflationLimit(maxSize: 1, maxRatio: 1)
        #expect(try inflate(client.deflate("a"), limit: one) == [0x61])
        #expect(throws: WebSocketError.messageTooBig) { try inflate(client.deflate("ab"), limit: one) }
    }

    @Test func `a bomb takes no more memory and work than the limit allows`() throws {
        let bomb = ClientDeflate(level: 9).deflate([UInt8](repeating: 0, count: 50_000_000))
        #expect(bomb.count < 50_000)
        let limit = InflationLimit(maxSize: 1 << 20, maxRatio: 1032)
        let inflater = Inflater(windowBits: 15)
        #expect(throws: WebSocketError.messageTooBig) {
            try inflater.inflate(ByteBuffer(bytes: bomb), isText: false, limit: limit)
        }
    }

    @Test func `the ratio is limited beyond the free size`() throws {
        let limit = InflationLimit(maxSize: 10_000_000, maxRatio: 50)
        let client = ClientDeflate(level: 9)
        let free = [UInt8](repeating: 0x20, count: InflationLimit.freeSize)
        #expect(try inflate(client.deflate(free), limit: limit) == free)
        #expect(throws: WebSocketError.inflationRatio) {
            try inflate(client.deflate(free + [0x20]), limit: limit)
        }
        var generator = SeededGenerator(seed: 50)
        let honest = (0..<40_000).map { _ in UInt8(0x61 + generator.next() % 4) }
        #expect(try inflate(client.deflate(honest + honest + honest), limit: limit) == honest + honest + honest)
    }

    // MARK: Text

    @Test func `text is validated as it comes out`() throws {
        let client = ClientDeflate()
        let text = Array(String(repeating: "κόσμε 😀 ", count: 3000).utf8)
        #expect(try inflate(client.deflate(text), isText: true) == text)
        #expect(throws: WebSocketError.invalidText) {
            try inflate(client.deflate(Array(text.dropLast(2))), isText: true)
        }
        #expect(throws: WebSocketError.invalidText) { try inflate(client.deflate(text + [0xFF]), isText: true) }
        #expect(try inflate(client.deflate(text + [0xFF])) == text + [0xFF])
        // The wrong byte is found before the size is.
        let long = [0xFF] + [UInt8](repeating: 0x20, count: 2_000_000)
        #expect(throws: WebSocketError.invalidText) { try inflate(client.deflate(long), isText: true) }
    }

    @Test func `after a mistake it is as new when it was reset`() throws {
        let inflater = Inflater(windowBits: 15)
        #expect(throws: WebSocketError.invalidCompression) { try inflate([0xFF], with: inflater) }
        inflater.reset()
        #expect(try inflate(Self.hello[0].1, with: inflater) == Array("Hello".utf8))
    }
}
