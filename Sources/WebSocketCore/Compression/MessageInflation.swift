import NIOCore

/// Inflates the messages of one client, by what was agreed with it.
struct MessageInflation {
    private let limit: InflationLimit
    private let pool: CompressionPool
    /// Of the window that messages share; `nil` where each stands by itself.
    private let contextWindowBits: Int?
    /// The messages so far, once one has come.
    private var context: Inflater?

    init(_ agreed: PerMessageDeflate, limit: InflationLimit, pool: CompressionPool) {
        self.limit = limit
        self.pool = pool
        contextWindowBits = agreed.clientContextTakeover ? agreed.clientWindowBits : nil
    }

    /// - Parameter payload: of all frames of a message whose first one has RSV1 set.
    /// - Throws: as ``Inflater/inflate(_:isText:limit:)``. No further message may be given after it.
    mutating func inflate(_ payload: ByteBuffer, isText: Bool) throws(WebSocketError) -> ByteBuffer {
        guard let contextWindowBits else {
            return try pool.withInflater { inflater throws(WebSocketError) in
                try inflater.inflate(payload, isText: isText, limit: limit)
            }
        }
        let context = context ?? Inflater(windowBits: contextWindowBits)
        self.context = context
        return try context.inflate(payload, isText: isText, limit: limit)
    }

    /// Lets go of the memory. No message may be given after it.
    mutating func drop() {
        context = nil
    }
}
