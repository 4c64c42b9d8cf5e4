import DequeModule
import NIOCore

/// Messages waiting for a client that does not take them yet, in order.
///
/// Bounded: a client that stays behind loses its channel, not the server its memory. It is told to join anew, and starts from what is true then.
struct Outbox {
    enum Output {
        case text(ByteBuffer)
        case binary(ByteBuffer)
        /// Its bytes are shared by all who wait for it.
        case broadcast(ChannelBroadcast)

        fileprivate var size: Int {
            switch self {
            case .text(let bytes), .binary(let bytes): bytes.readableBytes
            case .broadcast(let broadcast): broadcast.message.readableBytes
            }
        }
    }

    /// Bytes. A few large messages, or some thousand small ones.
    static let capacity = 256 * 1024
    /// What a waiting message costs beside its bytes.
    private static let overhead = 64

    private var outputs = Deque<Output>()
    private var size = 0

    var isEmpty: Bool { outputs.isEmpty }

    mutating func append(_ output: Output) throws(LiveViewError) {
        let added = output.size + Self.overhead
        // One message always fits, however large: the application chose it.
        guard outputs.isEmpty || size + added <= Self.capacity else { throw .clientFellBehind }
        size += added
        outputs.append(output)
    }

    mutating func popFirst() -> Output? {
        guard let output = outputs.popFirst() else { return nil }
        size -= output.size + Self.overhead
        return output
    }

    mutating func removeAll() {
        outputs = []
        size = 0
    }
}
