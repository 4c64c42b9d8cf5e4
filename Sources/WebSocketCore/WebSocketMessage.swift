public import NIOCore

/// One whole message, its fragments joined.
///
/// The bytes may share storage with the buffer they were received in: a message that is kept keeps that buffer alive.
/// Decode it at once, or copy what must stay.
public enum WebSocketMessage: Hashable, Sendable {
    /// Valid UTF-8, already checked.
    case text(ByteBuffer)
    case binary(ByteBuffer)
}
