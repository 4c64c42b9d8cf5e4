/// A set of positive numbers that fills up from one: everything up to some number, and a few beyond it.
struct SeenNumbers: Hashable, Sendable {
    /// Every number from one to this is a member.
    private(set) var through: UInt64
    /// The other members, all above `through + 1`.
    private(set) var beyond: Set<UInt64>

    init(through: UInt64 = 0, beyond: Set<UInt64> = []) {
        self.through = through
        self.beyond = beyond.filter { $0 > through }
        settle()
    }

    func contains(_ number: UInt64) -> Bool { number <= through || beyond.contains(number) }

    mutating func insert(_ number: UInt64) {
        guard !contains(number) else { return }
        beyond.insert(number)
        settle()
    }

    mutating func formUnion(_ other: SeenNumbers) {
        if other.through > through {
            through = other.through
            beyond = beyond.filter { $0 > other.through }
        }
        for number in other.beyond where number > through { beyond.insert(number) }
        settle()
    }

    private mutating func settle() {
        while beyond.remove(through + 1) != nil { through += 1 }
    }
}
