package import NIOCore

/// What a channel needs of the socket it was joined on. Used on the channel's event loop only.
package protocol ChannelTransport: AnyObject {
    /// `false` while the browser is not taking what was sent. Replies go out all the same; what nobody asked for waits.
    var isWritable: Bool { get }

    /// An empty buffer for ``send(_:)``, with room in front for what the transport puts there.
    func makeMessageBuffer() -> ByteBuffer

    /// Sends one text message of the channel protocol.
    func send(_ message: ByteBuffer)

    /// Whether ``send(binary:)`` can be called.
    var carriesBinary: Bool { get }

    /// Sends one binary message of the channel protocol, from ``makeMessageBuffer()``.
    func send(binary message: ByteBuffer)

    /// Sends a message that others are sent too. If it is binary, ``carriesBinary`` must hold.
    func send(_ broadcast: ChannelBroadcast)

    /// As ``send(_:)``, for a message that holds a whole page and may be worth compressing where others are not.
    func send(page message: ByteBuffer)

    /// The channel is over; last call. The transport tells the browser what `end` asks for.
    func channelEnded(_ channel: any TopicChannel, _ end: ChannelEnd)
}

extension ChannelTransport {
    package func send(page message: ByteBuffer) { send(message) }
}

/// How a channel ended.
package enum ChannelEnd: Hashable, Sendable {
    /// Its join was answered with an error: it never was.
    case refused
    /// It crashed: the browser should join again.
    case crashed
    /// It is over on purpose: the browser left, or was sent elsewhere.
    case closed
    /// Ended from outside, and the browser was sent elsewhere: the socket has no purpose any more.
    case evicted
}
