import Hummingbird
import NIOCore
import Synchronization

/// The chance, while a request runs through the router, to make its connection a WebSocket.
///
/// Set for the duration of a request that asks for one; a route takes it by calling ``accept(_:)`` and answering 101.
final class WebSocketUpgrade: Sendable {
    /// Builds what runs on the upgraded connection. Called on its event loop, after the response's head has been written.
    typealias MakeHandler = @Sendable (any Channel) -> any ChannelHandler

    @TaskLocal static var current: WebSocketUpgrade?

    private let makeHandler = Mutex<MakeHandler?>(nil)

    func accept(_ makeHandler: @escaping MakeHandler) {
        self.makeHandler.withLock { $0 = makeHandler }
    }

    /// What the route chose, if it answered `response` with an upgrade.
    func accepted(in response: Response) -> MakeHandler? {
        guard response.status == .switchingProtocols else { return nil }
        return makeHandler.withLock { $0 }
    }
}
