public import ClerkCore
public import LiveRuntime

/// Somebody is signed in: `Mount<Authenticated>.auth` is their session.
public enum Authenticated: MountAuthority {
    public typealias Credential = ClerkSession
}

/// Perhaps somebody is signed in: `Mount<MaybeAuthenticated>.auth` is their session, or `nil`.
public enum MaybeAuthenticated: MountAuthority {
    public typealias Credential = ClerkSession?
}

extension LiveSessionRoutes where Authority == Authenticated {
    /// Shows `view`, which can do without a session, at `path`; here it always has one.
    public mutating func view<View: LiveView>(_ path: String, _ view: View.Type)
    where View.Authority == MaybeAuthenticated {
        self.view(path, view, credential: { $0 })
    }

    /// Serves `topics` with `channel`, which can do without a session; here it always has one.
    public mutating func channel<Channel: PhoenixChannel>(_ topics: String, _ channel: Channel.Type)
    where Channel.Authority == MaybeAuthenticated {
        self.channel(topics, channel, credential: { $0 })
    }
}
