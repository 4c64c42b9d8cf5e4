import NIOCore
import SeededRandomness
import WebSocketCore

/// Writes frames as a client does, and as no client should; shares nothing with the decoder under test.
enum ClientBytes {
    /// The key of RFC 6455 §5.7.
    static let maskingKey: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]

    /// A frame with its length in the shortest form.
    static func frame(
        _ opcode: UInt8, _ payload: [UInt8] = [], final: Bool = true, reserved: UInt8 = 0, key: [UInt8] = maskingKey
    ) -> [UInt8] {
        [(final ? 0x80 : 0) | reserved | opcode] + length(payload.count) + key + masked(payload, key)
    }

    static func text(_ text: String, final: Bool = true) -> [UInt8] {
        frame(0x1, Array(text.utf8), final: final)
    }

    static func continuation(_ text: String, final: Bool) -> [UInt8] {
        frame(0x0, Array(text.utf8), final: final)
    }

    static func close(_ code: UInt16, reason: [UInt8] = []) -> [UInt8] {
        frame(0x8, [UInt8(code >> 8), UInt8(code & 0xFF)] + reason)
    }

    static func masked(_ payload: [UInt8], _ key: [UInt8]) -> [UInt8] {
        payload.enumerated().map { $1 ^ key[$0 % 4] }
    }

    private static func length(_ count: Int) -> [UInt8] {
        switch count {
        case ...125: [0x80 | UInt8(count)]
        case ...0xFFFF: [0x80 | 126] + bigEndian(count, bytes: 2)
        default: [0x80 | 127] + bigEndian(count, bytes: 8)
        }
    }

    static func bigEndian(_ number: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}

extension SeededGenerator {
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}

extension [UInt8] {
    /// Cut into parts of one byte to `longest` bytes.
    func parts(longest: Int, using generator: inout some RandomNumberGenerator) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        while start < count {
            let end = Swift.min(count, start + Int.random(in: 1...longest, using: &generator))
            parts.append(self[start..<end])
            start = end
        }
        return parts
    }
}

extension ByteBuffer {
    var bytes: [UInt8] { Array(readableBytesView) }
}
