import Synchronization

/// Compressors and their memory, lent for one message at a time.
///
/// A message that refers to none before it needs a compressor only while it is worked on, and that is never interrupted. So as many exist
/// as event loops have worked at the same moment, of each setting in use, and a connection owns none: all connections of a loop share one.
package final class CompressionPool: Sendable {
    /// The process's own.
    package static let shared = CompressionPool()

    /// What is not lent. The newest comes first, with its memory still in the processor's caches.
    private struct Idle {
        var inflaters: [Transferred<Inflater>] = []
        var deflaters: [Deflater.Settings: [Transferred<Deflater>]] = [:]
    }

    private let idle = Mutex(Idle())

    package init() {}

    /// - Parameter body: must not keep the inflater, which knows no messages.
    func withInflater<Result>(_ body: (Inflater) throws(WebSocketError) -> Result) throws(WebSocketError) -> Result {
        // Its window takes in what any smaller one made.
        let inflater = idle.withLock { $0.inflaters.popLast() }?.value ?? Inflater(windowBits: 15)
        defer {
            inflater.reset()
            let returned = Transferred(value: inflater)
            idle.withLock { $0.inflaters.append(returned) }
        }
        return try body(inflater)
    }

    /// - Parameter body: must not keep the deflater, which may know the messages of other connections: for ``Deflater/deflateAlone(_:into:)``.
    func withDeflater<Result>(_ settings: Deflater.Settings, _ body: (Deflater) -> Result) -> Result {
        let deflater = idle.withLock { $0.deflaters[settings]?.popLast() }?.value ?? Deflater(settings)
        defer {
            let returned = Transferred(value: deflater)
            idle.withLock { $0.deflaters[settings, default: []].append(returned) }
        }
        return body(deflater)
    }

    /// How many of each kind are idle, for tests.
    var idleCounts: (inflaters: Int, deflaters: Int) {
        idle.withLock { ($0.inflaters.count, $0.deflaters.values.reduce(0) { $0 + $1.count }) }
    }
}

/// An object on its way from one thread to another.
///
/// Unchecked, and safe here: the pool makes the object or takes it out of its list, lends it to one synchronous call that does not keep
/// it, and puts it back. So at any moment it is in the list, which a lock guards, or known to one thread alone; and the lock orders the
/// one before the other.
private struct Transferred<Object: AnyObject>: @unchecked Sendable {
    let value: Object
}
