public import WireJSON

extension LiveSocket {
    /// Makes `key` present on `topic` with `values`, until the view ends. Again: changes the values. Does nothing while not connected.
    public func track(_ key: String, _ values: [String: JSONValue] = [:], on topic: String) {
        scope.subscriptions?.track(key, values, on: topic)
    }

    /// Ends what ``track(_:_:on:)`` began.
    public func untrack(_ key: String, on topic: String) {
        scope.subscriptions?.untrack(key, on: topic)
    }

    /// Who is there on `topic`. To follow it, subscribe first, then read, then apply each diff.
    public func presences(on topic: String) -> PresenceList {
        scope.pubSub.presences(on: topic)
    }
}

extension Mount {
    /// Makes `key` present on `topic` with `values`, until the view ends. Does nothing while not connected.
    public func track(_ key: String, _ values: [String: JSONValue] = [:], on topic: String) {
        socket.track(key, values, on: topic)
    }

    /// Who is there on `topic`. To follow it, subscribe first, then read, then apply each diff:
    ///
    ///     mount.subscribe(to: "room:lobby")
    ///     mount.track(user.id, ["name": .string(user.name)], on: "room:lobby")
    ///     people = mount.presences(on: "room:lobby")
    ///
    ///     mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
    ///         if let diff = message.presenceDiff { people.apply(diff) }
    ///     }
    public func presences(on topic: String) -> PresenceList {
        socket.presences(on: topic)
    }
}

extension ChannelSocket {
    /// Makes `key` present on this topic with `values`, until the channel ends. Again: changes the values.
    public func track(_ key: String, _ values: [String: JSONValue] = [:]) {
        scope.track(key, values, on: topic)
    }

    /// Ends what ``track(_:_:)`` began.
    public func untrack(_ key: String) {
        scope.untrack(key, on: topic)
    }

    /// Who is there on this topic.
    public var presences: PresenceList { scope.pubSub.presences(on: topic) }

    /// Sends this client who is there, as `phoenix.js`'s `Presence` expects it once after joining; the changes follow by themselves.
    public mutating func pushPresences() {
        effects.outputs.append(.presences)
    }
}
