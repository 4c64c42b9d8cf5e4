package import NIOCore
import Synchronization
package import WireJSON

/// The subscriptions and presences of one channel: they end with it.
package final class SubscriptionScope: Sendable {
    private struct Holdings {
        var subscriptions: [String: PubSub.SubscriptionID] = [:]
        var presences: [Presence: PresenceTag] = [:]
    }

    private struct Presence: Hashable {
        let topic: String
        let key: String
    }

    private enum State {
        case active(Holdings)
        case ended
    }

    let pubSub: PubSub
    private let eventLoop: any EventLoop
    private let deliver: PubSub.Delivery
    private let state = Mutex(State.active(Holdings()))

    package init(pubSub: PubSub, eventLoop: any EventLoop, deliver: @escaping PubSub.Delivery) {
        self.pubSub = pubSub
        self.eventLoop = eventLoop
        self.deliver = deliver
    }

    package func subscribe(to topic: String) {
        change { holdings in
            guard holdings.subscriptions[topic] == nil else { return }
            holdings.subscriptions[topic] = pubSub.subscribe(to: topic, on: eventLoop, deliver: deliver)
        }
    }

    /// Makes `key` present on `topic` with `values`, or changes what it is present with.
    package func track(_ key: String, _ values: [String: JSONValue], on topic: String) {
        change { holdings in
            let presence = Presence(topic: topic, key: key)
            let previous = holdings.presences[presence]
            holdings.presences[presence] = pubSub.changePresence(
                removing: previous,
                adding: PresenceEntry(topic: topic, key: key, values: values, previous: previous))
        }
    }

    package func untrack(_ key: String, on topic: String) {
        change { holdings in
            guard let gone = holdings.presences.removeValue(forKey: Presence(topic: topic, key: key)) else { return }
            _ = pubSub.changePresence(removing: gone, adding: nil)
        }
    }

    private func change(_ change: (inout Holdings) -> Void) {
        state.withLock { state in
            guard case .active(var holdings) = state else { return }
            // Only this variable may hold the storage, or each change would copy it.
            state = .ended
            change(&holdings)
            state = .active(holdings)
        }
    }

    package func end() {
        let holdings = state.withLock { state -> Holdings in
            guard case .active(let holdings) = state else { return Holdings() }
            state = .ended
            return holdings
        }
        holdings.subscriptions.values.forEach(pubSub.unsubscribe)
        for gone in holdings.presences.values { _ = pubSub.changePresence(removing: gone, adding: nil) }
    }
}
