public import NIOCore

/// What a server grants its connections, beside ``WebSocketConfiguration``, which is about one WebSocket's messages.
///
/// Each limit keeps one peer, or a broken network, from taking from the others what they need: places, memory, time.
public struct ConnectionLimits: Sendable {
    /// From accepting a connection to its first request's whole head, the TLS handshake included. Past it: 408 if part of a head has
    /// come, and the connection is closed.
    ///
    /// 10 s by default. Longer, a client that sends a byte now and then ("slow loris") holds its place for longer.
    public var headerTimeout = TimeAmount.seconds(10)
    /// Silence of a connection that speaks HTTP: between an answer and the next request's whole head, and within a request's body. Past
    /// it: 408 within a body that is not being answered yet, and the connection is closed.
    ///
    /// 60 s by default. A reverse proxy that keeps connections must let go of them sooner, or it will now and then send a request on one
    /// that is just being closed.
    public var idleTimeout = TimeAmount.seconds(60)
    /// How long the decision about a WebSocket may take. Past it: the decision is cancelled, and the request answered 503 with
    /// `Retry-After`.
    ///
    /// 10 s by default. Longer, a store that does not answer collects connections.
    public var decisionTimeout = TimeAmount.seconds(10)
    /// How long a peer may take nothing of what it is owed. Past it: the connection is cut without a word, as none would be read.
    ///
    /// Looked at once in this time, so what is cut has taken nothing for once to twice as long. 30 s by default. Shorter, it cuts off
    /// whoever drives through a tunnel; longer, it keeps for a dead peer what is owed to it.
    public var sendTimeout = TimeAmount.seconds(30)
    /// Bytes owed to a peer from which on ``WebSocketConnection/isWritable`` is `false`, and nothing more is read from it, until half of
    /// them are taken.
    ///
    /// 64 KiB by default. Lower, large messages go out in small pieces; higher, each slow reader costs as much.
    public var writeHighWaterMark = 64 * 1024
    /// Bytes owed to a peer past which nothing more is kept for it: the next message cuts the connection.
    ///
    /// Only an application that sends on while ``WebSocketConnection/isWritable`` is `false` comes here. One message may be larger.
    /// 1 MiB by default.
    public var maxUnsentBytes = 1024 * 1024
    /// WebSockets open at a time, from their request on. Past it: 503 with `Retry-After`.
    ///
    /// 50 000 by default; each needs a file descriptor (`ulimit -n`) and some KiB of memory.
    public var maxSockets = 50_000
    /// WebSockets open at a time of one client address, from their request on. Past it: 429 with `Retry-After`.
    ///
    /// 1000 by default: as many pages as an office behind one address may have open. A client with IPv6 has a whole network of
    /// addresses, so those with the same first 64 bits are counted as one. Not counted: clients of this very machine (loopback, Unix
    /// sockets), since behind a proxy that is not among ``trustedProxies`` they would be everybody.
    public var maxSocketsPerAddress = 1000
    /// Who may speak for a client's address. Nobody by default: what anybody else forwards is ignored.
    public var trustedProxies = TrustedProxies.none

    public init() {}
}
