import CZlib
import NIOCore

/// Compresses messages (RFC 7692 §7.2.1): zlib's deflate with its memory, up to 268 KiB.
final class Deflater {
    /// What a result depends on, beside the message and those before it.
    struct Settings: Hashable, Sendable {
        /// 9 to 15. zlib makes no bare deflate streams with 8.
        let windowBits: Int
        /// 1 to 9.
        let level: Int

        /// A small window with large tables beside it would be a small window in name only.
        fileprivate var memoryLevel: Int { windowBits - 7 }
    }

    /// The bytes at the end of each flush, which are not sent.
    private static let tailSize = 4

    /// zlib's state points back at its `z_stream`, which therefore must stay where it was initialised: it is allocated once, never moved,
    /// and freed by `deinit` alone. The pointer does not leave this class.
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ settings: Settings) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        // A negative number of window bits asks for bare deflate, without zlib's header and checksum.
        let status = deflateInit2_(
            stream, Int32(settings.level), Z_DEFLATED, Int32(-settings.windowBits), Int32(settings.memoryLevel),
            Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        precondition(
            status == Z_OK, "zlib has no memory for a stream, or is not the zlib that was compiled against (\(status))")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses a message that later ones may refer to.
    ///
    /// - Parameters:
    ///   - payload: not empty.
    ///   - result: the compressed bytes are written to its end. They must be sent: the peer will miss them otherwise.
    func deflate(_ payload: ByteBuffer, into result: inout ByteBuffer) {
        feed(payload) {
            repeat {
                flush(into: &result, space: max(64, Int(deflateBound(stream, UInt(stream.pointee.avail_in)))))
            } while stream.pointee.avail_out == 0
        }
        result.moveWriterIndex(to: result.writerIndex - Self.tailSize)
    }

    /// Compresses a message by itself, if that makes it smaller.
    ///
    /// - Parameters:
    ///   - payload: not empty.
    ///   - result: the compressed bytes are written to its end.
    /// - Returns: `false` when they would be no fewer than the payload's; the result is then of no use.
    func deflateAlone(_ payload: ByteBuffer, into result: inout ByteBuffer) -> Bool {
        deflateReset(stream)
        feed(payload) {
            flush(into: &result, space: payload.readableBytes + Self.tailSize)
        }
        // Space left over says that all is written, tail and all (deflate in zlib.h).
        guard stream.pointee.avail_out > 0 else { return false }
        result.moveWriterIndex(to: result.writerIndex - Self.tailSize)
        return true
    }

    private func feed(_ payload: ByteBuffer, _ body: () -> Void) {
        payload.withUnsafeReadableBytes { bytes in
            stream.pointee.next_in = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_in = UInt32(bytes.count)
            body()
        }
    }

    private func flush(into result: inout ByteBuffer, space size: Int) {
        result.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { space in
            stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(size)
            let status = CZlib.deflate(stream, Z_SYNC_FLUSH)
            precondition(status == Z_OK, "zlib refuses what it documents as right (\(status))")
            return size - Int(stream.pointee.avail_out)
        }
    }
}
