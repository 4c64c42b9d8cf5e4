import CZlib
import NIOCore

/// How much a compressed message may become.
struct InflationLimit: Hashable, Sendable {
    /// Inflating up to here is no burden, whatever the ratio.
    static let freeSize = 64 * 1024

    let maxSize: Int
    let maxRatio: Int

    /// - Returns: how many bytes a message of `compressed` bytes may become, and what it has done that becomes more.
    func limit(for compressed: Int) -> (size: Int, excess: WebSocketError) {
        let byRatio = max(Self.freeSize, compressed * maxRatio)
        return byRatio < maxSize ? (byRatio, .inflationRatio) : (maxSize, .messageTooBig)
    }
}

/// Takes compressed messages apart (RFC 7692 §7.2.2): zlib's inflate with its memory, up to 43 KiB.
///
/// After it has thrown it is of no use until ``reset()``.
final class Inflater {
    /// What a sender leaves off at the end of each message (§7.2.1), and every message ends with.
    private static let tail = ByteBuffer(bytes: [0x00, 0x00, 0xFF, 0xFF])

    /// zlib's state points back at its `z_stream`, which therefore must stay where it was initialised: it is allocated once, never moved,
    /// and freed by `deinit` alone. The pointer does not leave this class.
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Parameter windowBits: 8 to 15: messages that refer back further are malformed.
    init(windowBits: Int) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        // A negative number asks for bare deflate, without zlib's header and checksum.
        let status = inflateInit2_(stream, Int32(-windowBits), ZLIB_VERSION, size)
        precondition(
            status == Z_OK, "zlib has no memory for a stream, or is not the zlib that was compiled against (\(status))")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Forgets the messages before.
    func reset() {
        inflateReset(stream)
    }

    /// Inflates a message; no memory is taken, and no work done, for more than `limit` allows.
    ///
    /// - Parameters:
    ///   - payload: of all the message's frames.
    ///   - isText: whether the result must be UTF-8; it is checked as it comes out, so that inflating stops at the first wrong byte or soon after.
    /// - Throws: `.invalidCompression`, `.messageTooBig`, `.inflationRatio`, `.invalidText`.
    func inflate(_ payload: ByteBuffer, isText: Bool, limit: InflationLimit) throws(WebSocketError) -> ByteBuffer {
        // §7.2.3.6 wants one byte for an empty message; there are senders that send none, and what they mean is clear.
        guard payload.readableBytes > 0 else { return ByteBuffer() }
        var message = InflatedMessage(compressedSize: payload.readableBytes, limit: limit, isText: isText)
        let endsFinally = try take(payload, into: &message)
        // §7.2.3.4: a block that calls itself the last is followed by an empty one; without, the message is whole all the same.
        if !endsFinally {
            _ = try take(Self.tail, into: &message)
            guard isBetweenBlocks else { throw .invalidCompression }
        }
        return try message.finished()
    }

    /// - Returns: whether the input ended with a block that is marked as the last.
    private func take(_ input: ByteBuffer, into message: inout InflatedMessage) throws(WebSocketError) -> Bool {
        try input.withUnsafeReadableBytes { bytes throws(WebSocketError) in try take(bytes, into: &message) }
    }

    private func take(
        _ input: UnsafeRawBufferPointer, into message: inout InflatedMessage
    ) throws(WebSocketError) -> Bool {
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(input.count)
        var status: Int32
        repeat {
            status = try message.append { space in
                stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(space.count)
                let status = CZlib.inflate(stream, Z_SYNC_FLUSH)
                return (status, space.count - Int(stream.pointee.avail_out))
            }
            switch status {
            // Z_BUF_ERROR is no error: there was nothing more to come.
            case Z_OK, Z_BUF_ERROR: break
            // Another stream may follow. What came before stays within its reach: a sender that keeps its context may rely on that.
            case Z_STREAM_END: inflateResetKeep(stream)
            default: throw .invalidCompression
            }
        } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
        return status == Z_STREAM_END
    }

    /// All bits of the input were used, and the last of them ended a block; `data_type` tells, see inflate in zlib.h.
    private var isBetweenBlocks: Bool { stream.pointee.data_type == 128 }
}

/// A message as far as it is inflated.
private struct InflatedMessage {
    private var buffer: ByteBuffer
    private var text: UTF8Validator?
    private let limit: Int
    private let excess: WebSocketError

    init(compressedSize: Int, limit: InflationLimit, isText: Bool) {
        (self.limit, excess) = limit.limit(for: compressedSize)
        // Markup shrinks to a quarter at least; with less to come, the rest of the guess costs nothing.
        buffer = ByteBufferAllocator().buffer(capacity: min(self.limit, max(256, compressedSize * 4)))
        text = isText ? UTF8Validator() : nil
    }

    /// - Parameter inflate: writes to the front of the space it is given, and returns how many bytes.
    /// - Returns: the status that `inflate` returned.
    mutating func append(_ inflate: (UnsafeMutableRawBufferPointer) -> (status: Int32, count: Int))
        throws(WebSocketError) -> Int32
    {
        let room = limit - buffer.readableBytes
        guard room > 0 else { return try probe(inflate) }
        let start = buffer.readableBytes
        var status: Int32 = 0
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: min(room, max(256, start))) { space in
            let inflated = inflate(UnsafeMutableRawBufferPointer(rebasing: space.prefix(room)))
            status = inflated.status
            return inflated.count
        }
        let isValid = buffer.withUnsafeReadableBytes { bytes in
            text?.accepts(UnsafeRawBufferPointer(rebasing: bytes[start...])) ?? true
        }
        guard isValid else { throw .invalidText }
        return status
    }

    /// The limit is reached: whatever is to come must be nothing.
    private func probe(_ inflate: (UnsafeMutableRawBufferPointer) -> (status: Int32, count: Int)) throws(WebSocketError)
        -> Int32
    {
        var byte: UInt8 = 0
        let (status, count) = withUnsafeMutableBytes(of: &byte) { inflate($0) }
        guard count == 0 else { throw excess }
        return status
    }

    func finished() throws(WebSocketError) -> ByteBuffer {
        guard text?.isComplete ?? true else { throw .invalidText }
        return buffer
    }
}
