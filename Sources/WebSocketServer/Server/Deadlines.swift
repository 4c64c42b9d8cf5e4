import NIOCore
import Synchronization

/// Something that waits for points in time, one after the other.
protocol DeadlineOwner: AnyObject {
    /// Where the table keeps it; the table's own business.
    var deadlineSlot: Int? { get set }

    /// The deadline has passed. Set a new one, or none.
    func deadlineReached(now: NIODeadline)
}

/// The deadlines of all connections of one event loop, with one timer for all.
///
/// A timer of its own would cost each connection some hundred bytes, and cancelling one a search through all. Here setting a deadline is a
/// store into an array, and a pass over ten thousand of them takes some ten microseconds. The price: a deadline may be noticed
/// ``granularity`` late.
final class DeadlineTable {
    private struct Entry {
        var deadline: NIODeadline
        let owner: any DeadlineOwner
    }

    static let granularity = TimeAmount.milliseconds(50)

    private let eventLoop: any EventLoop
    private var entries: [Entry] = []
    private var timer: Scheduled<Void>?
    private var wakesAt = NIODeadline.distantFuture

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Sets when `owner` is called, instead of any time before. The table keeps the owner until ``remove(_:)``.
    func set(_ deadline: NIODeadline, for owner: any DeadlineOwner) {
        if let slot = owner.deadlineSlot {
            entries[slot].deadline = deadline
        } else {
            owner.deadlineSlot = entries.count
            entries.append(Entry(deadline: deadline, owner: owner))
        }
        if deadline < wakesAt { wake(at: deadline) }
    }

    func remove(_ owner: any DeadlineOwner) {
        guard let slot = owner.deadlineSlot else { return }
        owner.deadlineSlot = nil
        let last = entries.removeLast()
        if slot < entries.count {
            entries[slot] = last
            last.owner.deadlineSlot = slot
        }
    }

    private func wake(at deadline: NIODeadline) {
        timer?.cancel()
        wakesAt = deadline
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in self?.pass() }
    }

    private func pass() {
        let now = eventLoop.now
        wakesAt = .distantFuture
        for owner in entries.lazy.filter({ $0.deadline <= now }).map(\.owner) as [any DeadlineOwner] {
            call(owner, now: now)
        }
        guard let next = entries.lazy.map(\.deadline).min(), next < .distantFuture else { return }
        wake(at: max(next, now + Self.granularity))
    }

    /// An owner called before it may have removed this one, or moved its deadline.
    private func call(_ owner: any DeadlineOwner, now: NIODeadline) {
        guard let slot = owner.deadlineSlot, entries[slot].deadline <= now else { return }
        entries[slot].deadline = .distantFuture
        owner.deadlineReached(now: now)
    }
}

/// A server's deadline tables, one for each event loop it has connections on.
final class Deadlines: Sendable {
    private let tables = Mutex<[ObjectIdentifier: NIOLoopBound<DeadlineTable>]>([:])

    /// Called on `eventLoop`.
    func table(on eventLoop: any EventLoop) -> DeadlineTable {
        let bound = tables.withLock { tables in
            let table =
                tables[ObjectIdentifier(eventLoop)]
                ?? NIOLoopBound(DeadlineTable(eventLoop: eventLoop), eventLoop: eventLoop)
            tables[ObjectIdentifier(eventLoop)] = table
            return table
        }
        return bound.value
    }
}
