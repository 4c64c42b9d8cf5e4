import Synchronization

/// Tombstones of one process. It forgets with it: for tests, and for a single node whose restart may sign nobody out
/// for good.
///
/// A live tombstone is never dropped for want of room: that would open a door. Expired ones are swept as the table
/// doubles, so it holds at most twice what is alive, and 1024.
public final class InMemoryRevocationStore: RevocationStore {
    private struct Table {
        var tombstones: [Tombstone.Subject: Tombstone] = [:]
        var sweepAt = 1024

        mutating func insert(_ tombstone: Tombstone, now: UnixTime) {
            let known = tombstones[tombstone.subject]
            tombstones[tombstone.subject] = known?.merged(with: tombstone) ?? tombstone
            guard tombstones.count >= sweepAt else { return }
            tombstones = tombstones.filter { now < $0.value.expiresAt }
            sweepAt = max(1024, tombstones.count * 2)
        }
    }

    private let table = Mutex(Table())
    private let now: @Sendable () -> UnixTime

    /// - Parameter now: the clock. Injected, because nothing in this module reads one.
    public init(now: @escaping @Sendable () -> UnixTime) {
        self.now = now
    }

    public func record(_ tombstone: Tombstone) {
        let now = now()
        table.withLock { $0.insert(tombstone, now: now) }
    }

    public func tombstones(for reference: SessionReference) -> [Tombstone] {
        let now = now()
        return table.withLock { table in
            reference.tombstoneSubjects.compactMap { table.tombstones[$0] }.filter { now < $0.expiresAt }
        }
    }

    /// How many are kept, expired ones not yet swept among them.
    public var count: Int {
        table.withLock { $0.tombstones.count }
    }
}
