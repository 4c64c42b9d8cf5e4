package import NIOCore
import PhoenixWire
import Synchronization
import WireJSON

/// Presence: who is there on a topic, on all nodes, until what tracked them ends.
///
/// Views and channels track through their sockets. Whoever subscribed to the topic is told each change (``PubSubMessage/presenceDiff``), and the
/// clients of the topic's channels are sent it as `presence_diff`.
extension PubSub {
    /// Who is there on `topic`. To follow it, subscribe first, then read, then ``PresenceList/apply(_:)`` each diff.
    public func presences(on topic: String) -> PresenceList {
        presence.withLock { $0.list(of: topic) }
    }

    func changePresence(removing gone: PresenceTag?, adding new: PresenceEntry?) -> PresenceTag {
        presence.withLock { state in
            let (tag, outcome) = state.operate(removing: gone, adding: new)
            announce(outcome)
            return tag
        }
    }

    // MARK: Between nodes

    /// Tells other nodes of presences here, through whatever carries bytes to all of them, now and then losing some.
    ///
    /// Feed what arrives from them to ``presenceReceived(_:at:)``, call ``presenceBeat(at:)`` every ``presenceHeartbeatInterval``, and
    /// ``presenceFarewell()`` before the node ends.
    ///
    /// - Parameter send: called under a lock, in the order of what happened: it must not wait.
    package func connectPresence(send: @escaping @Sendable (ByteBuffer) -> Void) {
        presenceLink.withLock { $0 = send }
    }

    package static var presenceHeartbeatInterval: TimeAmount { PresenceGossip.heartbeatInterval }

    package func presenceReceived(_ bytes: ByteBuffer, at now: NIODeadline) {
        guard let json = try? JSONValue(parsing: bytes), let message = PresenceGossip.Message(json) else { return }
        presence.withLock { announce($0.received(message, at: now)) }
    }

    package func presenceBeat(at now: NIODeadline) {
        presence.withLock { announce($0.beat(at: now)) }
    }

    package func presenceFarewell() {
        presence.withLock { announce(.init(message: $0.farewell)) }
    }

    /// Within the lock, so that everybody hears of changes in their order.
    private func announce(_ outcome: PresenceState.Outcome) {
        for (topic, diff) in outcome.diffs {
            publish(
                ChannelBroadcast(
                    topic: topic, event: ProtocolEvent.presenceDiff.rawValue, payload: .json(diff.json),
                    presenceDiff: diff),
                to: topic)
        }
        guard let message = outcome.message else { return }
        presenceLink.withLock { $0 }?(message.json.serialized())
    }
}
