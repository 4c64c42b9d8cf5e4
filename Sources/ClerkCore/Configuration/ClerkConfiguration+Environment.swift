extension ClerkConfiguration {
    /// Reads and checks the process's environment.
    ///
    /// | variable | |
    /// | --- | --- |
    /// | `CLERK_PUBLISHABLE_KEY` | required |
    /// | `CLERK_SECRET_KEY`, `CLERK_JWT_KEY` | the backend API's key; the instance's public key as PEM |
    /// | `CLERK_FRONTEND_API_URL`, `CLERK_API_URL` | origins, in place of the defaults |
    /// | `CLERK_AUTHORIZED_PARTIES` | origins, comma-separated; required in production |
    /// | `CLERK_MISSING_AUTHORIZED_PARTY` | `reject` or `allow-from-cookie-on-navigation` |
    /// | `CLERK_AUDIENCES`, `CLERK_CLOCK_SKEW_SECONDS` | comma-separated; a number |
    /// | `CLERK_SIGN_IN_URL`, `CLERK_SIGN_UP_URL`, `CLERK_SIGN_OUT_URL`, `CLERK_CALLBACK_URL`, `CLERK_WEBHOOKS_URL` | paths: ``ClerkRoutes`` |
    /// | `CLERK_AFTER_SIGN_IN_URL`, `_SIGN_UP_URL`, `_SIGN_OUT_URL`, `CLERK_HOME_URL` | paths: ``ClerkRoutes`` |
    /// | `CLERK_WEBHOOK_SIGNING_SECRET` | `whsec_…`, several comma-separated |
    /// | `CLERK_INSTANCE_ID` | `ins_…`: webhooks of others are refused |
    /// | `CLERK_PROXY_URL` | where a proxy of ours serves the frontend API |
    /// | `CLERK_IS_SATELLITE`, `CLERK_DOMAIN`, `CLERK_SATELLITE_AUTO_SYNC` | `true` or `false`; ``Satellite`` |
    /// | `CLERK_PRIMARY_SIGN_IN_URL` | absolute, of the application whose satellite this is |
    /// | `CLERK_ALLOWED_REDIRECT_ORIGINS` | origins of this application's satellites, comma-separated |
    /// | `CLERK_PUBLIC_ORIGIN` | our own origin, where `Host` does not tell it |
    /// | `CLERK_IDENTITY_SUBJECT`, `_EMAIL`, `_NAME`, `_FIRST_NAME`, `_LAST_NAME` | claims: ``IdentityMapping`` |
    /// | `CLERK_IDENTITY_IMAGE_URL`, `_ORGANIZATIONS` | claims, comma-separated: ``IdentityMapping`` |
    ///
    /// White space around a value is ignored, and an empty value is an absent one.
    ///
    /// - Throws: ``ConfigurationError`` with every problem found, none of which repeats a value.
    public static func validated(environment: [String: String]) throws(ConfigurationError) -> ClerkConfiguration {
        var reader = EnvironmentReader(environment: environment)
        let secretKey = reader.secretKey()
        // The rest is checked even without a publishable key: all problems are listed at once.
        let publishableKey = reader.publishableKey() ?? .placeholder(secretKey?.instance ?? .development)
        var configuration = ClerkConfiguration(publishableKey: publishableKey, secretKey: secretKey)
        reader.fill(&configuration)
        let problems = reader.problems + configuration.problems
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return configuration
    }
}

extension ClerkRoutes {
    /// The variable of each route.
    static let variables: [(String, any WritableKeyPath<ClerkRoutes, String> & Sendable)] = [
        ("CLERK_SIGN_IN_URL", \.signIn), ("CLERK_SIGN_UP_URL", \.signUp), ("CLERK_SIGN_OUT_URL", \.signOut),
        ("CLERK_CALLBACK_URL", \.callback), ("CLERK_WEBHOOKS_URL", \.webhooks),
        ("CLERK_AFTER_SIGN_IN_URL", \.afterSignIn),
        ("CLERK_AFTER_SIGN_UP_URL", \.afterSignUp), ("CLERK_AFTER_SIGN_OUT_URL", \.afterSignOut),
        ("CLERK_HOME_URL", \.home),
    ]
}

extension IdentityMapping {
    /// The variable of each field.
    static let variables: [(String, any WritableKeyPath<IdentityMapping, [String]> & Sendable)] = [
        ("CLERK_IDENTITY_SUBJECT", \.subject), ("CLERK_IDENTITY_EMAIL", \.email),
        ("CLERK_IDENTITY_FIRST_NAME", \.firstName), ("CLERK_IDENTITY_LAST_NAME", \.lastName),
        ("CLERK_IDENTITY_NAME", \.name), ("CLERK_IDENTITY_IMAGE_URL", \.imageURL),
        ("CLERK_IDENTITY_ORGANIZATIONS", \.organizations),
    ]
}

/// Turns variables into values, and remembers what could not be turned.
private struct EnvironmentReader {
    let environment: [String: String]
    var problems: [ConfigurationProblem] = []

    init(environment: [String: String]) {
        self.environment = environment
    }

    mutating func publishableKey() -> PublishableKey? {
        let variable = "CLERK_PUBLISHABLE_KEY"
        guard let text = value(variable) else {
            report(variable, "is missing; copy the instance's publishable key, which begins with pk_test_ or pk_live_.")
            return nil
        }
        do {
            return try PublishableKey(text)
        } catch {
            report(
                variable,
                "is not a publishable key: \(error.rawValue); copy it whole, it looks like pk_test_Zm9v… or "
                    + "pk_live_Zm9v…."
            )
            return nil
        }
    }

    mutating func secretKey() -> SecretKey? {
        guard let text = value("CLERK_SECRET_KEY") else { return nil }
        let key = SecretKey(text)
        if key == nil {
            report("CLERK_SECRET_KEY", "is not a secret key; copy it whole, it begins with sk_test_ or sk_live_.")
        }
        return key
    }

    mutating func fill(_ configuration: inout ClerkConfiguration) {
        if let url = origin("CLERK_FRONTEND_API_URL") { configuration.frontendAPIURL = url }
        if let url = origin("CLERK_API_URL") { configuration.apiURL = url }
        configuration.jwtKey = jwtKey()
        configuration.authorizedParties = Set(list("CLERK_AUTHORIZED_PARTIES") ?? [])
        configuration.audiences = Set(list("CLERK_AUDIENCES") ?? [])
        fillPolicy(&configuration)
        fillDomains(&configuration)
        configuration.webhookSecrets = webhookSecrets()
        configuration.instanceID = value("CLERK_INSTANCE_ID")
        for (variable, path) in ClerkRoutes.variables {
            if let route = value(variable) { configuration.routes[keyPath: path] = route }
        }
        for (variable, path) in IdentityMapping.variables {
            if let names = list(variable) { configuration.identityMapping[keyPath: path] = names }
        }
    }

    private mutating func fillPolicy(_ configuration: inout ClerkConfiguration) {
        if let text = value("CLERK_MISSING_AUTHORIZED_PARTY") {
            if let policy = MissingAuthorizedPartyPolicy(rawValue: text) {
                configuration.missingAuthorizedParty = policy
            } else {
                report("CLERK_MISSING_AUTHORIZED_PARTY", "must be reject or allow-from-cookie-on-navigation.")
            }
        }
        if let text = value("CLERK_CLOCK_SKEW_SECONDS") {
            if let seconds = Int(text) {
                configuration.clockSkew = .seconds(seconds)
            } else {
                problems.append(ClerkConfiguration.skewProblem)
            }
        }
    }

    private mutating func fillDomains(_ configuration: inout ClerkConfiguration) {
        configuration.proxyURL = value("CLERK_PROXY_URL")
        configuration.publicOrigin = origin("CLERK_PUBLIC_ORIGIN")
        configuration.allowedRedirectOrigins = Set(list("CLERK_ALLOWED_REDIRECT_ORIGINS") ?? [])
        guard flag("CLERK_IS_SATELLITE") else { return }
        configuration.satellite = Satellite(
            domain: value("CLERK_DOMAIN"), signInURL: value("CLERK_PRIMARY_SIGN_IN_URL") ?? "",
            syncsAutomatically: flag("CLERK_SATELLITE_AUTO_SYNC"))
    }

    private mutating func flag(_ variable: String) -> Bool {
        switch value(variable) {
        case nil, "false": return false
        case "true": return true
        default:
            report(variable, "must be true or false.")
            return false
        }
    }

    private mutating func webhookSecrets() -> [WebhookSecret] {
        let variable = "CLERK_WEBHOOK_SIGNING_SECRET"
        let secrets = (list(variable) ?? []).map { WebhookSecret($0) }
        if secrets.contains(nil) {
            report(
                variable, "is not a signing secret; copy it from the endpoint's page at Clerk, it begins with whsec_.")
        }
        return secrets.compactMap(\.self)
    }

    private mutating func jwtKey() -> VerificationKey? {
        guard let text = value("CLERK_JWT_KEY") else { return nil }
        do {
            return try VerificationKey(pem: text)
        } catch {
            report(
                "CLERK_JWT_KEY",
                "is not a key to verify with: \(error.rawValue); copy the instance's JWKS public key in PEM form, an "
                    + "RSA key that begins with -----BEGIN PUBLIC KEY-----.")
            return nil
        }
    }

    private func value(_ variable: String) -> String? {
        guard let text = environment[variable] else { return nil }
        let start = text.drop(while: \.isWhitespace)
        let trimmed = start.dropLast(start.reversed().prefix(while: \.isWhitespace).count)
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    /// Without the one trailing slash that people copy along.
    private func origin(_ variable: String) -> String? {
        value(variable).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    private func list(_ variable: String) -> [String]? {
        value(variable).map { ScopedNames.elements(of: $0).filter { !$0.isEmpty }.map(String.init) }
    }

    private mutating func report(_ variable: String, _ message: String) {
        problems.append(ConfigurationProblem(variable, message))
    }
}
