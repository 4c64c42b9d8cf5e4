package import PhoenixWire

/// One joined topic, as the socket that carries it knows it: a view, a file on its way up, or a channel of the application.
///
/// Lives on the socket's event loop, and is called there only. Whatever it is, it answers its join through the ``ChannelTransport`` it was given,
/// and calls ``ChannelTransport/channelEnded(_:_:)`` exactly once.
package protocol TopicChannel: AnyObject, Sendable {
    var topic: String { get }
    /// The ref of its join: the channel's identity among all that ever had its topic.
    var joinRef: String { get }

    /// A message of this channel's topic, other than its join and leave.
    func receive(_ message: Message)

    /// The socket takes bytes again: what was held back may go.
    func becameWritable()

    /// The browser left, joined anew, or its socket is gone. The browser knows, so nothing more need be said to it.
    func leave()
}
