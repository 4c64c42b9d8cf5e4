import Crypto
import Foundation
import Synchronization

/// The one owner of an instance at run time: its state, its keys, its clock and its file.
///
/// Changes are applied one at a time, and saved before anyone sees them.
final class InstanceStore: Sendable {
    private struct State {
        var instance: Instance
        var clockOffset: Int
    }

    let signingKey: SigningKey
    let secretKey: String
    /// Seconds.
    let tokenLifetime: Int
    /// The users whose passwords are published on the home page.
    let seedUsers: [DevelopmentClerk.SeedUser]
    private let file: InstanceFile?
    private let state: Mutex<State>

    /// Loads the state file, or makes a new instance; then adds the configured users.
    init(_ configuration: DevelopmentClerk.Configuration) throws(DevelopmentClerkError) {
        file = configuration.stateFile.map(InstanceFile.init)
        tokenLifetime = configuration.tokenLifetime
        seedUsers = configuration.users
        var instance: Instance
        if let file, let contents = try file.load() {
            guard let key = SigningKey(identifier: contents.instance.id, pem: contents.signingKey) else {
                throw .stateFileCorrupt(file.path)
            }
            (signingKey, secretKey, instance) = (key, contents.secretKey, contents.instance)
        } else {
            let id = Identifier.random("ins")
            instance = Instance(id: id)
            let given = configuration.signingKey.flatMap { SigningKey(identifier: id, pem: $0) }
            if let given { signingKey = given } else { signingKey = try SigningKey(identifier: id) }
            secretKey = "sk_test_" + SymmetricKey(size: .bits256).withUnsafeBytes { Base64URL.encode($0) }
        }
        for seed in configuration.users {
            instance.seed(seed.user, password: try PasswordHash(seed.password), at: Self.systemTime())
        }
        state = Mutex(State(instance: instance, clockOffset: 0))
        try save(instance)
    }

    // MARK: Time

    /// Seconds the instance's clock is ahead of the machine's.
    var clockOffset: Int {
        get { state.withLock { $0.clockOffset } }
        set { state.withLock { $0.clockOffset = newValue } }
    }

    /// Milliseconds since 1970 by the instance's clock.
    var now: Int { Self.systemTime() + clockOffset * 1_000 }

    private static func systemTime() -> Int {
        Int(Date().timeIntervalSince1970 * 1_000)
    }

    // MARK: State

    var instance: Instance { state.withLock { $0.instance } }

    /// Applies `change` to the instance at the present time.
    ///
    /// - Parameter change: must not block. If it throws, or the file cannot be written, nothing has changed.
    func change<Value: Sendable>(_ change: (inout sending Instance, Int) throws -> Value) throws -> Value {
        try state.withLock { state in
            var instance = state.instance
            let value = try change(&instance, Self.systemTime() + state.clockOffset * 1_000)
            guard instance != state.instance else { return value }
            // Saved under the lock: files must reach the disk in the order of the changes. They are small.
            try save(instance)
            state.instance = instance
            return value
        }
    }

    private func save(_ instance: Instance) throws(DevelopmentClerkError) {
        try file?.save(.init(signingKey: signingKey.pem, secretKey: secretKey, instance: instance))
    }

    // MARK: Tokens

    /// A session token for `session`, as of now.
    ///
    /// - Parameter origin: the `Origin` of the request; `nil` for a navigation.
    func sessionToken(for session: InstanceSession, endpoint: InstanceEndpoint, origin: String?) throws -> String {
        guard let user = instance.user(session.userID) else { throw ClerkAPIError.unauthenticated }
        let claims = SessionClaims(
            issuer: endpoint.frontendAPIURL, session: session, user: user, picture: endpoint.imageURL(of: user),
            authorizedParty: origin, identifier: Identifier.random("jti"), issuedAt: now, lifetime: tokenLifetime)
        return try signingKey.sign(claims.serialized())
    }
}
