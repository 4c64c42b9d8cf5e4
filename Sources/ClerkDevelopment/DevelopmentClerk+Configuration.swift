import Crypto
public import Foundation

extension DevelopmentClerk {
    /// What a development instance is made from. The defaults are the demo's: port 4100, Ada and Alan, nothing kept on
    /// disk.
    public struct Configuration: Sendable {
        /// The loopback address to listen on: `127.x.y.z`, or `localhost` for `127.0.0.1`. Anything else is refused at
        /// start: an instance that signs in with a published password has no place on a network. Not `::1`, which a
        /// publishable key cannot spell.
        public var host: String
        /// 0 takes any free port. The publishable key and every token's issuer name the port, so a state file only
        /// helps when the port stays the same.
        public var port: Int
        /// Who can sign in from the start. Listed with their passwords on the instance's home page.
        public var users: [SeedUser]
        /// Where the instance keeps its keys, users and sessions (JSON, readable by its owner only), so that a restart
        /// forgets nothing and tokens go on verifying. `nil`: memory only. The folder must exist.
        public var stateFile: String?
        /// Seconds from a session token's `iat` to its `exp`. Clerk's default is 60; the browser script renews 17 s
        /// before the end.
        public var tokenLifetime: Int
        /// Where live Clerk keys are looked for; finding one stops the start.
        public var environment: [String: String]
        /// The PEM of an RSA key for an instance that has no state yet; `nil` makes one, which takes a fifth of a
        /// second. For test kits, which start many instances.
        package var signingKey: String?

        public init(
            host: String = "127.0.0.1",
            port: Int = 4100,
            users: [SeedUser] = [.ada, .alan],
            stateFile: String? = nil,
            tokenLifetime: Int = 60,
            environment: [String: String] = ProcessInfo.processInfo.environment
        ) {
            self.host = host
            self.port = port
            self.users = users
            self.stateFile = stateFile
            self.tokenLifetime = tokenLifetime
            self.environment = environment
        }
    }

    /// A user of the instance.
    public struct User: Hashable, Sendable {
        /// `user_…`, as in a token's `sub`.
        public let id: String
        public var email: String
        public var firstName: String
        public var lastName: String
        /// `nil`: a drawing of the initials, served by the instance.
        public var imageURL: String?

        /// - Parameter id: `nil` derives one from the email address, the same on every start.
        public init(
            id: String? = nil, email: String, firstName: String = "", lastName: String = "", imageURL: String? = nil
        ) {
            self.id = id ?? Identifier.derived("user", from: email.lowercased())
            self.email = email
            self.firstName = firstName
            self.lastName = lastName
            self.imageURL = imageURL
        }

        /// Both names; empty if there are none.
        public var name: String {
            [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// A user who exists from the start, with a password that is no secret.
    public struct SeedUser: Sendable {
        public var user: User
        public var password: String

        public init(_ user: User, password: String = SeedUser.defaultPassword) {
            self.user = user
            self.password = password
        }

        public static let defaultPassword = "clerk-live"
        public static let ada = SeedUser(User(email: "ada@example.com", firstName: "Ada", lastName: "Lovelace"))
        public static let alan = SeedUser(User(email: "alan@example.com", firstName: "Alan", lastName: "Turing"))
    }
}

extension DevelopmentClerk.Configuration {
    /// The address to bind, or why this configuration may not run.
    func validated() throws(DevelopmentClerkError) -> String {
        try refuseLiveKeys()
        guard 0...65_535 ~= port else { throw .invalidPort(port) }
        guard tokenLifetime > 0 else { throw .invalidTokenLifetime(tokenLifetime) }
        if host == "localhost" { return "127.0.0.1" }
        guard LoopbackOrigin.isLoopbackIPv4(host) else { throw .notLoopback(host) }
        return host
    }

    private func refuseLiveKeys() throws(DevelopmentClerkError) {
        for (variable, prefixes) in [
            ("CLERK_SECRET_KEY", ["sk_live_", "live_"]), ("CLERK_PUBLISHABLE_KEY", ["pk_live_", "live_"]),
        ] {
            guard let key = environment[variable]?.trimmingCharacters(in: .whitespacesAndNewlines) else { continue }
            if prefixes.contains(where: key.hasPrefix) { throw .liveKey(variable: variable) }
        }
    }
}
