extension WebSocketConfiguration {
    /// Whether and how messages are compressed: permessage-deflate (RFC 7692).
    ///
    /// Off by default. For the messages of about 100 bytes that live pages send, deflating costs about as much as everything else that is
    /// done for them and saves a few bytes; versions of Safari and Chrome have broken connections over it; and a secret compressed
    /// together with text that an attacker chooses can be guessed by the length of the result. Where pages are large and lines are slow,
    /// ``Policy/joinsAndLargeMessages`` pays: a first render shrinks to a fifth or less.
    public struct Compression: Hashable, Sendable {
        /// Which messages are sent compressed. What a client sends compressed is understood under every policy but ``off``.
        public enum Policy: Hashable, Sendable {
            /// The extension is declined; nothing is compressed in either direction.
            case off
            /// Messages marked ``OutgoingCompression/preferred``, and all of at least ``Compression/largeMessageSize``.
            case joinsAndLargeMessages
            /// Every message that is not marked ``OutgoingCompression/never``.
            case all
        }

        /// Not compressed, and nothing of a client's that is.
        public static let off = Compression(policy: .off)

        public let policy: Policy
        /// Bytes from which on a message may be compressed at all.
        public let threshold: Int
        /// Bytes from which on ``Policy/joinsAndLargeMessages`` compresses a message that is not marked.
        public let largeMessageSize: Int
        /// zlib's level, 1 (fast) to 9 (small).
        public let level: Int
        /// Whether a message sent may refer to those before it.
        public let serverContextTakeover: Bool
        /// Whether a client's message may refer to those before it.
        public let clientContextTakeover: Bool
        /// The server's window is 2 to the power of this many bytes, or smaller if the client asks for that.
        public let serverMaxWindowBits: Int
        /// The client's window, where the client lets itself be told.
        public let clientMaxWindowBits: Int
        /// Bytes that a message may become for each compressed one. Past it: Close 1008. The first 64 KiB of a message are free: less
        /// than that is no burden, and a text that repeats itself shrinks by more than any limit that is of use.
        public let maxInflationRatio: Int

        /// - Parameters:
        ///   - threshold: 256 by default: below, a few bytes are gained for the price of a whole click.
        ///   - largeMessageSize: 2048 by default: what does not fit one packet.
        ///   - level: 1 by default. A page of 15 KB: level 1 makes 2.2 KB in 19 µs, level 6 makes 2.0 KB in 66 µs.
        ///   - serverContextTakeover: no by default. The memory of each connection that was sent something compressed is about
        ///     140 KiB with 15 window bits, 40 KiB with 12, 15 KiB with 10; without takeover, none.
        ///   - clientContextTakeover: no by default. Costs up to 11 KiB and the window, for each connection that sent something compressed.
        ///   - serverMaxWindowBits: 9 to 15; 15 by default.
        ///   - clientMaxWindowBits: 9 to 15; 15 by default. A client that cannot be told (it did not offer the parameter) uses 15; a lower
        ///     figure here then forbids it context takeover, so that the memory stays what was asked for.
        ///   - maxInflationRatio: 200 by default. Deflate reaches 1032, with a message of one repeated byte; pages and forms reach 5 to 50.
        ///     A higher figure lets a peer make the server work more for each byte it sends; ``WebSocketConfiguration/maxMessageSize``
        ///     bounds the result in any case.
        public init(
            policy: Policy,
            threshold: Int = 256,
            largeMessageSize: Int = 2048,
            level: Int = 1,
            serverContextTakeover: Bool = false,
            clientContextTakeover: Bool = false,
            serverMaxWindowBits: Int = 15,
            clientMaxWindowBits: Int = 15,
            maxInflationRatio: Int = 200
        ) {
            precondition(threshold >= 0, "threshold must not be negative")
            precondition(largeMessageSize >= 0, "largeMessageSize must not be negative")
            precondition(1...9 ~= level, "level must be between 1 and 9")
            precondition(9...15 ~= serverMaxWindowBits, "serverMaxWindowBits must be between 9 and 15")
            precondition(9...15 ~= clientMaxWindowBits, "clientMaxWindowBits must be between 9 and 15")
            precondition(1...1032 ~= maxInflationRatio, "maxInflationRatio must be between 1 and 1032")
            self.policy = policy
            self.threshold = threshold
            self.largeMessageSize = largeMessageSize
            self.level = level
            self.serverContextTakeover = serverContextTakeover
            self.clientContextTakeover = clientContextTakeover
            self.serverMaxWindowBits = serverMaxWindowBits
            self.clientMaxWindowBits = clientMaxWindowBits
            self.maxInflationRatio = maxInflationRatio
        }
    }
}

/// What the sender of one message knows about it that its size does not tell.
public enum OutgoingCompression: Hashable, Sendable {
    /// Compressed if the policy and its size say so.
    case automatic
    /// A whole page, such as the answer to a join: compressed under either policy, from the threshold on.
    case preferred
    /// Never compressed: a message that holds a secret beside text of somebody else's choice.
    case never
}
