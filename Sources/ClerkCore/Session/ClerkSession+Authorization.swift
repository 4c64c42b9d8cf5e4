extension ClerkSession {
    /// Whether the session holds everything asked for. Nothing asked for is false, and so is everything malformed.
    ///
    /// The status is not looked at: a pending session reaches code only where that code accepts one.
    ///
    /// - Parameters:
    ///   - role: `admin` or `org:admin`, in the active organisation.
    ///   - permission: `invoices:create` or `org:invoices:create`, in the active organisation.
    ///   - feature: `reports`; with a scope, `org:reports` or `user:reports`, only that one counts.
    ///   - plan: likewise.
    /// - SeeAlso: Clerk, "Authorization checks"; `@clerk/shared`, `authorization.ts`.
    public func has(
        role: String? = nil, permission: String? = nil, feature: String? = nil, plan: String? = nil
    ) -> Bool {
        let answers = [
            role.map(holds(role:)),
            permission.map(holds(permission:)),
            feature.map { ScopedNames(features)?.contains($0) ?? false },
            plan.map { ScopedNames(self.plan)?.contains($0) ?? false },
        ].compactMap(\.self)
        return !answers.isEmpty && !answers.contains(false)
    }

    /// Whether the person proved himself recently enough.
    ///
    /// - Parameter now: ages in the token are as of its minting; a socket outlives that moment, so the time since is
    ///   added.
    public func has(reverification: Reverification, at now: UnixTime) -> Bool {
        guard let factorAges, reverification.afterMinutes > 0 else { return false }
        let elapsed = max(0, Double((now - issuedAt) / .milliseconds(1)) / 60_000)
        let first = factorAges.first.map { $0 + elapsed < Double(reverification.afterMinutes) }
        let second = factorAges.second.map { $0 + elapsed < Double(reverification.afterMinutes) }
        switch reverification.level {
        case .firstFactor: return first ?? false
        case .secondFactor: return second ?? first ?? false
        case .multiFactor:
            guard let second else { return first ?? false }
            return first ?? false && second
        }
    }

    private func holds(role: String) -> Bool {
        guard let asked = ClerkOrganization.prefixed(role) else { return false }
        return organization?.role == asked
    }

    private func holds(permission: String) -> Bool {
        guard let asked = ClerkOrganization.prefixed(permission), let organization else { return false }
        return organization.permissions.contains(asked)
    }
}

/// How recently, and by which factors, a person must have proved himself.
public struct Reverification: Hashable, Sendable {
    public enum Level: String, Hashable, Sendable {
        case firstFactor = "first_factor"
        /// The second where one is enrolled, else the first.
        case secondFactor = "second_factor"
        /// Both where a second is enrolled, else the first.
        case multiFactor = "multi_factor"
    }

    public let level: Level
    /// A factor is fresh while its age is *below* this. Zero or less is never fulfilled.
    public let afterMinutes: Int

    public init(level: Level, afterMinutes: Int) {
        self.level = level
        self.afterMinutes = afterMinutes
    }

    /// Clerk's presets.
    public static let strictMFA = Reverification(level: .multiFactor, afterMinutes: 10)
    public static let strict = Reverification(level: .secondFactor, afterMinutes: 10)
    public static let moderate = Reverification(level: .secondFactor, afterMinutes: 60)
    public static let lax = Reverification(level: .secondFactor, afterMinutes: 1440)
}
