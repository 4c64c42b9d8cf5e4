import ClerkLive

/// For everybody.
struct Home: LiveView {
    private let session: ClerkSession?
    private let flash: Flash

    init(_ mount: Mount<MaybeAuthenticated>) {
        session = mount.auth
        flash = mount.flash
    }

    func render() -> Rendered {
        "<p>Hello \(session?.identity.firstName ?? "stranger")</p><i>\(flash["info"] ?? flash["error"] ?? "")</i>"
    }
}

/// For those who are signed in.
struct Dashboard: LiveView {
    private let session: ClerkSession
    private var count = 0

    init(_ mount: Mount<Authenticated>) {
        session = mount.auth
    }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        if event.name == "increment" { count += 1 }
    }

    func render() -> Rendered { "<p>\(session.userID)</p><i>\(count)</i>" }
}

/// Can be loaded, and never joined.
struct Fragile: LiveView {
    struct Crash: Error {}

    init(_ mount: Mount<Authenticated>) throws {
        if mount.isConnected { throw Crash() }
    }

    func render() -> Rendered { "<p>fragile</p>" }
}

/// Says who joined, to those who are signed in.
struct Club: PhoenixChannel {
    private let session: ClerkSession

    init(_ join: ChannelJoin<Authenticated>, socket: inout ChannelSocket) {
        session = join.auth
        socket.reply(["user": .string(session.userID)])
    }

    mutating func handle(_ message: ChannelMessage, socket: inout ChannelSocket) {
        socket.reply(["by": .string(session.userID)])
    }
}

/// Says who joined, to everybody.
struct Hall: PhoenixChannel {
    init(_ join: ChannelJoin<MaybeAuthenticated>, socket: inout ChannelSocket) {
        socket.reply(["user": .string(join.auth?.userID ?? "nobody")])
    }
}
