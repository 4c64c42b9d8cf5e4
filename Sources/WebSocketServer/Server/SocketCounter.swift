import Synchronization

/// How many WebSockets there are, and of whom.
final class SocketCounter: Sendable {
    enum Excess: Error, Hashable, Sendable {
        case ofAll, ofAddress
    }

    private struct Counts {
        var all = 0
        var byClient: [UInt128: Int] = [:]
    }

    private let counts = Mutex(Counts())
    private let maxSockets: Int
    private let maxSocketsPerAddress: Int

    init(_ limits: ConnectionLimits) {
        maxSockets = limits.maxSockets
        maxSocketsPerAddress = limits.maxSocketsPerAddress
    }

    /// Takes a place. Whoever has one gives it back by ``release(_:)``, with the same address.
    ///
    /// - Parameter address: `nil` is counted among all only.
    func take(_ address: IPAddress?) throws(Excess) {
        let client = Self.client(address)
        try counts.withLock { counts throws(Excess) in
            guard counts.all < maxSockets else { throw .ofAll }
            if let client {
                let count = counts.byClient[client, default: 0]
                guard count < maxSocketsPerAddress else { throw .ofAddress }
                counts.byClient[client] = count + 1
            }
            counts.all += 1
        }
    }

    func release(_ address: IPAddress?) {
        let client = Self.client(address)
        counts.withLock { counts in
            counts.all -= 1
            guard let client, let count = counts.byClient[client] else { return }
            counts.byClient[client] = count > 1 ? count - 1 : nil
        }
    }

    private static func client(_ address: IPAddress?) -> UInt128? {
        guard let address, !address.isLoopback else { return nil }
        return address.client
    }
}
