public import NIOCore

/// Limits and waiting times of one connection.
public struct WebSocketConfiguration: Hashable, Sendable {
    /// Payload bytes of one frame. Past it: Close 1009, judged by the header, so that the payload is never kept.
    public let maxFrameSize: Int
    /// Payload bytes of one message, its fragments together. Past it: Close 1009, judged by each fragment's header. Of a compressed
    /// message, neither the compressed bytes nor the inflated ones may be more; inflating stops there.
    public let maxMessageSize: Int
    /// Frames of one message. Past it: Close 1008.
    public let maxFragments: Int
    /// From a message's first byte to its last. Past it: Close 1008, when the next byte arrives; if none does, ``idleTimeout`` ends it.
    public let messageTimeout: TimeAmount
    /// Whole messages in one second, which may come all at once; `nil` sets no limit. Past it: Close 1008.
    public let maxMessagesPerSecond: Int?
    /// Pings and Pongs in one second, which may come all at once; `nil` sets no limit. Past it: Close 1008.
    public let maxControlFramesPerSecond: Int?
    /// Whether and how messages are compressed.
    public let compression: Compression
    /// Silence, counted from the last inbound bytes; what we send does not count. Past it: Close 1008.
    public let idleTimeout: TimeAmount
    /// Silence after which the peer is asked for a sign of life with a Ping, once per silence; `nil` asks never.
    public let pingInterval: TimeAmount?
    /// How long to wait for the peer's Close, and for its end of the TCP connection. Past it: the connection is cut.
    public let closeTimeout: TimeAmount

    /// - Parameters:
    ///   - maxFrameSize: 128 KiB by default: browsers do not fragment, so this bounds what they can send in one
    ///     message. A peer can make the server hold this many bytes without ever completing a frame.
    ///   - maxMessageSize: 1 MiB by default. A peer can make the server hold this many bytes without ever completing
    ///     a message, on each of its connections.
    ///   - maxFragments: 1024 by default. Fragments may be empty, so their size does not bound the work they make.
    ///   - messageTimeout: 30 s by default: the largest frame at 4 KiB/s. Longer, a peer can hold `maxMessageSize` for longer.
    ///   - maxMessagesPerSecond: 1000 by default: an upload in chunks of 64 KiB at 500 Mbit/s; no hand and no animation comes near.
    ///     Higher, one page can keep its event loop busy with others' pages on it.
    ///   - maxControlFramesPerSecond: 100 by default. Browsers send none of themselves; other clients one in some seconds.
    ///   - compression: off by default, see ``Compression``.
    ///   - idleTimeout: 60 s by default: two heartbeats of the Phoenix client. Shorter than a browser's heartbeat, it
    ///     closes healthy connections; very long, it keeps peers that vanished without a word.
    ///   - pingInterval: none by default, because the Phoenix client sends heartbeats of its own. Must be shorter than
    ///     `idleTimeout`, or nobody could answer in time.
    ///   - closeTimeout: 5 s by default.
    public init(
        maxFrameSize: Int = 128 * 1024,
        maxMessageSize: Int = 1024 * 1024,
        maxFragments: Int = 1024,
        messageTimeout: TimeAmount = .seconds(30),
        maxMessagesPerSecond: Int? = 1000,
        maxControlFramesPerSecond: Int? = 100,
        compression: Compression = .off,
        idleTimeout: TimeAmount = .seconds(60),
        pingInterval: TimeAmount? = nil,
        closeTimeout: TimeAmount = .seconds(5)
    ) {
        // A ByteBuffer counts its bytes in 32 bits, and grows by doubling.
        precondition(1...(1 << 30) ~= maxFrameSize, "maxFrameSize must be between 1 byte and 1 GiB")
        precondition(1...(1 << 30) ~= maxMessageSize, "maxMessageSize must be between 1 byte and 1 GiB")
        precondition(maxFragments >= 1, "maxFragments must be at least 1")
        precondition(messageTimeout > .zero, "messageTimeout must be more than nothing")
        precondition(maxMessagesPerSecond ?? 1 >= 1, "maxMessagesPerSecond must be at least 1")
        precondition(maxControlFramesPerSecond ?? 1 >= 1, "maxControlFramesPerSecond must be at least 1")
        precondition(pingInterval.map { $0 < idleTimeout } ?? true, "pingInterval must be shorter than idleTimeout")
        self.maxFrameSize = maxFrameSize
        self.maxMessageSize = maxMessageSize
        self.maxFragments = maxFragments
        self.messageTimeout = messageTimeout
        self.maxMessagesPerSecond = maxMessagesPerSecond
        self.maxControlFramesPerSecond = maxControlFramesPerSecond
        self.compression = compression
        self.idleTimeout = idleTimeout
        self.pingInterval = pingInterval
        self.closeTimeout = closeTimeout
    }
}
