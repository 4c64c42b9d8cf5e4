package import NIOCore
import NIOPosix
import Synchronization

/// One TCP connection of a client that shares no code with the server: sends bytes, and keeps what arrives until it is read.
///
/// Every wait has a deadline and fails with what it waited for; nothing here sleeps.
package final class PeerConnection: Sendable {
    /// Far above what any answer takes on a machine that is busy; only a failing test waits for it.
    private static let patience = TimeAmount.seconds(20)

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
        package init(_ description: String) { self.description = description }
    }

    private let channel: any Channel
    private let inbox: Inbox

    private init(channel: any Channel, inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// - Parameter receiveBuffer: bytes the kernel keeps for us while we do not read; the system's choice if `nil`.
    package static func open(port: Int, receiveBuffer: Int? = nil) async throws -> PeerConnection {
        let inbox = Inbox()
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(InboxHandler(inbox))
                }
            }
        if let receiveBuffer {
            bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBuffer))
        }
        return PeerConnection(channel: try await bootstrap.connect(host: "127.0.0.1", port: port).get(), inbox: inbox)
    }

    package func send(_ bytes: ByteBuffer) async throws {
        try await channel.writeAndFlush(bytes)
    }

    package func send(_ text: String) async throws {
        try await send(ByteBuffer(string: text))
    }

    /// While `false`, what the server sends stays in the kernel.
    package func setReading(_ isReading: Bool) async throws {
        try await channel.setOption(.autoRead, value: isReading).get()
    }

    package func close() async {
        try? await channel.close()
    }

    /// Waits until `take` finds what it wants at the front of the bytes received, and takes it out of them.
    ///
    /// - Parameters:
    ///   - what: for the failure's text.
    ///   - take: `isEnd` says that nothing will follow. Leaves the bytes alone when it returns `nil`.
    /// - Throws: what `take` throws, or ``Failure`` after the deadline, or at the end of the connection.
    package func read<T: Sendable>(
        _ what: String, _ take: @Sendable (_ bytes: inout ByteBuffer, _ isEnd: Bool) throws -> T?
    ) async throws -> T {
        let expiry = channel.eventLoop.scheduleTask(in: Self.patience) { [inbox] in inbox.change { $0.isOverdue = true }
        }
        defer { expiry.cancel() }
        while true {
            let (taken, seen) = try inbox.look { state in
                let taken = try take(&state.bytes, state.isEnd)
                guard taken == nil else { return taken }
                if state.isOverdue { throw Failure("no \(what) came in time") }
                if state.isEnd { throw Failure("the connection ended before \(what)") }
                return nil
            }
            if let taken { return taken }
            await inbox.waitForChange(since: seen)
        }
    }

    /// Waits for the server to end the connection.
    ///
    /// - Returns: what was still unread.
    package func readToEnd() async throws -> ByteBuffer {
        try await read("end of the connection") { bytes, isEnd in
            guard isEnd else { return nil }
            defer { bytes = ByteBuffer() }
            return bytes
        }
    }
}

/// What has arrived, and who waits for more. One reader at a time.
private final class Inbox: Sendable {
    struct State {
        var bytes = ByteBuffer()
        var isEnd = false
        var isOverdue = false
        fileprivate var version = 0
        fileprivate var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func change(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            state.version += 1
            return state.waiter.take()
        }
        waiter?.resume()
    }

    func look<T: Sendable>(_ look: (inout State) throws -> T?) rethrows -> (T?, version: Int) {
        try state.withLock { state in (try look(&state), state.version) }
    }

    func waitForChange(since version: Int) async {
        await withCheckedContinuation { continuation in
            let isLate = state.withLock { state in
                guard state.version == version else { return true }
                state.waiter = continuation
                return false
            }
            if isLate { continuation.resume() }
        }
    }
}

private final class InboxHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: Inbox

    init(_ inbox: Inbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var received = unwrapInboundIn(data)
        inbox.change { $0.bytes.writeBuffer(&received) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { inbox.change { $0.isEnd = true } }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.change { $0.isEnd = true }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
