import ClerkLive
import Synchronization

/// The message that everybody sees.
final class MessageBoard: Sendable {
    static let shared = MessageBoard()
    static let topic = "message"

    let pubSub = PubSub()
    private let current = Mutex("No news yet.")

    var message: String { current.withLock { $0 } }

    /// How many open pages listen.
    var audience: Int { pubSub.subscriberCount(of: Self.topic) }

    func post(_ message: String) {
        current.withLock { $0 = message }
        pubSub.publish(message, to: Self.topic)
    }
}
