import LiveRuntime
import NIOCore
import NIOEmbedded
import SeededRandomness
import Synchronization
import Testing
import WireJSON

@Suite("Presence · many nodes agree, whatever the network loses")
struct PresenceNodesTests {
    /// Three nodes, and between them a network that loses, doubles and reorders.
    private final class Wire: Sendable {
        private let messages = Mutex<[(from: Int, bytes: ByteBuffer)]>([])

        func append(_ message: (from: Int, bytes: ByteBuffer)) { messages.withLock { $0.append(message) } }

        func take() -> [(from: Int, bytes: ByteBuffer)] {
            messages.withLock { messages in
                defer { messages = [] }
                return messages
            }
        }
    }

    private final class Cluster {
        let nodes = [PubSub(), PubSub(), PubSub()]
        private let onTheWay = Wire()
        var random: SeededGenerator
        var losses = 0
        var now = NIODeadline.uptimeNanoseconds(0)
        var isDown: Set<Int> = []

        init(seed: UInt64 = 1) {
            random = SeededGenerator(seed: seed)
            for (index, node) in nodes.enumerated() {
                node.connectPresence { [onTheWay] bytes in onTheWay.append((index, bytes)) }
            }
        }

        /// Delivers what is on the way, and what that causes.
        func settle() {
            while true {
                let messages = onTheWay.take()
                guard !messages.isEmpty else { return }
                for (sender, bytes) in (messages + messages.prefix(2)).shuffled(using: &random) {
                    // A bus gives a message to its sender too.
                    for (index, node) in nodes.enumerated() where !isDown.contains(index) && !isDown.contains(sender) {
                        guard Int.random(in: 0..<10, using: &random) >= losses else { continue }
                        node.presenceReceived(bytes, at: now)
                    }
                }
            }
        }

        func beat(seconds: Int64 = 2) {
            now = now + .seconds(seconds)
            for (index, node) in nodes.enumerated() where !isDown.contains(index) { node.presenceBeat(at: now) }
            settle()
        }

        var lists: [PresenceList] { nodes.map { $0.presences(on: "room") } }
    }

    private func holder(_ node: PubSub) -> SubscriptionScope {
        SubscriptionScope(pubSub: node, eventLoop: EmbeddedEventLoop()) { _ in }
    }

    @Test func `what is tracked on one node is present on all`() {
        let cluster = Cluster()
        let ada = holder(cluster.nodes[0])
        ada.track("ada", ["device": "laptop"], on: "room")
        holder(cluster.nodes[1]).track("bob", [:], on: "room")
        cluster.settle()
        #expect(cluster.lists[2].keys == ["ada", "bob"])
        #expect(Set(cluster.lists) == [cluster.lists[0]])
        #expect(cluster.lists[2]["ada"].first?["device"] == "laptop")
        ada.track("ada", ["device": "phone"], on: "room")
        cluster.settle()
        #expect(cluster.lists[2]["ada"].map { $0["device"] } == ["phone"])
        #expect(cluster.lists[2]["ada"].first?.previousRef != nil)
        ada.end()
        cluster.settle()
        #expect(cluster.lists[2].keys == ["bob"])
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `after losses, heartbeats bring everybody to the same list`(seed: UInt64) {
        let cluster = Cluster(seed: seed)
        cluster.losses = 5
        var holders: [SubscriptionScope] = []
        for number in 0..<60 {
            let holder = holder(cluster.nodes.randomElement(using: &cluster.random)!)
            holder.track("k\(number % 7)", ["n": .integer(number)], on: "room")
            holders.append(holder)
            if Bool.random(using: &cluster.random) { holders.randomElement(using: &cluster.random)?.end() }
            cluster.settle()
        }
        cluster.losses = 0
        for _ in 0..<2 { cluster.beat() }
        #expect(Set(cluster.lists.map(Unordered.init)).count == 1)
        holders.forEach { $0.end() }
        cluster.settle()
        #expect(cluster.lists.allSatisfy { $0.isEmpty })
    }

    /// Nodes may have heard of the metas of one key in different orders.
    private struct Unordered: Hashable {
        let refs: [String: Set<String>]
        init(_ list: PresenceList) { refs = list.metas.mapValues { Set($0.map(\.ref)) } }
    }

    @Test func `a node that falls silent is taken for gone, and is whole again when it comes back`() {
        let cluster = Cluster()
        let ada = holder(cluster.nodes[0])
        ada.track("ada", [:], on: "room")
        cluster.beat()
        cluster.isDown = [0]
        for _ in 0..<14 { cluster.beat() }
        #expect(cluster.lists[1].keys == ["ada"])
        cluster.beat()
        #expect(cluster.lists[1].isEmpty && cluster.lists[2].isEmpty)
        cluster.isDown = []
        cluster.beat()
        #expect(cluster.lists[1].keys == ["ada"])
    }

    @Test func `a node that says farewell is gone at once`() {
        let cluster = Cluster()
        holder(cluster.nodes[0]).track("ada", [:], on: "room")
        cluster.settle()
        cluster.nodes[0].presenceFarewell()
        cluster.settle()
        #expect(cluster.lists[1].isEmpty)
    }

    @Test(arguments: [
        "", "7", "{}", #"{"v":2,"from":"x","farewell":true}"#, #"{"v":1,"from":"x"}"#,
        #"{"v":1,"from":"x","news":{"through":-1,"beyond":[],"entries":{}}}"#,
        #"{"v":1,"from":"x","news":{"through":0,"beyond":[],"entries":{"1":["room","k",{}]}}}"#,
        #"{"v":1,"from":"x","news":{"through":1,"beyond":[],"entries":{"1":["room","k"]}}}"#,
        #"{"v":1,"from":"x","count":"many"}"#,
    ])
    func `what is no message of another node changes nothing`(text: String) {
        let node = PubSub()
        node.presenceReceived(ByteBuffer(string: text), at: .uptimeNanoseconds(0))
        #expect(node.presences(on: "room").isEmpty)
    }
}
