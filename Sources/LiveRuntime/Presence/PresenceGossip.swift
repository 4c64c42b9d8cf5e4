import NIOCore

/// How one replica and the others keep each other informed, over something that delivers to all of them most of the time.
///
/// What changes is told at once. A heartbeat says how much there is to know; who knows less asks, and is told everything. Nothing heard of a
/// replica for ``silence`` means that it has ended.
struct PresenceGossip: Sendable {
    static let heartbeatInterval = TimeAmount.milliseconds(1500)
    /// Twenty heartbeats, as long as Phoenix waits for a node that is down.
    static let silence = TimeAmount.seconds(30)

    struct Message: Hashable, Sendable {
        enum Content: Hashable, Sendable {
            /// Some of the sender's operations, or all of them.
            case news(PresenceReplica)
            /// The sender has done this many operations.
            case heartbeat(UInt64)
            /// That replica should say everything again.
            case request(ReplicaID)
            /// The sender ends.
            case farewell
        }
        let sender: ReplicaID
        let content: Content
    }

    let replica: ReplicaID
    private(set) var replicas = PresenceReplicas()
    private var lastHeard: [ReplicaID: NIODeadline] = [:]

    init(replica: ReplicaID) {
        self.replica = replica
    }

    // MARK: This replica

    mutating func operate(
        removing gone: PresenceTag?, adding new: PresenceEntry?
    ) -> (tag: PresenceTag, change: PresenceReplicas.Change, message: Message) {
        let (tag, change, news) = replicas.operate(as: replica, removing: gone, adding: new)
        return (tag, change, Message(sender: replica, content: .news(news)))
    }

    var farewell: Message { Message(sender: replica, content: .farewell) }

    // MARK: The others

    mutating func received(
        _ message: Message, at now: NIODeadline
    ) -> (change: PresenceReplicas.Change, answer: Message?) {
        // A broadcast reaches its sender too.
        guard message.sender != replica else { return (.init(), nil) }
        lastHeard[message.sender] = now
        switch message.content {
        case .news(let news): return (replicas.merge(news, of: message.sender), nil)
        case .heartbeat(let count):
            let isBehind = replicas[message.sender].seen.through < count
            return (.init(), isBehind ? Message(sender: replica, content: .request(message.sender)) : nil)
        case .request(let asked):
            return (.init(), asked == replica ? Message(sender: replica, content: .news(replicas[replica])) : nil)
        case .farewell: return (forget(message.sender), nil)
        }
    }

    /// Call every ``heartbeatInterval``.
    mutating func beat(at now: NIODeadline) -> (change: PresenceReplicas.Change, message: Message) {
        var change = PresenceReplicas.Change()
        for silent in lastHeard.filter({ now - $0.value >= Self.silence }).keys { change.append(forget(silent)) }
        return (change, Message(sender: replica, content: .heartbeat(replicas[replica].seen.through)))
    }

    private mutating func forget(_ other: ReplicaID) -> PresenceReplicas.Change {
        lastHeard[other] = nil
        return replicas.forget(other)
    }
}
