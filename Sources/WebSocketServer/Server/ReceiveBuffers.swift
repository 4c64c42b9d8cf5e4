import NIOCore

/// Read buffers that are given back: each read gets one of its own, which goes with the bytes.
///
/// SwiftNIO's own way keeps the buffers of each connection for its next read, of a size that has once been of use: a socket that has
/// received one large message keeps its memory while it idles. Here only the first buffer is kept, a small one.
struct ReceiveBuffers: RecvByteBufferAllocator {
    private static let first = 256
    private static let usual = 2048
    private static let largest = 64 * 1024

    private var size = Self.first

    func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
        allocator.buffer(capacity: size)
    }

    /// - Returns: `true`: do not use the last buffer again.
    mutating func record(actualReadBytes: Int) -> Bool {
        if actualReadBytes >= size {
            size = min(max(size * 4, Self.usual), Self.largest)
        } else if size < Self.usual || actualReadBytes <= size / 4 {
            size = Self.usual
        }
        return true
    }

    /// No size: do not keep buffers.
    func nextBufferSize() -> Int? { nil }
}

extension Channel {
    /// Called on the event loop of a channel just accepted.
    package func useReceiveBuffersOfOurs() throws {
        // More than one read at a time would need more than one buffer.
        try syncOptions?.setOption(.maxMessagesPerRead, value: 1)
        try syncOptions?.setOption(.recvAllocator, value: ReceiveBuffers())
    }
}
