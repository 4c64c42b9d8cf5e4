import Foundation

/// One of several ways to do a piece of work, measured side by side.
struct Contender {
    let name: String
    /// Pieces of work in one time.
    fileprivate let pieces: Int
    /// Does the work that many times; gives a number that depends on its results, so that no work can be left out.
    fileprivate let repeated: (_ count: Int) async throws -> Int

    init(_ name: String, _ work: @escaping () throws -> Int) {
        self.init(name, repeating: { count in try Self.times(count, work) })
    }

    init(_ name: String, pieces: Int = 1, repeating repeated: @escaping (_ count: Int) async throws -> Int) {
        self.name = name
        self.pieces = pieces
        self.repeated = repeated
    }

    /// Apart from its asynchronous caller, so that each time costs no more than a plain call.
    private static func times(_ count: Int, _ work: () throws -> Int) rethrows -> Int {
        var results = 0
        for _ in 0..<count { results &+= try work() }
        return results
    }
}

/// A contender that does not do its work has no time to show.
struct ContenderFailed: Error {
    let what: String

    init(_ what: String) {
        self.what = what
    }
}

/// The time of processors, of all threads of this process: what others do on the machine hardly counts.
enum ProcessorClock {
    /// POSIX fixes the unit of `clock()` at a microsecond.
    static var seconds: Double { Double(clock()) / 1e6 }
}

/// Rounds in which every contender has its turn: whatever slows the machine for a while slows them all.
enum Measuring {
    static let rounds = 15
    /// Processor time of one turn.
    private static let turn = 0.02

    /// Seconds of processor time for one piece of work, by contender: the median of all rounds.
    static func median(_ contenders: [Contender]) async throws -> [Double] {
        var counts: [Int] = []
        for contender in contenders { counts.append(try await warmUp(contender)) }
        var times = contenders.map { _ in [Double]() }
        for _ in 0..<rounds {
            for (index, contender) in contenders.enumerated() {
                let seconds = try await time(contender, counts[index])
                times[index].append(seconds / Double(counts[index] * contender.pieces))
            }
        }
        return times.map { $0.sorted()[rounds / 2] }
    }

    /// - Returns: how many times fill a turn.
    private static func warmUp(_ contender: Contender) async throws -> Int {
        var count = 1
        while true {
            let seconds = try await time(contender, count)
            if seconds >= turn / 2 { return max(1, Int(Double(count) * turn / seconds)) }
            count *= 2
        }
    }

    private static func time(_ contender: Contender, _ count: Int) async throws -> Double {
        let start = ProcessorClock.seconds
        _ = try await contender.repeated(count)
        return ProcessorClock.seconds - start
    }
}
