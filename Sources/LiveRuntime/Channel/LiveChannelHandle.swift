public import NIOCore
public import WireJSON

/// A joined view, seen from elsewhere in the server: for registries and other accompanying parts.
public struct LiveChannelHandle: Sendable, Hashable {
    private let channel: LiveChannel

    init(_ channel: LiveChannel) {
        self.channel = channel
    }

    /// The loop the view lives on; its ``LifecycleHook``s are called there.
    public var eventLoop: any EventLoop { channel.eventLoop }

    /// Dispatches an event to the page's hooks, whatever the view is doing.
    public func push(_ name: String, _ payload: JSONValue = [:]) {
        perform { $0.push(name, payload) }
    }

    /// Ends the view at once, also in the middle of a handler: nothing it produces from then on leaves the server.
    ///
    /// The browser receives `event`, then the redirect; then the socket is closed.
    public func end(_ ending: LiveChannelEnding) {
        perform { $0.end(ending) }
    }

    private func perform(_ action: @escaping @Sendable (isolated LiveChannel) -> Void) {
        let channel = channel
        channel.eventLoop.execute { channel.assumeIsolated(action) }
    }

    public static func == (one: Self, other: Self) -> Bool { one.channel === other.channel }

    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(channel)) }
}

/// How a view is ended from outside.
public struct LiveChannelEnding: Sendable {
    let event: LiveSocket.Effects.Event
    let path: String
    let flash: Flash

    /// - Parameters:
    ///   - event: tells the page's hooks why.
    ///   - path: local; where the browser goes.
    ///   - flash: what the next page says.
    public init(event: String, payload: JSONValue, redirectingTo path: String, flash: Flash = [:]) {
        self.event = .init(name: event, payload: payload)
        self.path = path
        self.flash = flash
    }
}
