extension ClerkConfiguration {
    /// This configuration, if it may be used.
    ///
    /// - Throws: ``ConfigurationError`` with every problem found.
    public func validated() throws(ConfigurationError) -> ClerkConfiguration {
        let problems = problems
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return self
    }

    private var isProduction: Bool { publishableKey.instance == .production }

    /// What is wrong with the values together, and with those that have no type of their own.
    var problems: [ConfigurationProblem] {
        keyProblems + urlProblems + authorizedPartyProblems + domainProblems + routeProblems + skewProblems
    }

    private var keyProblems: [ConfigurationProblem] {
        guard let secretKey, secretKey.instance != publishableKey.instance else { return [] }
        let right = isProduction ? "sk_live_…" : "sk_test_…"
        return [
            ConfigurationProblem(
                "CLERK_SECRET_KEY",
                "belongs to a \(secretKey.instance.rawValue) instance and CLERK_PUBLISHABLE_KEY to a "
                    + "\(publishableKey.instance.rawValue) one; copy both from the same "
                    + "instance, so that it begins with \(right)."
            )
        ]
    }

    private var urlProblems: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        let form =
            isProduction ? "https://<host>" : "https://<host>, or http://127.0.0.1:<port> for a Clerk on this machine"
        if !isUsable(frontendAPIURL) {
            problems.append(
                ConfigurationProblem(
                    "CLERK_FRONTEND_API_URL",
                    "is not the origin of a frontend API; it must be \(form), without a path, or "
                        + "absent to follow the publishable key."
                ))
        }
        if !isUsable(apiURL) {
            problems.append(
                ConfigurationProblem(
                    "CLERK_API_URL",
                    "is not the origin of a backend API; it must be \(form), without a path, or "
                        + "absent for https://api.clerk.com."
                ))
        }
        return problems
    }

    private func isUsable(_ url: String) -> Bool {
        guard let origin = WebOrigin(url), origin.isSafeToFetchFrom else { return false }
        return origin.scheme == "https" || !isProduction
    }

    private var authorizedPartyProblems: [ConfigurationProblem] {
        let variable = "CLERK_AUTHORIZED_PARTIES"
        if authorizedParties.isEmpty {
            guard isProduction else { return [] }
            return [
                ConfigurationProblem(
                    variable,
                    "is missing, and a production instance needs it; list the origins of your pages, "
                        + "separated by commas, like "
                        + "https://app.example.com.")
            ]
        }
        guard !authorizedParties.allSatisfy({ WebOrigin($0) != nil }) else { return [] }
        return [
            ConfigurationProblem(
                variable,
                "has an entry that is not an origin; each must be lower case, without path or trailing slash, like "
                    + "https://app.example.com.")
        ]
    }

    private var domainProblems: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        if let proxyURL, !Self.isLocalPath(proxyURL), PublicURL(proxyURL) == nil {
            problems.append(
                ConfigurationProblem(
                    "CLERK_PROXY_URL", "is neither an absolute URL nor a path of this server, like /__clerk."))
        }
        if let publicOrigin, WebOrigin(publicOrigin) == nil {
            problems.append(
                ConfigurationProblem(
                    "CLERK_PUBLIC_ORIGIN",
                    "is not an origin; it must be lower case, without path or trailing slash, like "
                        + "https://app.example.com."))
        }
        if !allowedRedirectOrigins.allSatisfy({ WebOrigin($0) != nil }) {
            problems.append(
                ConfigurationProblem(
                    "CLERK_ALLOWED_REDIRECT_ORIGINS",
                    "has an entry that is not an origin; each must be lower case, without path or trailing slash, like "
                        + "https://satellite.example."))
        }
        return problems + satelliteProblems
    }

    private var satelliteProblems: [ConfigurationProblem] {
        guard let satellite else { return [] }
        var problems: [ConfigurationProblem] = []
        if PublicURL(satellite.signInURL) == nil {
            problems.append(
                ConfigurationProblem(
                    "CLERK_PRIMARY_SIGN_IN_URL",
                    "is missing or not absolute, and a satellite needs it, like https://example.com/sign-in."))
        }
        if let domain = satellite.domain {
            if WebOrigin("https://" + domain) == nil {
                problems.append(
                    ConfigurationProblem("CLERK_DOMAIN", "is not a domain; it must be one like satellite.example."))
            }
        } else if proxyURL == nil {
            problems.append(
                ConfigurationProblem(
                    "CLERK_DOMAIN", "is missing; a satellite needs it, or CLERK_PROXY_URL in its place."))
        }
        return problems
    }

    private var routeProblems: [ConfigurationProblem] {
        ClerkRoutes.variables.compactMap { variable, path in
            guard !Self.isLocalPath(routes[keyPath: path]) else { return nil }
            return ConfigurationProblem(
                variable,
                "is not a path on this server; it must begin with exactly one slash, like "
                    + "\(ClerkRoutes()[keyPath: path])."
            )
        }
    }

    private var skewProblems: [ConfigurationProblem] {
        guard !(.zero...Duration.seconds(300)).contains(clockSkew) else { return [] }
        return [Self.skewProblem]
    }

    static let skewProblem = ConfigurationProblem(
        "CLERK_CLOCK_SKEW_SECONDS", "is not a number of seconds from 0 to 300; leave it out for 5.")

    /// Begins with one slash, so that no browser reads a host into it (`//`, `/\`), and holds no white space or control
    /// byte.
    private static func isLocalPath(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.dropFirst().first != UInt8(ascii: "/") else { return false }
        return bytes.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\\") }
    }
}
