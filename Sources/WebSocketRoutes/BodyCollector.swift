import HTTPTypes
import HummingbirdCore
import NIOConcurrencyHelpers
import NIOCore

/// Keeps a response's body in memory.
struct BodyCollector: ResponseBodyWriter {
    let bytes = NIOLockedValueBox(ByteBuffer())

    mutating func write(_ buffer: ByteBuffer) async throws {
        bytes.withLockedValue { _ = $0.writeImmutableBuffer(buffer) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension ResponseBody {
    /// All bytes of the body. For answers that are small by construction.
    func collect() async throws -> ByteBuffer {
        let collector = BodyCollector()
        try await write(collector)
        return collector.bytes.withLockedValue { $0 }
    }
}
