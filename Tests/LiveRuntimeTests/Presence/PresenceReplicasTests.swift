import LiveRuntime
import SeededRandomness
import Testing
import WireJSON

@Suite("PresenceReplicas · knowledge merges in any order, any grouping, any number of times")
struct PresenceReplicasTests {
    /// What some replicas did, as the news that each operation made, and the truth after all of them.
    private struct History {
        var news: [(replica: ReplicaID, PresenceReplica)] = []
        var truth = PresenceReplicas()

        init(_ random: inout SeededGenerator, operations: Int = 40) {
            let replicas = ["a", "b", "c"].map { ReplicaID($0) }
            var present: [ReplicaID: [PresenceTag]] = [:]
            for number in 0..<operations {
                let replica = replicas.randomElement(using: &random)!
                let gone = Bool.random(using: &random) ? present[replica]?.randomElement(using: &random) : nil
                let comes = gone == nil || Bool.random(using: &random)
                let entry = PresenceEntry(
                    topic: "t\(number % 3)", key: "k\(number % 5)", values: ["n": .integer(number)], previous: gone)
                let (tag, _, made) = truth.operate(as: replica, removing: gone, adding: comes ? entry : nil)
                if let gone { present[replica]?.removeAll { $0 == gone } }
                if comes { present[replica, default: []].append(tag) }
                news.append((replica, made))
            }
        }

        /// What somebody knows who heard some of the news, in some order, some of it twice.
        func hearsay(_ random: inout SeededGenerator) -> PresenceReplicas {
            var knowledge = PresenceReplicas()
            let heard = news.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
            for (replica, made) in (heard + heard.prefix(7)).shuffled(using: &random) {
                _ = knowledge.merge(made, of: replica)
            }
            return knowledge
        }
    }

    private func merged(_ one: PresenceReplicas, _ other: PresenceReplicas) -> PresenceReplicas {
        var result = one
        _ = result.merge(other)
        return result
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `merging is commutative, associative and idempotent`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let history = History(&random)
        let (a, b, c) = (history.hearsay(&random), history.hearsay(&random), history.hearsay(&random))
        #expect(merged(a, b) == merged(b, a))
        #expect(merged(merged(a, b), c) == merged(a, merged(b, c)))
        #expect(merged(a, a) == a)
        #expect(merged(merged(a, b), b) == merged(a, b))
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `all news in any order make the truth, and so does being told it whole`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let history = History(&random)
        var knowledge = PresenceReplicas()
        for (replica, made) in history.news.shuffled(using: &random) { _ = knowledge.merge(made, of: replica) }
        #expect(knowledge == history.truth)
        #expect(merged(history.hearsay(&random), history.truth) == history.truth)
        #expect(merged(history.truth, history.hearsay(&random)) == history.truth)
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `following the changes is knowing the entries`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let history = History(&random)
        var knowledge = PresenceReplicas()
        var followed: [PresenceTag: PresenceEntry] = [:]
        func follow(_ change: PresenceReplicas.Change) {
            for (tag, entry) in change.joined { #expect(followed.updateValue(entry, forKey: tag) == nil) }
            for (tag, entry) in change.left { #expect(followed.removeValue(forKey: tag) == entry) }
        }
        for _ in 0..<5 { follow(knowledge.merge(history.hearsay(&random))) }
        follow(knowledge.merge(history.truth))
        #expect(followed == entries(of: knowledge))
        follow(knowledge.forget(ReplicaID("b")))
        #expect(followed == entries(of: knowledge))
        #expect(!followed.keys.contains { $0.replica == ReplicaID("b") })
        follow(knowledge.merge(history.truth))
        #expect(followed == entries(of: history.truth))
    }

    private func entries(of knowledge: PresenceReplicas) -> [PresenceTag: PresenceEntry] {
        var all: [PresenceTag: PresenceEntry] = [:]
        for (replica, known) in knowledge.replicas {
            for (number, entry) in known.entries { all[PresenceTag(replica: replica, number: number)] = entry }
        }
        return all
    }

    @Test func `what is replaced goes and comes`() {
        var knowledge = PresenceReplicas()
        let replica = ReplicaID("a")
        let first = knowledge.operate(as: replica, removing: nil, adding: PresenceEntry(topic: "t", key: "k"))
        let newer = PresenceEntry(topic: "t", key: "k", values: ["x": 1], previous: first.tag)
        let second = knowledge.operate(as: replica, removing: first.tag, adding: newer)
        #expect(second.change.left == [first.tag: PresenceEntry(topic: "t", key: "k")])
        #expect(second.change.joined == [second.tag: newer])
    }
}
