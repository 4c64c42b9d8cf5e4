import CZlib
import NIOCore

/// Reads compressed messages that refer to none before them (RFC 7692 §7.2.2).
enum Inflating {
    static func message(_ payload: ByteBuffer) throws -> String {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, size) == Z_OK else { throw PeerConnection.Failure("no zlib") }
        defer { inflateEnd(&stream) }
        let input = Array(payload.readableBytesView) + [0x00, 0x00, 0xFF, 0xFF]
        var output = [UInt8](repeating: 0, count: 1 << 20)
        let status = input.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_SYNC_FLUSH)
            }
        }
        guard status == Z_OK, stream.avail_in == 0, stream.avail_out > 0 else {
            throw PeerConnection.Failure("a compressed message that cannot be inflated (\(status))")
        }
        return String(decoding: output[..<Int(stream.total_out)], as: UTF8.self)
    }
}
