public import NIOCore
public import WebSocketCore

/// A WebSocket's outbound side. A small value; use it on its ``eventLoop`` only.
///
/// Nothing here waits, fails or throws: what is sent on a connection that is closing or gone is dropped.
public struct WebSocketConnection {
    let handler: WebSocketChannelHandler

    /// Where the connection lives. From elsewhere: `eventLoop.execute { … }`, with the connection in a `NIOLoopBound`.
    public var eventLoop: any EventLoop { handler.eventLoop }

    /// Whether the peer takes what is sent, so far. If not: hold back until ``WebSocketApplication/becameWritable(_:)``, or the server
    /// keeps for the peer whatever is sent.
    public var isWritable: Bool { handler.isWritable }

    /// An empty buffer with room for the frame's header in front: what is written into it and sent is copied nowhere.
    ///
    /// - Parameter payloadCapacity: bytes expected; the buffer grows when they are more.
    public func makeBuffer(payloadCapacity: Int) -> ByteBuffer {
        handler.makeBuffer(payloadCapacity: payloadCapacity)
    }

    /// - Parameters:
    ///   - text: valid UTF-8. Best from ``makeBuffer(payloadCapacity:)``; any buffer will do.
    ///   - compression: what its size does not tell about it, where ``WebSocketConfiguration/compression`` is on.
    public func send(text: ByteBuffer, compression: OutgoingCompression = .automatic) {
        handler.send(.text, text, compression: compression)
    }

    public func send(text: String, compression: OutgoingCompression = .automatic) {
        var buffer = makeBuffer(payloadCapacity: text.utf8.count)
        buffer.writeString(text)
        send(text: buffer, compression: compression)
    }

    /// - Parameter binary: best from ``makeBuffer(payloadCapacity:)``; any buffer will do.
    public func send(binary: ByteBuffer, compression: OutgoingCompression = .automatic) {
        handler.send(.binary, binary, compression: compression)
    }

    public func send(_ message: WebSocketMessage, compression: OutgoingCompression = .automatic) {
        switch message {
        case .text(let text): send(text: text, compression: compression)
        case .binary(let bytes): send(binary: bytes, compression: compression)
        }
    }

    /// Says goodbye, and waits for the peer to do so for ``WebSocketConfiguration/closeTimeout``. Messages on their way are dropped.
    ///
    /// - Parameters:
    ///   - code: ``CloseCode/isAllowedInFrame`` must hold.
    ///   - reason: for a developer's eyes, cut to 123 bytes; never anything secret.
    public func close(_ code: CloseCode = .normalClosure, reason: String = "") {
        handler.close(code, reason: reason)
    }
}

@available(*, unavailable)
extension WebSocketConnection: Sendable {}
