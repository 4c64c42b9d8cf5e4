import NIOCore
import SeededRandomness
import Testing

@testable import WebSocketCore

@Suite("Deflater · RFC 7692 §7.2.1")
struct DeflaterTests {
    private func page(_ generator: inout SeededGenerator) -> [UInt8] {
        Array((0..<300).map { _ in "<li class=\"row\" id=\"r\(generator.next() % 500)\">λ</li>" }.joined().utf8)
    }

    @Test(arguments: [9, 10, 12, 15], [1, 6, 9])
    func `a client with the window that was agreed on reads every message`(windowBits: Int, level: Int) throws {
        var generator = SeededGenerator(seed: UInt64(windowBits * level))
        let deflater = Deflater(Deflater.Settings(windowBits: windowBits, level: level))
        let client = ClientDeflate(serverWindowBits: windowBits)
        for _ in 1...4 {
            for message in [page(&generator), generator.bytes(20_000), [0x61], Array("Hello, Hello".utf8)] {
                var result = ByteBuffer()
                deflater.deflate(ByteBuffer(bytes: message), into: &result)
                #expect(client.inflate(result.bytes, keepsContext: true) == message)
            }
        }
    }

    @Test func `a message that stands alone refers to none before it`() throws {
        var generator = SeededGenerator(seed: 7)
        let message = page(&generator)
        let deflater = Deflater(Deflater.Settings(windowBits: 15, level: 1))
        var sizes: [Int] = []
        for _ in 1...3 {
            var result = ByteBuffer()
            #expect(deflater.deflateAlone(ByteBuffer(bytes: message), into: &result))
            #expect(ClientDeflate().inflate(result.bytes) == message)
            sizes.append(result.readableBytes)
        }
        #expect(Set(sizes).count == 1)
        #expect(sizes[0] < message.count / 3)
    }

    @Test func `what repeats itself is next to nothing where context is kept`() {
        var generator = SeededGenerator(seed: 7)
        let message = ByteBuffer(bytes: page(&generator))
        let deflater = Deflater(Deflater.Settings(windowBits: 15, level: 6))
        var first = ByteBuffer()
        deflater.deflate(message, into: &first)
        var second = ByteBuffer()
        deflater.deflate(message, into: &second)
        #expect(second.readableBytes < first.readableBytes / 4)
    }

    @Test func `a message that would not become smaller is left alone`() {
        var generator = SeededGenerator(seed: 8)
        let deflater = Deflater(Deflater.Settings(windowBits: 15, level: 1))
        for size in [1, 2, 5, 100, 5000, 100_000] {
            var result = ByteBuffer()
            #expect(!deflater.deflateAlone(ByteBuffer(bytes: generator.bytes(size)), into: &result))
        }
        for size in 1...40 {
            var result = ByteBuffer()
            let message = [UInt8](repeating: 0x61, count: size)
            if deflater.deflateAlone(ByteBuffer(bytes: message), into: &result) {
                #expect(result.readableBytes < size)
                #expect(ClientDeflate().inflate(result.bytes) == message)
            }
        }
    }
}

@Suite("CompressionPool · lent for one message")
struct CompressionPoolTests {
    @Test func `one of each serves any number of messages one after another`() throws {
        let pool = CompressionPool()
        let settings = Deflater.Settings(windowBits: 15, level: 1)
        for _ in 1...10 {
            pool.withDeflater(settings) { _ in }
            try pool.withInflater { _ throws(WebSocketError) in }
        }
        #expect(pool.idleCounts == (1, 1))
        pool.withDeflater(settings) { _ in pool.withDeflater(settings) { _ in } }
        pool.withDeflater(Deflater.Settings(windowBits: 9, level: 1)) { _ in }
        #expect(pool.idleCounts == (1, 3))
    }

    @Test func `one that has failed is lent again as new`() throws {
        let pool = CompressionPool()
        let limit = InflationLimit(maxSize: 1000, maxRatio: 10)
        let hello = ByteBuffer(bytes: [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00])
        for _ in 1...3 {
            #expect(throws: WebSocketError.invalidCompression) {
                try pool.withInflater { inflater throws(WebSocketError) in
                    try inflater.inflate(ByteBuffer(bytes: [0xFF]), isText: false, limit: limit)
                }
            }
            let message = try pool.withInflater { inflater throws(WebSocketError) in
                try inflater.inflate(hello, isText: true, limit: limit)
            }
            #expect(message == ByteBuffer(string: "Hello"))
        }
        #expect(pool.idleCounts == (1, 0))
    }

    @Test func `threads do not meet in one compressor`() async throws {
        let pool = CompressionPool()
        let limit = InflationLimit(maxSize: 100_000, maxRatio: 1032)
        try await withThrowingTaskGroup { group in
            for seed in 0..<8 as Range<UInt64> {
                group.addTask {
                    var generator = SeededGenerator(seed: seed)
                    for _ in 1...50 {
                        let number = generator.next()
                        let message = ByteBuffer(string: String(repeating: "\(number)", count: 50))
                        let deflated = pool.withDeflater(Deflater.Settings(windowBits: 15, level: 1)) { deflater in
                            var result = ByteBuffer()
                            return deflater.deflateAlone(message, into: &result) ? result : nil
                        }
                        let payload = try #require(deflated)
                        let inflated = try pool.withInflater { inflater throws(WebSocketError) in
                            try inflater.inflate(payload, isText: true, limit: limit)
                        }
                        #expect(inflated == message)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(pool.idleCounts.deflaters <= 8)
    }
}
