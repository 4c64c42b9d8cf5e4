import NIOCore
import WebSocketServer

/// What carries a socket's messages to its client: a WebSocket, or a long-polling session. Used on its event loop.
protocol SocketOutbound {
    /// `false` while the client does not take what was sent.
    var isWritable: Bool { get }
    var carriesBinary: Bool { get }

    /// An empty buffer for the messages below, with room in front for what goes there.
    func makeBuffer(payloadCapacity: Int) -> ByteBuffer
    /// - Parameter compression: what is known of the message's worth, where messages are compressed at all.
    func send(text: ByteBuffer, compression: OutgoingCompression)
    /// Only where ``carriesBinary``.
    func send(binary: ByteBuffer, compression: OutgoingCompression)
    func close(_ code: CloseCode, reason: String)
}
