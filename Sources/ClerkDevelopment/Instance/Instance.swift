/// Everything an instance remembers: its users, the browsers that have called, and their sessions.
///
/// A value: every change takes the time and the identifiers it needs. Times are milliseconds since 1970, as in Clerk's
/// API.
///
///     sign in ──▶ active ──▶ ended · removed · revoked      (never back)
///                    └─────▶ expired                        (by the clock alone)
struct Instance: Codable, Hashable, Sendable {
    /// Browsers remembered at most; past it the oldest without an open session is forgotten and gets a new token when
    /// it calls.
    static let maximumClients = 1_000
    /// Closed sessions remembered at most, for the backend API to tell how they ended.
    static let maximumClosedSessions = 1_000

    /// `ins_…`; also the signing key's `kid`.
    let id: String
    private(set) var users: [InstanceUser] = []
    /// By dev browser token.
    private(set) var clients: [String: InstanceClient] = [:]
    /// By identifier.
    private(set) var sessions: [String: InstanceSession] = [:]

    init(id: String) {
        self.id = id
    }
}

/// A user with what the instance alone knows.
struct InstanceUser: Codable, Hashable, Sendable {
    let id: String
    var email: String
    var firstName: String
    var lastName: String
    var imageURL: String?
    var password: PasswordHash
    var createdAt: Int
    var lastSignInAt: Int?

    var name: String { publicValue.name }

    var publicValue: DevelopmentClerk.User {
        DevelopmentClerk.User(id: id, email: email, firstName: firstName, lastName: lastName, imageURL: imageURL)
    }
}

/// One browser, known by its dev browser token. Several users may be signed in to it; one session is active.
struct InstanceClient: Codable, Hashable, Sendable {
    let id: String
    /// Open sessions, oldest first.
    var sessionIDs: [String] = []
    var lastActiveSessionID: String?
    var createdAt: Int
    /// When somebody last signed in or out here: the `__client_uat` of this browser. Nothing else may move it, or
    /// tokens issued before would look stale.
    var updatedAt: Int
}

/// One user signed in on one browser.
struct InstanceSession: Codable, Hashable, Sendable {
    enum Status: String, Codable, Sendable {
        case active, ended, removed, revoked, expired
    }

    /// Seven days, Clerk's default for the maximum lifetime.
    static let lifetime = 7 * 24 * 3_600_000

    let id: String
    let userID: String
    let clientID: String
    let createdAt: Int
    var updatedAt: Int
    var lastActiveAt: Int
    /// How it was closed; `nil` while it is not.
    var closed: Status?

    var expireAt: Int { createdAt + Self.lifetime }

    func status(at now: Int) -> Status {
        closed ?? (now >= expireAt ? .expired : .active)
    }
}

// MARK: Users

extension Instance {
    func user(_ id: String) -> InstanceUser? {
        users.first { $0.id == id }
    }

    /// Email addresses are compared without case.
    func user(email: String) -> InstanceUser? {
        let wanted = email.lowercased()
        return users.first { $0.email.lowercased() == wanted }
    }

    /// Adds a user, or takes over the profile and password of the one with the same identifier: what the code says wins
    /// over what a state file remembers. Another user with the same address gives way.
    mutating func seed(_ user: DevelopmentClerk.User, password: PasswordHash, at now: Int) {
        if let other = self.user(email: user.email), other.id != user.id { remove(other.id, at: now) }
        let fresh = InstanceUser(
            id: user.id, email: user.email, firstName: user.firstName, lastName: user.lastName, imageURL: user.imageURL,
            password: password, createdAt: now)
        guard let index = users.firstIndex(where: { $0.id == user.id }) else { return users.append(fresh) }
        let known = users[index]
        users[index] = fresh
        users[index].createdAt = known.createdAt
        users[index].lastSignInAt = known.lastSignInAt
    }

    private mutating func remove(_ userID: String, at now: Int) {
        users.removeAll { $0.id == userID }
        for session in sessions.values where session.userID == userID { close(session.id, as: .removed, at: now) }
    }

    mutating func signUp(_ user: InstanceUser) throws(ClerkAPIError) {
        guard self.user(email: user.email) == nil else { throw .identifierExists }
        users.append(user)
    }
}

// MARK: Browsers

extension Instance {
    mutating func addClient(token: String, id: String, at now: Int) {
        if clients.count >= Self.maximumClients { forgetOldestIdleClient() }
        clients[token] = InstanceClient(id: id, createdAt: now, updatedAt: now)
    }

    private mutating func forgetOldestIdleClient() {
        let idle = clients.filter { $0.value.sessionIDs.isEmpty }
        guard let oldest = idle.min(by: { $0.value.createdAt < $1.value.createdAt }) else { return }
        clients[oldest.key] = nil
    }

    /// - Throws: `.devBrowserUnauthenticated` if no browser has this token; the browser then asks for a new one.
    func client(_ token: String?) throws(ClerkAPIError) -> InstanceClient {
        guard let token, let client = clients[token] else { throw .devBrowserUnauthenticated }
        return client
    }

    /// The client's sessions that are still active, oldest first.
    func openSessions(of client: InstanceClient, at now: Int) -> [InstanceSession] {
        client.sessionIDs.compactMap { sessions[$0] }.filter { $0.status(at: now) == .active }
    }

    /// The session a page of this browser should speak for: the one last made active, else the newest.
    func activeSession(of client: InstanceClient, at now: Int) -> InstanceSession? {
        let open = openSessions(of: client, at: now)
        return open.first { $0.id == client.lastActiveSessionID } ?? open.last
    }

    /// Seconds since 1970 of the last sign-in or sign-out, or 0 if nobody is signed in.
    func clientUpdatedAt(of client: InstanceClient, at now: Int) -> Int {
        openSessions(of: client, at: now).isEmpty ? 0 : client.updatedAt / 1_000
    }
}

// MARK: Sessions

extension Instance {
    /// Opens a session and makes it the browser's active one.
    ///
    /// - Throws: `.alreadySignedIn` if this user is signed in on this browser.
    mutating func signIn(
        userID: String, token: String?, sessionID: String, at now: Int
    ) throws(ClerkAPIError) -> InstanceSession {
        let client = try client(token)
        guard let token, let index = users.firstIndex(where: { $0.id == userID }) else { throw .identifierNotFound }
        guard !openSessions(of: client, at: now).contains(where: { $0.userID == userID }) else {
            throw .alreadySignedIn
        }
        let session = InstanceSession(
            id: sessionID, userID: userID, clientID: client.id, createdAt: now, updatedAt: now, lastActiveAt: now)
        sessions[sessionID] = session
        clients[token]?.sessionIDs.append(sessionID)
        clients[token]?.lastActiveSessionID = sessionID
        clients[token]?.updatedAt = now
        users[index].lastSignInAt = now
        return session
    }

    /// The session `id`, if it belongs to the browser with `token` and is active.
    ///
    /// - Throws: `.sessionNotFound` for another browser's session, `.unauthenticated` for one that is over.
    func session(_ id: String, token: String?, at now: Int) throws(ClerkAPIError) -> InstanceSession {
        let client = try client(token)
        guard let session = sessions[id], session.clientID == client.id else { throw .sessionNotFound }
        guard session.status(at: now) == .active else { throw .unauthenticated }
        return session
    }

    mutating func touch(_ id: String, token: String?, at now: Int) throws(ClerkAPIError) -> InstanceSession {
        var session = try session(id, token: token, at: now)
        session.lastActiveAt = now
        session.updatedAt = now
        sessions[id] = session
        if let token { clients[token]?.lastActiveSessionID = id }
        return session
    }

    /// Closes one session. Closing a session that is over changes nothing.
    mutating func close(_ id: String, as status: InstanceSession.Status, at now: Int) {
        guard var session = sessions[id], session.status(at: now) == .active else { return }
        session.closed = status
        session.updatedAt = now
        sessions[id] = session
        for (token, var client) in clients where client.id == session.clientID {
            client.sessionIDs.removeAll { $0 == id }
            client.updatedAt = now
            if client.lastActiveSessionID == id { client.lastActiveSessionID = client.sessionIDs.last }
            clients[token] = client
        }
        forgetOldestClosedSessions(at: now)
    }

    private mutating func forgetOldestClosedSessions(at now: Int) {
        let closed = sessions.values.filter { $0.status(at: now) != .active }
        guard closed.count > Self.maximumClosedSessions else { return }
        for session in closed.sorted(by: { $0.updatedAt < $1.updatedAt }).prefix(
            closed.count - Self.maximumClosedSessions)
        {
            sessions[session.id] = nil
        }
    }

    /// Sessions by newest first, as the backend API lists them.
    func sessions(userID: String?, clientID: String?, status: InstanceSession.Status?, at now: Int) -> [InstanceSession]
    {
        sessions.values.filter { session in
            (userID ?? session.userID) == session.userID && (clientID ?? session.clientID) == session.clientID
                && (status ?? session.status(at: now)) == session.status(at: now)
        }.sorted { ($1.createdAt, $1.id) < ($0.createdAt, $0.id) }
    }
}
