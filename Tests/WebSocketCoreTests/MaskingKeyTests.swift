import SeededRandomness
import Testing

@testable import WebSocketCore

@Suite("MaskingKey · RFC 6455 §5.3")
struct MaskingKeyTests {
    @Test func `unmasks any length from any offset as the definition says`() {
        var generator = SeededGenerator(seed: 53)
        let keyBytes: [UInt8] = [0x01, 0x20, 0x33, 0xF4]
        let key = MaskingKey(0xF433_2001)
        for length in 0...70 {
            for offset in 0...9 {
                let masked = generator.bytes(length)
                var bytes = masked
                bytes.withUnsafeMutableBytes { key.apply(to: $0, at: offset) }
                #expect(bytes == masked.enumerated().map { $1 ^ keyBytes[($0 + offset) % 4] })
            }
        }
    }
}
