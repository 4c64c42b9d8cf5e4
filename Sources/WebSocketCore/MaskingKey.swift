/// The four bytes a client's payload is XORed with.
///
/// - SeeAlso: RFC 6455 §5.3.
struct MaskingKey {
    static let size = 4

    /// The key's first byte is the lowest.
    private let key: UInt32

    init(_ key: UInt32) {
        self.key = key
    }

    /// Masks, or unmasks: both are the same.
    ///
    /// - Parameters:
    ///   - bytes: a part of a payload.
    ///   - offset: where in the payload the part starts.
    func apply(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        let rotated = rotated(by: offset)
        let word = (UInt64(rotated) << 32 | UInt64(rotated)).littleEndian
        var index = 0
        while index &+ 8 <= bytes.count {
            let masked = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            bytes.storeBytes(of: masked ^ word, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        while index < bytes.count {
            bytes[index] ^= UInt8(truncatingIfNeeded: rotated >> UInt32(8 * (index & 3)))
            index &+= 1
        }
    }

    /// The key as it lies over a part that starts `offset` bytes into the payload.
    private func rotated(by offset: Int) -> UInt32 {
        let bits = UInt32(8 * (offset & 3))
        return key >> bits | key << (32 - bits)
    }
}
