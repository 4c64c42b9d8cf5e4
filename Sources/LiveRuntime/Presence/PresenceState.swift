import NIOCore

/// Who is present on which topic, as this node knows it.
struct PresenceState: Sendable {
    private var gossip: PresenceGossip
    /// The same entries by topic, which is how they are asked for.
    private var lists: [String: PresenceList] = [:]

    init(replica: ReplicaID) {
        gossip = PresenceGossip(replica: replica)
    }

    /// What became different, by topic, and what to tell the other nodes.
    struct Outcome: Sendable {
        var diffs: [String: PresenceDiff] = [:]
        var message: PresenceGossip.Message?
    }

    func list(of topic: String) -> PresenceList { lists[topic] ?? PresenceList() }

    var farewell: PresenceGossip.Message { gossip.farewell }

    mutating func operate(removing gone: PresenceTag?, adding new: PresenceEntry?) -> (tag: PresenceTag, Outcome) {
        let (tag, change, message) = gossip.operate(removing: gone, adding: new)
        return (tag, Outcome(diffs: follow(change), message: message))
    }

    mutating func received(_ message: PresenceGossip.Message, at now: NIODeadline) -> Outcome {
        let (change, answer) = gossip.received(message, at: now)
        return Outcome(diffs: follow(change), message: answer)
    }

    mutating func beat(at now: NIODeadline) -> Outcome {
        let (change, message) = gossip.beat(at: now)
        return Outcome(diffs: follow(change), message: message)
    }

    private mutating func follow(_ change: PresenceReplicas.Change) -> [String: PresenceDiff] {
        var diffs: [String: PresenceDiff] = [:]
        for (tag, entry) in change.joined {
            diffs[entry.topic, default: PresenceDiff()].joins.insert(PresenceMeta(entry, tag: tag), under: entry.key)
        }
        for (tag, entry) in change.left {
            diffs[entry.topic, default: PresenceDiff()].leaves.insert(PresenceMeta(entry, tag: tag), under: entry.key)
        }
        for (topic, diff) in diffs {
            lists[topic, default: PresenceList()].apply(diff)
            if lists[topic]?.isEmpty == true { lists[topic] = nil }
        }
        return diffs
    }
}

extension PresenceMeta {
    fileprivate init(_ entry: PresenceEntry, tag: PresenceTag) {
        self.init(ref: tag.ref, previousRef: entry.previous?.ref, values: entry.values)
    }
}
