package import NIOCore

/// Writes a server's frames: never masked (RFC 6455 §5.1), never fragmented.
///
/// A frame is one contiguous buffer. The header is as long as the payload makes it (2, 4 or 10 bytes), so its place is
/// kept free in front and filled from behind once the length is known: the payload is written once, where it will be
/// sent from, at any size. One buffer means one allocation and one entry in the gathering write, which is what counts
/// for the messages of about 100 bytes that live pages send.
///
///     var buffer = FrameEncoder.makeBuffer(payloadCapacity: 256)
///     buffer.writeString(text)                       // or JSONWriter(buffer)
///     FrameEncoder.seal(.text, &buffer)              // now a frame
package enum FrameEncoder {
    /// The longest header: two bytes and a 64-bit length.
    package static let headerSpace = 10

    /// An empty buffer with room for a header in front. Write the payload, then ``seal(_:_:)``.
    package static func makeBuffer(
        payloadCapacity: Int, allocator: ByteBufferAllocator = ByteBufferAllocator()
    ) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: headerSpace + payloadCapacity)
        buffer.moveWriterIndex(to: headerSpace)
        buffer.moveReaderIndex(to: headerSpace)
        return buffer
    }

    /// Puts the header in front of the payload.
    ///
    /// - Parameter buffer: from ``makeBuffer(payloadCapacity:allocator:)``, its readable bytes the payload; a text must be UTF-8.
    ///   `clear()` and `discardReadBytes()` would have given the header's place away.
    package static func seal(_ opcode: Opcode, _ buffer: inout ByteBuffer) {
        putHeader(opcode.rawValue, length: buffer.readableBytes, inFrontOf: &buffer)
    }

    /// As ``seal(_:_:)``, for a payload that is compressed (RFC 7692 §6).
    static func sealCompressed(_ opcode: Opcode, _ buffer: inout ByteBuffer) {
        putHeader(ReservedBits.rsv1.rawValue | opcode.rawValue, length: buffer.readableBytes, inFrontOf: &buffer)
    }

    /// A frame around bytes that lie in a buffer of their own; copies them.
    package static func frame(_ opcode: Opcode, _ payload: ByteBuffer) -> ByteBuffer {
        var buffer = makeBuffer(payloadCapacity: payload.readableBytes)
        buffer.writeImmutableBuffer(payload)
        seal(opcode, &buffer)
        return buffer
    }

    /// A header alone, for a large payload in a buffer of its own that is to be written right behind it, uncopied.
    package static func header(_ opcode: Opcode, payloadLength: Int) -> ByteBuffer {
        var buffer = makeBuffer(payloadCapacity: 0)
        putHeader(opcode.rawValue, length: payloadLength, inFrontOf: &buffer)
        return buffer
    }

    /// A Close frame.
    ///
    /// - Parameters:
    ///   - code: `nil` leaves the body empty. ``CloseCode/isAllowedInFrame`` must hold.
    ///   - reason: for a developer's eyes; cut to 123 bytes, between characters (§5.5).
    package static func close(_ code: CloseCode?, reason: String = "") -> ByteBuffer {
        var buffer = makeBuffer(payloadCapacity: maxControlPayload)
        if let code {
            precondition(code.isAllowedInFrame, "\(code) must not be sent in a Close frame (RFC 6455 §7.4)")
            buffer.writeInteger(code.rawValue)
            buffer.writeSubstring(prefix(of: reason, maxBytes: maxControlPayload - 2))
        }
        seal(.close, &buffer)
        return buffer
    }

    private static let maxControlPayload = 125

    private static func prefix(of text: String, maxBytes: Int) -> Substring {
        let utf8 = text.utf8
        guard var end = utf8.index(utf8.startIndex, offsetBy: maxBytes, limitedBy: utf8.endIndex) else {
            return text[...]
        }
        while end < utf8.endIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return text[..<end]
    }

    /// - Parameter bits: reserved bits and opcode, as they stand in the first byte.
    private static func putHeader(_ bits: UInt8, length: Int, inFrontOf buffer: inout ByteBuffer) {
        let size = length <= 125 ? 2 : length <= Int(UInt16.max) ? 4 : 10
        let start = buffer.readerIndex - size
        precondition(start >= 0, "the buffer has no room in front for a header")
        buffer.setInteger(0x80 | bits, at: start)
        switch size {
        case 2:
            buffer.setInteger(UInt8(length), at: start + 1)
        case 4:
            buffer.setInteger(UInt8(126), at: start + 1)
            buffer.setInteger(UInt16(length), at: start + 2)
        default:
            buffer.setInteger(UInt8(127), at: start + 1)
            buffer.setInteger(UInt64(length), at: start + 2)
        }
        buffer.moveReaderIndex(to: start)
    }
}
