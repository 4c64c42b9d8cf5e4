import CZlib

/// Compresses as a client does and inflates what it receives; shares nothing but zlib itself with what is under test.
final class ClientDeflate {
    private let output: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutablePointer<z_stream>

    /// - Parameters:
    ///   - windowBits: 9 to 15, of what the client sends.
    ///   - serverWindowBits: 8 to 15, of what it is ready to take.
    init(windowBits: Int = 15, serverWindowBits: Int = 15, level: Int = 6) {
        output = .allocate(capacity: 1)
        output.initialize(to: z_stream())
        input = .allocate(capacity: 1)
        input.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        deflateInit2_(output, Int32(level), Z_DEFLATED, Int32(-windowBits), 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        inflateInit2_(input, Int32(-serverWindowBits), ZLIB_VERSION, size)
    }

    deinit {
        deflateEnd(output)
        inflateEnd(input)
        output.deallocate()
        input.deallocate()
    }

    /// The payload of a compressed message.
    ///
    /// - Parameters:
    ///   - keepsContext: whether it may refer to the messages before it.
    ///   - isFinal: whether to end with a block marked as the last, and the byte that §7.2.3.4 wants behind it.
    func deflate(_ message: [UInt8], keepsContext: Bool = false, isFinal: Bool = false) -> [UInt8] {
        // §7.2.3.6; zlib makes nothing of nothing.
        guard !message.isEmpty else { return [0x00] }
        if !keepsContext { deflateReset(output) }
        var result = run(output, message, CZlib.deflate, isFinal ? Z_FINISH : Z_SYNC_FLUSH).bytes
        guard !isFinal else {
            deflateReset(output)
            return result + [0x00]
        }
        precondition(result.suffix(4) == [0x00, 0x00, 0xFF, 0xFF])
        result.removeLast(4)
        return result
    }

    func deflate(_ text: String, keepsContext: Bool = false) -> [UInt8] {
        deflate(Array(text.utf8), keepsContext: keepsContext)
    }

    /// What a compressed payload says; `nil` when it is malformed, for a client with a window of so many bits.
    func inflate(_ payload: some Sequence<UInt8>, keepsContext: Bool = false) -> [UInt8]? {
        if !keepsContext { inflateReset(input) }
        let (bytes, status) = run(input, Array(payload) + [0x00, 0x00, 0xFF, 0xFF], CZlib.inflate, Z_SYNC_FLUSH)
        return status == Z_OK || status == Z_BUF_ERROR ? bytes : nil
    }

    /// With little room for output at a time, so that inflating must look back into the window, and the window's size counts.
    private func run(
        _ stream: UnsafeMutablePointer<z_stream>, _ bytes: [UInt8],
        _ function: (UnsafeMutablePointer<z_stream>, Int32) -> Int32, _ flush: Int32
    ) -> (bytes: [UInt8], status: Int32) {
        var result: [UInt8] = []
        var status: Int32 = Z_OK
        bytes.withUnsafeBufferPointer { bytes in
            stream.pointee.next_in = bytes.baseAddress
            stream.pointee.avail_in = UInt32(bytes.count)
            var space = [UInt8](repeating: 0, count: 40)
            repeat {
                let count = space.withUnsafeMutableBufferPointer { space in
                    stream.pointee.next_out = space.baseAddress
                    stream.pointee.avail_out = UInt32(space.count)
                    status = function(stream, flush)
                    return space.count - Int(stream.pointee.avail_out)
                }
                result += space[..<count]
            } while stream.pointee.avail_out == 0 && (status == Z_OK)
        }
        return (result, status)
    }
}
