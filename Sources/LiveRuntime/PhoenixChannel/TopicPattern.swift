/// The topics a channel serves: one, or all that begin alike.
package struct TopicPattern: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    private let prefix: String
    private let isOpen: Bool

    /// - Parameter pattern: `room:lobby`, or `room:*`, whose `*` stands for anything, also for nothing.
    package init(_ pattern: String) {
        description = pattern
        isOpen = pattern.hasSuffix("*")
        prefix = isOpen ? String(pattern.dropLast()) : pattern
        precondition(
            !prefix.contains("*"), "the topic \"\(pattern)\" may hold one *, at its end, as in \"room:*\"")
        precondition(!prefix.isEmpty, "the topic \"\(pattern)\" must begin with what it is about, as in \"room:*\"")
        precondition(!matches("phoenix"), "the topic \"\(pattern)\" is the protocol's own")
        for reserved in ["lv:", "lvu:"] {
            precondition(
                !matches(reserved) && !prefix.utf8.starts(with: reserved.utf8),
                "topics that begin with \"\(reserved)\" are the protocol's own, so not \"\(pattern)\"")
        }
    }

    /// What the `*` stands for in `topic`, empty if there is none; `nil` if `topic` is not of this pattern.
    package func match(_ topic: String) -> String? {
        guard matches(topic) else { return nil }
        return String(Substring(topic[...].utf8.dropFirst(prefix.utf8.count)))
    }

    /// Whether every topic of `other` is one of this pattern.
    package func covers(_ other: TopicPattern) -> Bool {
        isOpen ? other.prefix.utf8.starts(with: prefix.utf8) : self == other
    }

    private func matches(_ topic: String) -> Bool {
        isOpen ? topic.utf8.starts(with: prefix.utf8) : topic == prefix
    }
}
