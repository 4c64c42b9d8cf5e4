/// Everything the product has to know about its Clerk instance, checked once, at start.
///
/// Make one from the environment with ``validated(environment:)``, or in code and then call ``validated()``: a
/// configuration that was not validated may be unsafe.
public struct ClerkConfiguration: Hashable, Sendable {
    public var publishableKey: PublishableKey
    /// For the backend API. Without it keys come from the frontend API, and nothing can be revoked at Clerk.
    public var secretKey: SecretKey?
    /// Where keys, Clerk.js and the browser's calls go. Derived from the publishable key unless set.
    public var frontendAPIURL: String
    public var apiURL = "https://api.clerk.com"
    /// The instance's public key: tokens are then verified without any network, and key names are not consulted.
    public var jwtKey: VerificationKey?
    /// The origins of our own pages. A token minted for another one is refused; without this a sibling subdomain could
    /// replay tokens here. Required in production.
    public var authorizedParties: Set<String> = []
    public var missingAuthorizedParty = MissingAuthorizedPartyPolicy.allowFromCookieOnNavigation
    /// When not empty, a token must name one of these in `aud`.
    public var audiences: Set<String> = []
    /// How far our clock and Clerk's may differ. More of it keeps ended tokens alive for as long.
    public var clockSkew = Duration.seconds(5)
    /// Where a proxy of ours serves the frontend API: an absolute URL, or a path of this server.
    public var proxyURL: String?
    /// Set when this application shares another one's sessions.
    public var satellite: Satellite?
    /// Origins of this application's satellites. On a development instance they receive the visitor's development credential.
    public var allowedRedirectOrigins: Set<String> = []
    public var organizationSync = OrganizationSync()
    /// Our own origin as browsers spell it, where `Host` does not tell it. It wins over every header.
    public var publicOrigin: String?
    /// Of the endpoint that Clerk sends webhooks to; two while one replaces the other. Without one there is no such endpoint here.
    public var webhookSecrets: [WebhookSecret] = []
    /// `ins_…`: webhooks of another instance are refused. Nil takes all that are signed right.
    public var instanceID: String?
    public var routes = ClerkRoutes()
    public var identityMapping = IdentityMapping()
    public var messages = ClerkMessages()

    public init(publishableKey: PublishableKey, secretKey: SecretKey? = nil) {
        self.publishableKey = publishableKey
        self.secretKey = secretKey
        frontendAPIURL = publishableKey.frontendAPIURL
    }

    /// Who may have issued a token of this instance.
    public var issuers: [String] {
        var issuers = [publishableKey.frontendAPIURL]
        if frontendAPIURL != issuers[0] { issuers.append(frontendAPIURL) }
        if let proxyURL, !proxyURL.hasPrefix("/") { issuers.append(proxyURL) }
        if let domain = satellite?.domain { issuers.append("https://clerk.\(domain)") }
        return issuers
    }
}

/// Paths of this server's own pages and endpoints.
public struct ClerkRoutes: Hashable, Sendable {
    public var signIn = "/auth/sign-in"
    public var signUp = "/auth/sign-up"
    public var signOut = "/auth/sign-out"
    /// Where Clerk.js goes once it has signed somebody in: reads the fresh cookies and sends the person on.
    public var callback = "/auth/callback"
    /// Where Clerk sends webhooks.
    public var webhooks = "/clerk/webhooks"
    public var afterSignIn = "/dashboard"
    public var afterSignUp = "/onboard"
    public var afterSignOut = "/"
    public var home = "/"

    public init() {}
}

/// What people are told.
public struct ClerkMessages: Hashable, Sendable {
    /// On the sign-in page, after a page asked for a session.
    public var authRequired = "Please sign in to continue."
    /// In the body of a 401 to an API client.
    public var authRequiredJSON = "Authentication required."
    /// When a sign-out somewhere else ended a page.
    public var signedOut = "You have been signed out."
    public var sessionExpired = "Your session has ended. Please sign in again."

    public init() {}
}
