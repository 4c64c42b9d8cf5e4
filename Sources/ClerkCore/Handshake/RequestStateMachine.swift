public import HTTPTypes

/// Who sent this request: signed in, signed out, or for Clerk to say.
///
/// A session token lives a minute, so a returning visitor's cookie holds an expired one. Only the browser can fetch another, and only while it
/// loads a document: it is sent to Clerk's frontend API and comes back with fresh cookies (the handshake). This machine decides when, and what
/// the answer means. It performs nothing: each ``Action`` is the shell's to carry out, and to report.
///
///     begin ──▶ verify ──▶ verified ──▶ finish
///       │                     └──▶ refresh ──▶ refreshed ──▶ verify …
///       └──▶ fetchHandshake / verifyHandshake ──▶ received(handshake:) ──▶ verify …
///
/// - SeeAlso: `@clerk/backend`, `tokens/request.ts`.
public struct RequestStateMachine: Sendable {
    public enum Action: Sendable {
        /// Verify the token, ask the revocation store, and call ``verified(_:)``.
        ///
        /// - Parameter clockSkew: in place of the configured one; nil leaves that.
        case verify(token: String, TokenCarrier, clockSkew: Duration?)
        /// Ask the backend API for the cookies behind a nonce (`GET /v1/clients/handshake_payload`) and call ``received(handshake:)``; an error
        /// counts as none.
        case fetchHandshake(nonce: String)
        /// Verify with ``SessionVerifier/handshakeCookies(in:with:)`` and call ``received(handshake:)``.
        case verifyHandshake(token: String)
        /// Exchange the token and call ``refreshed(_:)``.
        case refresh(RefreshRequest)
        case finish(RequestOutcome)
    }

    /// What became of a token.
    public enum Verdict: Sendable {
        case session(ClerkSession)
        case rejected(TokenRejection)
        /// It verified, and a tombstone forbids it.
        case revoked(Tombstone)
    }

    private enum Phase {
        case begun
        case header
        case cookie
        case handshake
        case handshakeSession([SetCookie], token: String, isTolerant: Bool)
        case refreshing(TokenRejection)
        case refreshedSession([SetCookie], TokenRejection)
    }

    private let configuration: ClerkConfiguration
    private let credentials: Credentials
    private let facts: RequestFacts
    private var phase = Phase.begun
    /// Told once, with the outcome.
    private var refusedHandshake: TokenRejection?

    /// - Parameters:
    ///   - url: the request's own address, as the browser knows it.
    ///   - now: the cookie rule looks at an expiry.
    public init(_ request: HTTPRequest, url: PublicURL, configuration: ClerkConfiguration, at now: UnixTime) {
        self.configuration = configuration
        credentials = Credentials(request.headerFields, key: configuration.publishableKey, at: now)
        facts = RequestFacts(request, url: url, key: configuration.publishableKey, at: now)
    }

    // MARK: Inputs

    public mutating func begin() -> Action {
        switch credentials {
        case .malformedHeader: return signedOut(.malformedAuthorization)
        case .header(let token):
            phase = .header
            return .verify(token: token, .header, clockSkew: nil)
        case .cookies: return beginWithCookies()
        }
    }

    public mutating func verified(_ verdict: Verdict) -> Action {
        switch phase {
        case .header:
            switch verdict {
            case .session(let session): return proceed(AuthenticationState(session))
            case .revoked(let tombstone): return revoked(tombstone)
            case .rejected(let rejection): return bad(rejection)
            }
        case .cookie:
            switch verdict {
            case .session(let session): return signedIn(session)
            case .revoked(let tombstone): return revoked(tombstone)
            case .rejected(let rejection): return bad(rejection)
            }
        case .handshakeSession(let cookies, let token, let isTolerant):
            return handshakeVerified(verdict, cookies, token: token, isTolerant: isTolerant)
        case .refreshedSession(let cookies, let expired):
            switch verdict {
            case .session(let session): return proceed(AuthenticationState(session), setting: cookies)
            case .revoked(let tombstone): return revoked(tombstone)
            case .rejected: return handshake(.tokenExpired(.invalidToken), stale: expired.stale)
            }
        case .begun, .handshake, .refreshing:
            preconditionFailure("a verdict that was not asked for")
        }
    }

    /// What the handshake's nonce or token turned out to be: complete `Set-Cookie` values. An empty list where the backend API had none.
    public mutating func received(handshake result: Result<[SetCookie], TokenRejection>) -> Action {
        switch result {
        case .failure(let rejection): return handshakeRefused(rejection)
        case .success(let cookies):
            guard let token = sessionToken(in: cookies) else {
                return finishHandshake(.signedOut(.handshakeWithoutSession), cookies)
            }
            phase = .handshakeSession(cookies, token: token, isTolerant: false)
            return .verify(token: token, .cookie, clockSkew: nil)
        }
    }

    public mutating func refreshed(_ result: Result<[SetCookie], RefreshObstacle>) -> Action {
        guard case .refreshing(let expired) = phase else { preconditionFailure("an exchange that was not asked for") }
        switch result {
        case .failure(let obstacle): return handshake(.tokenExpired(obstacle), stale: expired.stale)
        case .success(let cookies):
            guard let token = sessionToken(in: cookies) else {
                return handshake(.tokenExpired(.missingToken), stale: expired.stale)
            }
            phase = .refreshedSession(cookies, expired)
            return .verify(token: token, .cookie, clockSkew: nil)
        }
    }

    // MARK: Cookies

    private mutating func beginWithCookies() -> Action {
        if let nonce = facts.handshakeNonce {
            phase = .handshake
            return .fetchHandshake(nonce: nonce)
        }
        if let token = facts.handshakeToken {
            phase = .handshake
            return .verifyHandshake(token: token)
        }
        return continueWithCookies()
    }

    private mutating func continueWithCookies() -> Action {
        if let action = syncOfSatellite() ?? answerToSatellite() ?? developmentBrowser() { return action }
        let cookies = facts.selection
        switch (cookies.session, cookies.clientUAT) {
        case (nil, 0): return signedOut(.noSession)
        case (_?, 0): return handshake(.missingClientUAT)
        case (nil, _): return handshake(.missingToken)
        case (let token?, _):
            if cookies.isTokenBeforeClientUAT { return handshake(.tokenBeforeClientUAT) }
            phase = .cookie
            return .verify(token: token, .cookie, clockSkew: nil)
        }
    }

    /// A satellite asks the primary application whether it knows this visitor.
    private func syncOfSatellite() -> Action? {
        guard let satellite = configuration.satellite, facts.isDocumentGET, facts.url[Parameter.synced] != "true" else {
            return nil
        }
        let hasCookies = facts.selection.session != nil || facts.selection.clientUAT > 0
        let isAsked = facts.url[Parameter.synced] == "false"
        if !hasCookies, !satellite.syncsAutomatically, !isAsked { return signedOut(.noSession) }
        guard !hasCookies || isAsked else { return nil }
        if isProduction { return handshake(.satelliteNeedsSyncing) }
        guard let primary = PublicURL(satellite.signInURL) else { return nil }
        return redirect(to: primary.setting(Parameter.redirectURL, to: facts.url.text), .satelliteNeedsSyncing)
    }

    /// The primary application answers a satellite, on a development instance. Only to origins it was told of: the answer holds the visitor's
    /// development credential.
    private func answerToSatellite() -> Action? {
        guard !isProduction, configuration.satellite == nil, facts.isEligible,
            let target = facts.url[Parameter.redirectURL].flatMap({ PublicURL($0) }),
            configuration.allowedRedirectOrigins.contains(target.origin)
        else { return nil }
        let known = facts.devBrowser.map { target.setting(Parameter.devBrowser, to: $0) } ?? target
        return redirect(to: known.setting(Parameter.synced, to: "true"), .primaryRespondsToSyncing)
    }

    private func developmentBrowser() -> Action? {
        guard !isProduction else { return nil }
        if facts.url[Parameter.devBrowser] != nil { return handshake(.devBrowserSync) }
        return facts.selection.devBrowser == nil ? handshake(.devBrowserMissing) : nil
    }

    private func signedIn(_ session: ClerkSession) -> Action {
        if comesFromElsewhere, facts.redirectCount == 0 { return handshake(.primaryCrossOriginSync) }
        if let target = configuration.organizationSync.target(of: facts.url.path), !target.fits(session.organization),
            facts.isEligible, facts.redirectCount < RedirectCounter.limit
        {
            return handshake(.organizationMismatch, organization: target)
        }
        return proceed(AuthenticationState(session))
    }

    /// Whether another site led here, on the primary of several domains: a satellite may have changed the session meanwhile.
    private var comesFromElsewhere: Bool {
        guard configuration.satellite == nil, !configuration.allowedRedirectOrigins.isEmpty, facts.isDocumentGET,
            let referrer = facts.fields[.referer].flatMap({ PublicURL($0) }), referrer.origin != facts.url.origin
        else { return false }
        return !configuration.isClerkOrigin(referrer.origin)
    }

    // MARK: Handshake results

    private mutating func handshakeVerified(
        _ verdict: Verdict, _ cookies: [SetCookie], token: String, isTolerant: Bool
    ) -> Action {
        switch verdict {
        case .session(let session):
            return finishHandshake(AuthenticationState(session), cookies, notice: isTolerant ? .clockSkew : nil)
        case .revoked(let tombstone): return finishHandshake(.signedOut(SignedOutReason(tombstone)), cookies)
        case .rejected(let rejection):
            let isUntimely = [.expired, .notActiveYet, .issuedInTheFuture].contains(rejection.reason)
            guard !isProduction, isUntimely, !isTolerant else { return handshakeRefused(rejection) }
            phase = .handshakeSession(cookies, token: token, isTolerant: true)
            return .verify(token: token, .cookie, clockSkew: .seconds(86_400))
        }
    }

    /// In development an error page ends what would otherwise be a circle; production goes on as if there had been no handshake.
    private mutating func handshakeRefused(_ rejection: TokenRejection) -> Action {
        guard isProduction else { return finish(.misconfigured(rejection)) }
        refusedHandshake = rejection
        return continueWithCookies()
    }

    private func finishHandshake(
        _ state: AuthenticationState, _ cookies: [SetCookie], notice: RequestOutcome.Notice? = nil
    ) -> Action {
        var fields = Self.fields(setting: cookies)
        // A navigation that was redirected here has a null origin.
        fields[.accessControlAllowOrigin] = "null"
        fields[.accessControlAllowCredentials] = "true"
        let cleaned = facts.url.removing([
            Parameter.handshake, Parameter.nonce, Parameter.help, Parameter.devBrowser,
        ])
        guard !isProduction, facts.method == .get else {
            return finish(.proceed(state), fields, notice)
        }
        fields[.cacheControl] = "no-store"
        return finish(.redirect(to: cleaned.text, nil), fields, notice)
    }

    // MARK: Bad tokens

    private func revoked(_ tombstone: Tombstone) -> Action {
        if case .session = tombstone.subject { return signedOut(.revoked) }
        return handshake(.tokenBeforeRevocation)
    }

    private mutating func bad(_ rejection: TokenRejection) -> Action {
        switch rejection.reason {
        case .expired: return expired(rejection)
        case .notActiveYet: return handshake(.tokenNotActiveYet, stale: rejection.stale)
        case .issuedInTheFuture: return handshake(.tokenIssuedInTheFuture, stale: rejection.stale)
        default: return signedOut(SignedOutReason(rejection))
        }
    }

    private mutating func expired(_ rejection: TokenRejection) -> Action {
        guard facts.method == .get else { return handshake(.tokenExpired(.isNotGET), stale: rejection.stale) }
        guard let refreshToken = facts.cookies["__refresh_" + configuration.publishableKey.cookieSuffix] else {
            return handshake(.tokenExpired(.noRefreshCookie), stale: rejection.stale)
        }
        guard let sessionID = rejection.stale?.sessionID, ClerkIdentifier.isSession(sessionID), let token else {
            return handshake(.tokenExpired(.noSessionID), stale: rejection.stale)
        }
        phase = .refreshing(rejection)
        return .refresh(
            RefreshRequest(
                sessionID: sessionID, expiredToken: token, refreshToken: refreshToken,
                usesSuffix: facts.selection.usesSuffix, origin: facts.url.origin))
    }

    // MARK: Answers

    private var isProduction: Bool { configuration.publishableKey.instance == .production }

    /// The session token the request came with.
    private var token: String? {
        if case .header(let token) = credentials { return token }
        return facts.selection.session
    }

    private func sessionToken(in cookies: [SetCookie]) -> String? {
        SetCookie.sessionToken(
            in: cookies, key: configuration.publishableKey, usesSuffix: facts.selection.usesSuffix)
    }

    private func proceed(_ state: AuthenticationState, setting cookies: [SetCookie] = []) -> Action {
        finish(.proceed(state), Self.fields(setting: cookies))
    }

    private func signedOut(_ reason: SignedOutReason, notice: RequestOutcome.Notice? = nil) -> Action {
        let fields: HTTPFields = [.clerkAuthStatus: "signed-out", .clerkAuthReason: reason.code]
        return finish(.proceed(.signedOut(reason)), fields, notice)
    }

    /// Sends the browser to Clerk where it would come back, and calls the visitor signed out where not.
    private func handshake(
        _ reason: HandshakeReason, stale: SessionReference? = nil, organization: OrganizationSync.Target? = nil
    ) -> Action {
        guard facts.isEligible else { return signedOut(SignedOutReason(reason, stale: stale)) }
        let url = configuration.handshakeURL(
            for: facts.url, reason: reason, usesSuffix: facts.selection.usesSuffix, token: token,
            devBrowser: isProduction ? nil : facts.devBrowser, organization: organization?.parameter)
        return redirect(to: url, reason, stale: stale)
    }

    private func redirect(to url: PublicURL, _ reason: HandshakeReason) -> Action {
        redirect(to: url.text, reason)
    }

    private func redirect(to url: String, _ reason: HandshakeReason, stale: SessionReference? = nil) -> Action {
        guard facts.redirectCount < RedirectCounter.limit else {
            return signedOut(
                SignedOutReason(reason, stale: stale),
                notice: .redirectLoop(reason, repeatedCookies: facts.cookies.repeats(["__session", "__client_uat"])))
        }
        var fields: HTTPFields = [
            .cacheControl: "no-store", .clerkAuthStatus: "handshake", .clerkAuthReason: reason.code,
        ]
        for cookie in RedirectCounter.cookies(facts.redirectCount + 1, isSecure: facts.url.isSecure) {
            fields.append(HTTPField(name: .setCookie, value: cookie))
        }
        return finish(.redirect(to: url, reason), fields)
    }

    private func finish(
        _ answer: RequestOutcome.Answer, _ fields: HTTPFields = [:], _ notice: RequestOutcome.Notice? = nil
    ) -> Action {
        let notice = notice ?? refusedHandshake.map(RequestOutcome.Notice.handshakeRefused)
        return .finish(RequestOutcome(answer, headerFields: fields, notice: notice))
    }

    private static func fields(setting cookies: [SetCookie]) -> HTTPFields {
        HTTPFields(cookies.map { HTTPField(name: .setCookie, value: $0.text) })
    }
}

extension HTTPField.Name {
    // Valid field names, so the conversions cannot fail.
    package static let clerkAuthStatus = Self("x-clerk-auth-status")!
    package static let clerkAuthReason = Self("x-clerk-auth-reason")!
}
