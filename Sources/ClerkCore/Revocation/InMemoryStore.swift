import Synchronization

/// Tombstones and deliveries of one process. It forgets with it: for tests, and for a single node whose restart may sign nobody out for good.
///
/// Nothing that is alive is dropped for want of room: that would open a door. What has expired is swept as a table doubles, so each holds at
/// most twice what is alive, and 1024.
public final class InMemoryStore: ClerkStore {
    private let tombstones = Mutex(ExpiringTable<Tombstone.Subject, Tombstone>())
    private let deliveries = Mutex(ExpiringTable<String, UnixTime>())
    private let now: @Sendable () -> UnixTime

    /// - Parameter now: the clock. Injected, because nothing in this module reads one.
    public init(now: @escaping @Sendable () -> UnixTime) {
        self.now = now
    }

    public func record(_ tombstone: Tombstone) {
        let now = now()
        tombstones.withLock { table in
            let known = table[tombstone.subject, at: now]
            table.set(tombstone.subject, to: known?.merged(with: tombstone) ?? tombstone, at: now)
        }
    }

    public func tombstones(for reference: SessionReference) -> [Tombstone] {
        let now = now()
        return tombstones.withLock { table in reference.tombstoneSubjects.compactMap { table[$0, at: now] } }
    }

    public func claim(_ id: String, until expiry: UnixTime) -> Bool {
        let now = now()
        return deliveries.withLock { table in
            guard table[id, at: now] == nil else { return false }
            table.set(id, to: expiry, at: now)
            return true
        }
    }

    public func release(_ id: String) {
        deliveries.withLock { $0.remove(id) }
    }

    /// How many tombstones are kept, expired ones not yet swept among them.
    public var count: Int {
        tombstones.withLock { $0.count }
    }
}

/// What is kept, and until when.
private protocol Expiring {
    var expiresAt: UnixTime { get }
}

extension Tombstone: Expiring {}

extension UnixTime: Expiring {
    fileprivate var expiresAt: UnixTime { self }
}

private struct ExpiringTable<Key: Hashable, Value: Expiring> {
    private var values: [Key: Value] = [:]
    private var sweepAt = 1024

    var count: Int { values.count }

    subscript(key: Key, at now: UnixTime) -> Value? {
        values[key].flatMap { now < $0.expiresAt ? $0 : nil }
    }

    mutating func set(_ key: Key, to value: Value, at now: UnixTime) {
        values[key] = value
        guard values.count >= sweepAt else { return }
        values = values.filter { now < $0.value.expiresAt }
        sweepAt = max(1024, values.count * 2)
    }

    mutating func remove(_ key: Key) {
        values[key] = nil
    }
}
