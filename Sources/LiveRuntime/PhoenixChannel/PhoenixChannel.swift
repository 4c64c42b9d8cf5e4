public import WireJSON

/// A conversation on one topic with one client that speaks plain Phoenix channels: `phoenix.js`, or any of its relatives.
///
/// A channel is a plain struct, as a ``LiveView`` is. One value exists for each joined topic of each client; messages reach it one at a time,
/// in order, also across an `await`.
///
///     struct Room: PhoenixChannel {
///         init(_ join: ChannelJoin<Anyone>, socket: inout ChannelSocket) throws {
///             guard join.subtopic == "lobby" else { throw ChannelRefusal("no such room") }
///         }
///         mutating func handle(_ message: ChannelMessage, socket: inout ChannelSocket) {
///             guard message.event == "say", let text = message["text"] else { return socket.refuse("say what?") }
///             socket.broadcast("said", ["text": .string(text)])
///             socket.reply()
///         }
///     }
///
///     live.session("public") { $0.channel("room:*", Room.self) }
///
/// A method that throws ends the channel: the client is told `phx_error` and joins anew; its socket and other topics go on.
public protocol PhoenixChannel: Sendable {
    /// What a client must have shown before this channel can exist; inferred from ``init(_:socket:)``'s parameter.
    associatedtype Authority: MountAuthority

    /// The client joins. What `socket` replies is the answer to the join; what it pushes follows.
    ///
    /// The topic is subscribed to already: nothing broadcast on it from now on is missed.
    ///
    /// - Throws: ``ChannelRefusal`` to turn the client away with a reason; anything else is a crash.
    init(_ join: ChannelJoin<Authority>, socket: inout ChannelSocket) async throws

    /// Something the client sent. Its names and values are the client's to choose: check them.
    ///
    /// The client waits for a reply only where it asked for one, and then some seconds.
    mutating func handle(_ message: ChannelMessage, socket: inout ChannelSocket) async throws

    /// A value published on a topic this channel subscribed to, or on its own. ``ChannelBroadcast``s on its own topic go to the client
    /// without passing here.
    mutating func handle(_ message: PubSubMessage, socket: inout ChannelSocket) async throws

    /// The channel is over, and nothing reaches the client any more. Called once, on its event loop, after any handler that was running.
    mutating func ended(_ reason: ChannelEndReason)
}

extension PhoenixChannel {
    public mutating func handle(_ message: ChannelMessage, socket: inout ChannelSocket) async throws {}
    public mutating func handle(_ message: PubSubMessage, socket: inout ChannelSocket) async throws {}
    public mutating func ended(_ reason: ChannelEndReason) {}
}

/// Why a ``PhoenixChannel`` is over.
public enum ChannelEndReason: Hashable, Sendable {
    /// The client left, joined anew, or its socket is gone.
    case left
    /// The channel stopped itself, or was ended by the server.
    case stopped
    /// A handler threw, or inputs or outputs piled up.
    case crashed
}

/// The first moment of a ``PhoenixChannel``: who joins what.
public struct ChannelJoin<Authority: MountAuthority>: Sendable {
    /// What the session's hook found.
    public let auth: Authority.Credential
    public let topic: String
    /// What the route's `*` stands for: `lobby` where `room:*` was joined as `room:lobby`. Empty for a route without.
    public let subtopic: String
    /// The join's payload; an object.
    public let parameters: JSONValue
}

/// Turns a joining client away.
public struct ChannelRefusal: Error, Sendable {
    let response: ChannelPayload

    /// - Parameter response: what the client's `receive("error")` is given.
    public init(response: ChannelPayload) {
        self.response = response
    }

    /// The response `{"reason": reason}`, as Phoenix has it.
    public init(_ reason: String) {
        response = ["reason": .string(reason)]
    }
}
