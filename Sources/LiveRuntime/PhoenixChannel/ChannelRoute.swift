/// The topics of one channel type, and how a channel of it comes to be.
package struct ChannelRoute: Sendable {
    package let pattern: TopicPattern
    let channelName: String
    let join: @Sendable (_ request: MountRequest, _ subtopic: String, inout ChannelSocket) async throws -> JoinedChannel
}

/// A channel that has just been made, and what accompanies it.
struct JoinedChannel: Sendable {
    let channel: any PhoenixChannel
    let lifecycleHooks: [any LifecycleHook]
}

extension LiveSessionRoutes {
    /// Serves `topics` with `channel`, which needs exactly what the session grants.
    ///
    /// - Parameter topics: one topic, or `room:*` for all that begin so. Among overlapping routes the first declared wins.
    public mutating func channel<Channel: PhoenixChannel>(_ topics: String, _ channel: Channel.Type)
    where Channel.Authority == Authority {
        self.channel(topics, channel, credential: { $0 })
    }

    /// Serves `topics` with `channel`, which needs nothing.
    @_disfavoredOverload
    public mutating func channel<Channel: PhoenixChannel>(_ topics: String, _ channel: Channel.Type)
    where Channel.Authority == Anyone {
        self.channel(topics, channel, credential: { _ in })
    }

    /// Serves `topics` with `channel`, handing it `credential` of what the session grants. For authorities that imply others.
    public mutating func channel<Channel: PhoenixChannel>(
        _ topics: String, _ channel: Channel.Type,
        credential: @escaping @Sendable (Authority.Credential) -> Channel.Authority.Credential
    ) {
        let hook = hook
        channelRoutes.append(
            ChannelRoute(pattern: TopicPattern(topics), channelName: "\(Channel.self)") { request, subtopic, socket in
                let admission = try await hook.admit(request)
                let join = ChannelJoin<Channel.Authority>(
                    auth: credential(admission.credential), topic: socket.topic, subtopic: subtopic,
                    parameters: request.parameters)
                do {
                    return JoinedChannel(
                        channel: try await Channel(join, socket: &socket), lifecycleHooks: admission.lifecycleHooks)
                } catch {
                    // No channel will know of them.
                    for hook in admission.lifecycleHooks { hook.channelEnded() }
                    throw error
                }
            })
    }
}
