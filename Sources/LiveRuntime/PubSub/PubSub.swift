package import NIOCore
import Synchronization

/// A value published on a topic.
public struct PubSubMessage: Sendable {
    public let topic: String
    private let value: any Sendable

    package init(topic: String, value: any Sendable) {
        self.topic = topic
        self.value = value
    }

    /// What was published, if it is a `T`.
    public func value<T>(as type: T.Type = T.self) -> T? { value as? T }
}

/// Publishes values to the live views of this process that subscribed to a topic.
///
/// Delivery is in publishing order for each publisher and at most once. A subscriber that does not keep up ends
/// (``LiveViewError/Code/mailboxFull``); it never slows the others.
public final class PubSub: Sendable {
    package typealias Delivery = @Sendable (PubSubMessage) -> Void

    package struct SubscriptionID: Hashable, Sendable {
        fileprivate let topic: String
        fileprivate let loop: ObjectIdentifier
        fileprivate let number: UInt64
    }

    /// The subscribers of one topic on one event loop: they are reached with one hop together.
    private struct LoopSubscribers: Sendable {
        let eventLoop: any EventLoop
        var deliveries: [UInt64: Delivery] = [:]
    }

    private struct State {
        var topics: [String: [ObjectIdentifier: LoopSubscribers]] = [:]
        var lastNumber: UInt64 = 0
    }

    private let state = Mutex(State())
    let presence = Mutex(PresenceState(replica: .random()))
    /// Carries the news of ``presence`` to other nodes.
    let presenceLink = Mutex<(@Sendable (ByteBuffer) -> Void)?>(nil)

    public init() {}

    /// Delivers `value` to every subscriber of `topic`.
    public func publish(_ value: any Sendable, to topic: String) {
        let groups = state.withLock { $0.topics[topic].map { Array($0.values) } } ?? []
        let message = PubSubMessage(topic: topic, value: value)
        for group in groups {
            group.eventLoop.execute {
                for deliver in group.deliveries.values { deliver(message) }
            }
        }
    }

    /// - Parameter deliver: called on `eventLoop`.
    package func subscribe(to topic: String, on eventLoop: any EventLoop, deliver: @escaping Delivery) -> SubscriptionID
    {
        state.withLock { state in
            state.lastNumber += 1
            let id = SubscriptionID(topic: topic, loop: ObjectIdentifier(eventLoop), number: state.lastNumber)
            state.topics[topic, default: [:]][id.loop, default: LoopSubscribers(eventLoop: eventLoop)]
                .deliveries[id.number] = deliver
            return id
        }
    }

    package func unsubscribe(_ id: SubscriptionID) {
        state.withLock { state in
            state.topics[id.topic]?[id.loop]?.deliveries[id.number] = nil
            if state.topics[id.topic]?[id.loop]?.deliveries.isEmpty == true { state.topics[id.topic]?[id.loop] = nil }
            if state.topics[id.topic]?.isEmpty == true { state.topics[id.topic] = nil }
        }
    }

    /// How many subscriptions there are to `topic`.
    public func subscriberCount(of topic: String) -> Int {
        state.withLock { $0.topics[topic]?.values.reduce(0) { $0 + $1.deliveries.count } ?? 0 }
    }
}
