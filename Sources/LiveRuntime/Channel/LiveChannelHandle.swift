public import NIOCore
public import WireJSON

/// A joined view or ``PhoenixChannel``, seen from elsewhere in the server: for registries and other accompanying parts.
public struct LiveChannelHandle: Sendable, Hashable {
    private let channel: any HandledChannel

    init(_ channel: any HandledChannel) {
        self.channel = channel
    }

    /// The loop the view or channel lives on; its ``LifecycleHook``s are called there.
    public var eventLoop: any EventLoop { channel.eventLoop }

    /// Dispatches an event to the page's hooks, or pushes it to the channel's client, whatever the view or channel is doing.
    public func push(_ name: String, _ payload: JSONValue = [:]) {
        channel.pushSoon(name, payload)
    }

    /// Ends the view or channel at once, also in the middle of a handler: nothing it produces from then on leaves the server.
    ///
    /// A browser receives the event, then the redirect; then its socket is closed. A channel's client receives the event, then `phx_close`.
    public func end(_ ending: LiveChannelEnding) {
        channel.endSoon(ending)
    }

    public static func == (one: Self, other: Self) -> Bool { one.channel === other.channel }

    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(channel)) }
}

/// What a ``LiveChannelHandle`` reaches.
protocol HandledChannel: Actor, TopicChannel {
    nonisolated var eventLoop: any EventLoop { get }
    func push(_ name: String, _ payload: JSONValue)
    func end(_ ending: LiveChannelEnding)
}

extension HandledChannel {
    fileprivate nonisolated func pushSoon(_ name: String, _ payload: JSONValue) {
        eventLoop.execute { self.assumeIsolated { $0.push(name, payload) } }
    }

    fileprivate nonisolated func endSoon(_ ending: LiveChannelEnding) {
        eventLoop.execute { self.assumeIsolated { $0.end(ending) } }
    }
}

/// How a view or channel is ended from outside.
public struct LiveChannelEnding: Sendable {
    let event: LiveSocket.Effects.Event
    let path: String?
    let flash: Flash

    /// - Parameters:
    ///   - event: tells the page's hooks, or the channel's client, why.
    ///   - path: local; where the browser goes. `nil`: the page it is on is loaded anew. Of no meaning to a channel, which has no page.
    ///   - flash: what the next page says.
    public init(event: String, payload: JSONValue, redirectingTo path: String? = nil, flash: Flash = [:]) {
        self.event = .init(name: event, payload: payload)
        self.path = path
        self.flash = flash
    }
}
