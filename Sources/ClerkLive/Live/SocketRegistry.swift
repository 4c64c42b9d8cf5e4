import ClerkCore
import LiveRuntime
import Synchronization

/// The joined views that rest on a Clerk session, so that what ends the session finds them.
final class SocketRegistry: Sendable {
    private struct Entry: Hashable {
        let keeper: LeaseKeeper
        static func == (one: Self, other: Self) -> Bool { one.keeper === other.keeper }
        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(keeper)) }
    }

    private let state = Mutex<[Tombstone.Subject: Set<Entry>]>([:])

    func insert(_ keeper: LeaseKeeper, for reference: SessionReference) {
        state.withLock { entries in
            for subject in reference.tombstoneSubjects { entries[subject, default: []].insert(Entry(keeper: keeper)) }
        }
    }

    func remove(_ keeper: LeaseKeeper, for reference: SessionReference) {
        state.withLock { entries in
            for subject in reference.tombstoneSubjects {
                entries[subject]?.remove(Entry(keeper: keeper))
                if entries[subject]?.isEmpty == true { entries[subject] = nil }
            }
        }
    }

    var all: [LeaseKeeper] {
        // Every socket stands under its session exactly once.
        state.withLock { entries in
            entries.flatMap { subject, keepers -> [LeaseKeeper] in
                guard case .session = subject else { return [] }
                return keepers.map(\.keeper)
            }
        }
    }

    /// Those whose session `subject` covers.
    func keepers(of subject: Tombstone.Subject) -> [LeaseKeeper] {
        state.withLock { $0[subject]?.map(\.keeper) ?? [] }
    }
}
