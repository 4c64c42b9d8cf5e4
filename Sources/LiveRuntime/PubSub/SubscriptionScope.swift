package import NIOCore
import Synchronization

/// The subscriptions of one channel: they end with it.
package final class SubscriptionScope: Sendable {
    private enum State {
        case active([String: PubSub.SubscriptionID])
        case ended
    }

    private let pubSub: PubSub
    private let eventLoop: any EventLoop
    private let deliver: PubSub.Delivery
    private let state = Mutex(State.active([:]))

    package init(pubSub: PubSub, eventLoop: any EventLoop, deliver: @escaping PubSub.Delivery) {
        self.pubSub = pubSub
        self.eventLoop = eventLoop
        self.deliver = deliver
    }

    package func subscribe(to topic: String) {
        state.withLock { state in
            guard case .active(var subscriptions) = state, subscriptions[topic] == nil else { return }
            subscriptions[topic] = pubSub.subscribe(to: topic, on: eventLoop, deliver: deliver)
            state = .active(subscriptions)
        }
    }

    package func end() {
        let subscriptions = state.withLock { state -> [PubSub.SubscriptionID] in
            guard case .active(let subscriptions) = state else { return [] }
            state = .ended
            return Array(subscriptions.values)
        }
        subscriptions.forEach(pubSub.unsubscribe)
    }
}
