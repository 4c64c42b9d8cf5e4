package import WireJSON

/// One node from its start to its end: a node that starts again is another replica.
package struct ReplicaID: Hashable, Sendable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    /// One that no other node has: 64 random bits.
    static func random() -> ReplicaID {
        ReplicaID(Base64URL.encode(withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { Array($0) }))
    }
}

/// One operation of one replica, counted from one: it names the entry that it added.
package struct PresenceTag: Hashable, Sendable {
    package let replica: ReplicaID
    package let number: UInt64

    package init(replica: ReplicaID, number: UInt64) {
        self.replica = replica
        self.number = number
    }

    /// The entry's `phx_ref`.
    var ref: String { "\(replica.name).\(String(number, radix: 36))" }
}

/// Something present under a key of a topic. Never changes: what is updated is replaced.
package struct PresenceEntry: Hashable, Sendable {
    package let topic: String
    package let key: String
    package let values: [String: JSONValue]
    package let previous: PresenceTag?

    package init(topic: String, key: String, values: [String: JSONValue] = [:], previous: PresenceTag? = nil) {
        self.topic = topic
        self.key = key
        self.values = values
        self.previous = previous
    }
}

/// What one replica has said, as far as it is known: the entries that live, and which of its operations were seen.
///
/// An entry that is not among `entries` though its number was seen is gone for good. That makes the news of a single operation a value of this same
/// type, and knowledge a join semilattice: merging is commutative, associative and idempotent, so news may come late, twice, in any order and
/// by any way.
///
/// - SeeAlso: Almeida, Shoker, Baquero: Delta State Replicated Data Types (2016), §7.2, the add-wins set with causal context.
package struct PresenceReplica: Hashable, Sendable {
    package internal(set) var entries: [UInt64: PresenceEntry] = [:]
    var seen = SeenNumbers()

    /// What a merge made known.
    package struct Change: Equatable {
        var joined: [UInt64: PresenceEntry] = [:]
        var left: [UInt64: PresenceEntry] = [:]
    }

    mutating func merge(_ other: PresenceReplica) -> Change {
        var change = Change()
        // Of news of a few operations only those can be gone; of a whole replica, any.
        let mayBeGone = other.seen.through == 0 ? Array(other.seen.beyond) : Array(entries.keys)
        for number in mayBeGone where other.entries[number] == nil && other.seen.contains(number) {
            change.left[number] = entries.removeValue(forKey: number)
        }
        for (number, entry) in other.entries where !seen.contains(number) { change.joined[number] = entry }
        entries.merge(change.joined) { known, _ in known }
        seen.formUnion(other.seen)
        return change
    }
}

/// What is known of every replica.
package struct PresenceReplicas: Hashable, Sendable {
    package private(set) var replicas: [ReplicaID: PresenceReplica] = [:]

    package init() {}

    /// Entries that came to be known, and entries that went, with their names.
    package struct Change: Equatable {
        package var joined: [PresenceTag: PresenceEntry] = [:]
        package var left: [PresenceTag: PresenceEntry] = [:]

        init() {}

        init(_ change: PresenceReplica.Change, of replica: ReplicaID) {
            joined = Self.named(change.joined, replica)
            left = Self.named(change.left, replica)
        }

        private static func named(
            _ entries: [UInt64: PresenceEntry], _ replica: ReplicaID
        ) -> [PresenceTag: PresenceEntry] {
            Dictionary(
                uniqueKeysWithValues: entries.map { (PresenceTag(replica: replica, number: $0.key), $0.value) })
        }

        mutating func append(_ other: Change) {
            joined.merge(other.joined) { $1 }
            left.merge(other.left) { $1 }
        }
    }

    // MARK: What a replica does

    /// Carries out one operation of `replica`, which nobody but that replica itself may do.
    ///
    /// - Parameters:
    ///   - gone: leaves; one of the replica's own, or `nil`.
    ///   - new: comes, or `nil`.
    /// - Returns: the new entry's name, and the news for the other replicas.
    package mutating func operate(
        as replica: ReplicaID, removing gone: PresenceTag?, adding new: PresenceEntry?
    ) -> (tag: PresenceTag, change: Change, news: PresenceReplica) {
        let number = replicas[replica, default: PresenceReplica()].seen.through + 1
        var news = PresenceReplica()
        news.seen.insert(number)
        if let gone { news.seen.insert(gone.number) }
        news.entries[number] = new
        let change = merge(news, of: replica)
        return (PresenceTag(replica: replica, number: number), change, news)
    }

    // MARK: What is heard of replicas

    package mutating func merge(_ news: PresenceReplica, of replica: ReplicaID) -> Change {
        Change(replicas[replica, default: PresenceReplica()].merge(news), of: replica)
    }

    package mutating func merge(_ other: PresenceReplicas) -> Change {
        var change = Change()
        for (replica, news) in other.replicas { change.append(merge(news, of: replica)) }
        return change
    }

    /// The replica is taken for ended: its entries go, and so does the knowledge of it. Should it be heard of again, it comes back whole.
    package mutating func forget(_ replica: ReplicaID) -> Change {
        guard let forgotten = replicas.removeValue(forKey: replica) else { return Change() }
        return Change(.init(left: forgotten.entries), of: replica)
    }

    subscript(replica: ReplicaID) -> PresenceReplica { replicas[replica] ?? PresenceReplica() }
}
