import NIOCore

/// Compresses the messages for one client, by what was agreed with it and by what the server wants compressed.
struct MessageDeflation {
    private let settings: Deflater.Settings
    private let pool: CompressionPool
    private let isContextKept: Bool
    /// Bytes from which on a message is compressed, by what its sender wishes.
    private let automaticFrom: Int
    private let preferredFrom: Int
    /// The messages so far, once one was compressed; only where others may refer to them.
    private var context: Deflater?

    init(_ agreed: PerMessageDeflate, _ configuration: WebSocketConfiguration.Compression, pool: CompressionPool) {
        self.pool = pool
        settings = Deflater.Settings(windowBits: agreed.serverWindowBits, level: configuration.level)
        isContextKept = agreed.serverContextTakeover
        // An empty message cannot become smaller.
        preferredFrom = max(1, configuration.threshold)
        automaticFrom =
            configuration.policy == .all ? preferredFrom : max(preferredFrom, configuration.largeMessageSize)
    }

    /// - Parameter payload: a whole message.
    /// - Returns: the message in a buffer with room for a frame's header in front; `nil` when it is to be sent as it is. Once
    ///   made it must be sent.
    mutating func deflate(_ payload: ByteBuffer, _ wish: OutgoingCompression) -> ByteBuffer? {
        guard wants(payload.readableBytes, wish) else { return nil }
        guard isContextKept else { return deflateAlone(payload) }
        let context = context ?? Deflater(settings)
        self.context = context
        var result = FrameEncoder.makeBuffer(payloadCapacity: 0)
        context.deflate(payload, into: &result)
        return result
    }

    /// Lets go of the memory. No message may be given after it.
    mutating func drop() {
        context = nil
    }

    private func wants(_ size: Int, _ wish: OutgoingCompression) -> Bool {
        switch wish {
        case .automatic: size >= automaticFrom
        case .preferred: size >= preferredFrom
        case .never: false
        }
    }

    private func deflateAlone(_ payload: ByteBuffer) -> ByteBuffer? {
        var result = FrameEncoder.makeBuffer(payloadCapacity: payload.readableBytes)
        let isSmaller = pool.withDeflater(settings) { $0.deflateAlone(payload, into: &result) }
        return isSmaller ? result : nil
    }
}
