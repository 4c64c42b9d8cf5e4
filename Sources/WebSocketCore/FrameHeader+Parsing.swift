/// A header as it came, with what is needed to read on.
struct ParsedFrameHeader {
    var header: FrameHeader
    var maskingKey: MaskingKey
    /// Bytes of the header itself: 6, 8 or 14.
    var size: Int
}

/// Reads the header of a client's frame (RFC 6455 §5.2).
///
///      0                 1                 2 … 3 or 2 … 9
///     ┌───┬────┬────────┬──────┬──────────┬─────────────────┬─────────────┐
///     │FIN│RSV │ opcode │ MASK │ length 7 │ length 16 or 64 │ masking key │
///     │ 1 │ 3  │   4    │  1   │          │ if it is 126/127│   4 bytes   │
///     └───┴────┴────────┴──────┴──────────┴─────────────────┴─────────────┘
///
/// Each rule is checked as soon as the bytes it needs are there: a peer that breaks one learns it without having to
/// send, and without us having to wait for, anything more.
struct FrameHeaderParser {
    let maxPayload: Int
    /// Those that an extension has given a meaning to, in the first frame of a message. Nowhere else have they any: not in control
    /// frames, nor in continuations (RFC 7692 §6).
    let allowedReservedBits: ReservedBits

    /// - Parameter bytes: what has arrived since the last frame ended.
    /// - Returns: `nil` when the header is not complete yet.
    func parse(_ bytes: UnsafeRawBufferPointer) throws(WebSocketError) -> ParsedFrameHeader? {
        guard let first = bytes.first else { return nil }
        let reservedBits = ReservedBits.all.intersection(ReservedBits(rawValue: first))
        guard reservedBits.isSubset(of: allowedReservedBits) else { throw .reservedBits }
        guard let opcode = Opcode(rawValue: first & 0x0F) else { throw .reservedOpcode }
        guard reservedBits.isEmpty || opcode == .text || opcode == .binary else { throw .reservedBits }
        let isFinal = first & 0x80 != 0
        if opcode.isControl, !isFinal { throw .fragmentedControlFrame }

        guard bytes.count >= 2 else { return nil }
        let second = bytes[1]
        guard second & 0x80 != 0 else { throw .unmaskedFrame }
        let shortLength = second & 0x7F
        if opcode.isControl, shortLength > 125 { throw .oversizedControlFrame }

        guard let (length, end) = try length(after: shortLength, in: bytes) else { return nil }
        guard length <= maxPayload || opcode.isControl else { throw .frameTooBig }
        guard bytes.count >= end + MaskingKey.size else { return nil }
        return ParsedFrameHeader(
            header: FrameHeader(isFinal: isFinal, reservedBits: reservedBits, opcode: opcode, length: length),
            maskingKey: MaskingKey(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self))),
            size: end + MaskingKey.size
        )
    }

    /// The length and the offset behind it; `nil` when it is not complete yet.
    private func length(
        after shortLength: UInt8, in bytes: UnsafeRawBufferPointer
    ) throws(WebSocketError) -> (length: Int, end: Int)? {
        switch shortLength {
        case 126:
            guard bytes.count >= 4 else { return nil }
            let length = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
            guard length > 125 else { throw .nonMinimalLength }
            return (Int(length), 4)
        case 127:
            guard bytes.count >= 10 else { return nil }
            let length = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
            guard length >> 63 == 0 else { throw .lengthOutOfRange }
            guard length > UInt16.max else { throw .nonMinimalLength }
            return (Int(length), 10)
        default:
            return (Int(shortLength), 2)
        }
    }
}
