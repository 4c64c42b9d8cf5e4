/// Clerk's hosted pages for an instance: sign-in, sign-up, user profile.
///
/// - SeeAlso: Clerk, `@clerk/shared`, `buildAccountsBaseUrl.ts` and `url.ts`.
enum AccountPortal {
    /// The portal's origin, from the host of the frontend API: `clerk.example.com` has `https://accounts.example.com`.
    static func origin(frontendAPIHost host: String) -> String {
        for (own, portal) in [
            ("clerk.accountsstage.", "accountsstage."), ("clerk.accounts.", "accounts."), ("clerk.", "accounts."),
        ] {
            guard let range = host.firstRange(of: own) else { continue }
            return "https://" + host.replacingCharacters(in: range, with: portal)
        }
        return "https://" + host
    }

    /// Whether `host` has the form of a development instance's portal. Anybody can obtain such a host: it means something on development
    /// instances only.
    static func isDevelopmentHost(_ host: String) -> Bool {
        let isCurrent = [".accounts.dev", ".accountsstage.dev", ".accounts.lclclerk.com"].contains(
            where: host.hasSuffix)
        if isCurrent { return !host.contains(".clerk") && !host.hasPrefix("clerk.") }
        return host.hasPrefix("accounts.")
            && [".lcl.dev", ".lclstage.dev", ".lclclerk.com"].contains(where: host.hasSuffix)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
