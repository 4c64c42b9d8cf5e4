import Synchronization

/// Connections that have to be closed when a test is over: a server waits for its peers before it ends.
final class ConnectionList: Sendable {
    private let connections = Mutex<[PeerConnection]>([])

    func append(_ connection: PeerConnection) {
        connections.withLock { $0.append(connection) }
    }

    func takeAll() -> [PeerConnection] {
        connections.withLock { connections in
            defer { connections = [] }
            return connections
        }
    }
}
