public import HTTPTypes

/// What the state machine reads of a request. All of it is the visitor's to choose.
struct RequestFacts: Sendable {
    let method: HTTPRequest.Method
    let fields: HTTPFields
    let url: PublicURL
    let cookies: CookieHeader
    let selection: CookieSelection

    init(_ request: HTTPRequest, url: PublicURL, key: PublishableKey, at now: UnixTime) {
        method = request.method
        fields = request.headerFields
        self.url = url
        cookies = CookieHeader(request.headerFields[values: .cookie])
        selection = CookieSelection(cookies, key: key, at: now)
        isEligible = request.mayBeRedirectedToClerk
    }

    /// Whether the browser would follow a redirect to Clerk and come back: a GET of a document.
    let isEligible: Bool

    var isDocumentGET: Bool { method == .get && fields[.secFetchDest] == "document" }

    /// Redirects already spent on this visit, by Clerk's counter or ours.
    var redirectCount: Int {
        RedirectCounter.names.compactMap { cookies[$0].flatMap { Int($0) } }.max().map { max(0, $0) } ?? 0
    }

    /// The visitor's dev browser token; the parameter wins.
    var devBrowser: String? { url[Parameter.devBrowser] ?? selection.devBrowser }
    var handshakeNonce: String? { url[Parameter.nonce] ?? cookies[Parameter.nonce] }
    var handshakeToken: String? { url[Parameter.handshake] ?? cookies[Parameter.handshake] }
}

/// Names of Clerk's query parameters; some are also cookies.
enum Parameter {
    static let devBrowser = "__clerk_db_jwt"
    static let legacyDevBrowser = "__dev_session"
    static let handshake = "__clerk_handshake"
    static let nonce = "__clerk_handshake_nonce"
    static let help = "__clerk_help"
    static let synced = "__clerk_synced"
    static let redirectURL = "__clerk_redirect_url"
}

/// Counts redirects in cookies of the visitor's, so that a circle of them ends.
enum RedirectCounter {
    static let limit = 3
    /// Clerk's own lives two seconds, and never catches a circle that is slower; ours does.
    static let names = ["__clerk_redirect_count", "__clerk_live_redirect_count"]

    static func cookies(_ count: Int, isSecure: Bool) -> [String] {
        let ending = "SameSite=Lax; HttpOnly" + (isSecure ? "; Secure" : "")
        return [
            "\(names[0])=\(count); \(ending); Max-Age=2", "\(names[1])=\(count); Path=/; \(ending); Max-Age=10",
        ]
    }
}

extension HTTPRequest {
    /// Whether this is a GET by which a browser loads a document, and may be sent round by Clerk: no upgrade, and no prefetch.
    public var mayBeRedirectedToClerk: Bool {
        guard headerFields[.secPurpose]?.contains("prefetch") != true else { return false }
        return CredentialContext(self) == .documentGET
    }
}

extension HTTPField.Name {
    // Valid field names, so the conversions cannot fail.
    static let secPurpose = Self("Sec-Purpose")!
}
