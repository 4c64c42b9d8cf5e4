import NIOCore

/// Whether a peer takes any of what it is owed, looked at once in a while.
struct StallWatch: Sendable {
    private let interval: TimeAmount
    private(set) var nextLook: NIODeadline
    /// Bytes written, ever.
    private var written = 0
    /// Bytes taken by the time of the last look; `nil` if nothing was owed then.
    private var takenAtLastLook: Int?

    init(interval: TimeAmount, now: NIODeadline) {
        self.interval = interval
        nextLook = now + interval
    }

    mutating func wrote(_ bytes: Int) {
        written += bytes
    }

    /// - Parameter owed: bytes that the kernel has not taken yet. Encryption makes them more than were written: what seems taken then
    ///   falls with each write, which must not count as progress, and rises with each byte that goes out.
    /// - Returns: whether something is owed since the last look, and none of it was taken.
    mutating func isStalled(owed: Int, now: NIODeadline) -> Bool {
        guard now >= nextLook else { return false }
        nextLook = now + interval
        let taken = written - owed
        defer { takenAtLastLook = owed > 0 ? taken : nil }
        guard owed > 0, let takenAtLastLook else { return false }
        return taken <= takenAtLastLook
    }
}
