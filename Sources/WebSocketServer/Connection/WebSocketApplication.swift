public import WebSocketCore

/// What speaks over a WebSocket: one object for each connection, called on the connection's event loop and nowhere else.
///
/// A call that takes long, or blocks, holds up every other connection of that loop.
public protocol WebSocketApplication: AnyObject {
    /// First call. Sending is allowed from now on.
    func opened(_ connection: WebSocketConnection)
    /// A whole message arrived.
    ///
    /// - Parameter message: shares storage with the read buffer; decode it now, or copy what must stay.
    func received(_ message: WebSocketMessage, on connection: WebSocketConnection)
    /// The peer takes bytes again, after ``WebSocketConnection/isWritable`` was `false`.
    func becameWritable(_ connection: WebSocketConnection)
    /// The connection is gone. Last call.
    func closed(_ ending: WebSocketEnding)
}

extension WebSocketApplication {
    public func opened(_ connection: WebSocketConnection) {}
    public func becameWritable(_ connection: WebSocketConnection) {}
    public func closed(_ ending: WebSocketEnding) {}
}
