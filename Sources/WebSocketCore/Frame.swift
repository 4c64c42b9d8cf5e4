package import NIOCore

/// What a frame is for.
///
/// - SeeAlso: RFC 6455 §5.2. The other eleven values are reserved.
package enum Opcode: UInt8, Sendable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    /// Control frames may come between the fragments of a message (§5.4).
    package var isControl: Bool { rawValue & 0x8 != 0 }
}

/// The three bits of a frame's first byte that extensions may give a meaning to.
package struct ReservedBits: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    /// - Parameter rawValue: the bits where they stand in the frame's first byte.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let rsv1 = ReservedBits(rawValue: 0x40)
    package static let rsv2 = ReservedBits(rawValue: 0x20)
    package static let rsv3 = ReservedBits(rawValue: 0x10)
    package static let all: ReservedBits = [.rsv1, .rsv2, .rsv3]
}

/// What stands in front of a payload, without its masking key.
package struct FrameHeader: Hashable, Sendable {
    /// The last frame of its message.
    package let isFinal: Bool
    package let reservedBits: ReservedBits
    package let opcode: Opcode
    /// Bytes of payload.
    package let length: Int

    package init(isFinal: Bool, reservedBits: ReservedBits = [], opcode: Opcode, length: Int) {
        self.isFinal = isFinal
        self.reservedBits = reservedBits
        self.opcode = opcode
        self.length = length
    }
}

/// One frame, its payload whole and unmasked.
package struct Frame: Hashable, Sendable {
    package let header: FrameHeader
    package let payload: ByteBuffer

    package init(header: FrameHeader, payload: ByteBuffer) {
        self.header = header
        self.payload = payload
    }
}
