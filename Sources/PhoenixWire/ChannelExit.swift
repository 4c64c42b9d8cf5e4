/// The last message of a channel: that it is over, and whether to come back.
package struct ChannelExit: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Died. The client is told `phx_error`, and joins again.
        case crashed
        /// Left, replaced, redirected, or an upload done. The client is told `phx_close`, and forgets the channel: a page whose
        /// view is closed for any other reason stays on the screen, dead, and nothing ever retries.
        case closed
    }

    package var topic: String
    package var joinRef: String
    package var reason: Reason

    package init(topic: String, joinRef: String, reason: Reason) {
        self.topic = topic
        self.joinRef = joinRef
        self.reason = reason
    }
}
