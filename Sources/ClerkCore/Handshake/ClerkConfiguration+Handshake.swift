extension ClerkConfiguration {
    /// The version of Clerk's APIs this product speaks.
    package static let apiVersion = "2026-05-12"

    /// Origin, or with a proxy origin and path, under which browsers reach the frontend API. No slash at the end.
    package func frontendAPI(for url: PublicURL?) -> String {
        if let proxyURL {
            let absolute = proxyURL.hasPrefix("/") ? (url?.origin ?? "") + proxyURL : proxyURL
            return String(absolute.reversed().drop { $0 == "/" }.reversed())
        }
        if publishableKey.instance == .production, let domain = satellite?.domain { return "https://clerk.\(domain)" }
        return frontendAPIURL
    }

    /// Where the browser is sent so that Clerk tells who it is.
    func handshakeURL(
        for url: PublicURL, reason: HandshakeReason, usesSuffix: Bool, token: String?, devBrowser: String?,
        organization: String?
    ) -> String {
        var query = [
            ("redirect_url", url.removing([Parameter.devBrowser, Parameter.legacyDevBrowser]).text),
            ("__clerk_api_version", Self.apiVersion), ("suffixed_cookies", String(usesSuffix)),
            ("__clerk_hs_reason", reason.code), ("format", "nonce"),
        ]
        if let token, Self.isWorthSending(token) { query.append(("__session", token)) }
        if let devBrowser { query.append((Parameter.devBrowser, devBrowser)) }
        if let organization { query.append(("organization_id", organization)) }
        return "\(frontendAPI(for: url))/v1/client/handshake?\(FormEncoding.query(query))"
    }

    /// Whether `origin` is Clerk's own for this instance: the frontend API, or the account portal.
    func isClerkOrigin(_ origin: String) -> Bool {
        let ownHost = publishableKey.frontendAPIHost
        let proxy = proxyURL.flatMap { PublicURL($0)?.origin }
        if [frontendAPIURL, "https://" + ownHost, AccountPortal.origin(frontendAPIHost: ownHost)].contains(origin)
            || origin == proxy
        {
            return true
        }
        guard publishableKey.instance != .production, let host = WebOrigin(origin)?.host.name else { return false }
        return AccountPortal.isDevelopmentHost(host)
    }

    /// Shaped like a token, and short enough for a URL.
    private static func isWorthSending(_ token: String) -> Bool {
        token.utf8.count <= 4096 && UnverifiedToken.claims(in: token) != nil
    }
}
