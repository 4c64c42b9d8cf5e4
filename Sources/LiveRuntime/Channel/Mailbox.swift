import DequeModule

/// Inputs waiting for a channel, in order of arrival.
///
/// Bounded: a full mailbox means the view cannot keep up, and its channel ends rather than the server's memory.
struct Mailbox<Input> {
    /// Far above what a browser or a busy topic causes while one handler awaits; each waiting input costs its payload.
    static var capacity: Int { 256 }

    private var inputs = Deque<Input>()

    mutating func append(_ input: Input) throws(LiveViewError) {
        guard inputs.count < Self.capacity else { throw .mailboxFull }
        inputs.append(input)
    }

    mutating func popFirst() -> Input? { inputs.popFirst() }

    mutating func removeAll() { inputs.removeAll() }
}
