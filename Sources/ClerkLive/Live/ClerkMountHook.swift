import ClerkCore
import HTTPTypes
import LiveRendering
public import LiveRuntime
import WireJSON

extension Clerk {
    /// Mounts views, and joins channels, for people who are signed in. Others are sent to the sign-in page, and come back from there; a channel's
    /// client is told `unauthorized`.
    public var required: MountHook<Authenticated> {
        MountHook { request in
            let (holder, fields) = try await holder(of: request)
            switch holder {
            case .lease(let lease):
                return MountHook.Admission(
                    lease.session, carried: carried(lease, request),
                    companion: Self.sessionMonitor(lease.session),
                    lifecycleHooks: try await hooks(for: lease, request, isRequired: true), responseFields: fields)
            case .nobody(let reason):
                throw refusal(of: request, because: reason).appending(fields)
            }
        }
    }

    /// Mounts views, and joins channels, for everybody, with the session of those who are signed in.
    public var optional: MountHook<MaybeAuthenticated> {
        MountHook { request in
            let (holder, fields) = try await holder(of: request)
            switch holder {
            case .lease(let lease):
                return MountHook.Admission(
                    lease.session, carried: carried(lease, request),
                    companion: Self.sessionMonitor(lease.session),
                    lifecycleHooks: try await hooks(for: lease, request, isRequired: false), responseFields: fields)
            case .nobody:
                return MountHook.Admission(nil, companion: Self.sessionMonitor(nil), responseFields: fields)
            }
        }
    }

    // MARK: Who is there

    fileprivate enum Holder {
        case lease(Lease)
        case nobody(SignedOutReason)
    }

    /// Who is there, and what a page's response must carry.
    private func holder(of request: MountRequest) async throws(MountRefusal) -> (Holder, HTTPFields) {
        guard let page = request.request else { return (try await joinHolder(request), [:]) }
        let outcome = await authenticate(page)
        let refusal: MountRefusal
        switch outcome.answer {
        case .proceed(let state): return (Holder(state, now: now()), outcome.headerFields)
        case .redirect(let url, _): refusal = .redirect(toExternal: url)
        case .misconfigured:
            refusal = .document(
                .internalServerError, title: "Sign-in is not set up right", message: Self.misconfigurationHint)
        case .invalidRequest:
            refusal = .document(.badRequest, title: "Bad request", message: "This address is not one of ours.")
        }
        throw refusal.appending(outcome.headerFields)
    }

    /// The first of these that proves a session: the join's token, the cookie of the socket's upgrade, the lease in the page.
    ///
    /// A page's lease serves while the cookie has gone stale since the page was rendered: without it HTTP and socket could disagree about the
    /// same visitor, and reload for ever.
    private func joinHolder(_ request: MountRequest) async throws(MountRefusal) -> Holder {
        let pageLease = await pageLease(request)
        let state = await presentedState(request)
        if let session = state.session {
            // Two people in one page: neither is adopted, HTTP decides.
            if let pageLease, pageLease.session.sessionID != session.sessionID { throw .stale }
            return .lease(Lease(session, at: now()))
        }
        if let pageLease { return .lease(pageLease) }
        return Holder(state, now: now())
    }

    private func presentedState(_ request: MountRequest) async -> AuthenticationState {
        if let token = request.parameters["clerk_token"]?.string {
            let state = await authenticator.state(of: token, carrier: .join, context: .webSocket)
            if state.session != nil { return state }
        }
        return await authenticator.state(of: request.headerFields, context: .webSocket)
    }

    private func pageLease(_ request: MountRequest) async -> Lease? {
        guard let carried = request.carried,
            let lease = Lease(sealedContent: carried, mapping: configuration.identityMapping),
            [.fresh, .grace].contains(lease.phase(at: now())),
            await !authenticator.isRevoked(lease.reference)
        else { return nil }
        return lease
    }

    // MARK: Admission

    private func carried(_ lease: Lease, _ request: MountRequest) -> JSONValue? {
        request.stage == .page ? lease.sealedContent : nil
    }

    private func hooks(
        for lease: Lease, _ request: MountRequest, isRequired: Bool
    ) async throws(MountRefusal) -> [any LifecycleHook] {
        guard let channel = request.channel else { return [] }
        let keeper = LeaseKeeper(
            lease, clerk: self, channel: channel, destinations: destinations(request, isRequired: isRequired))
        // Registered first, asked second: a sign-out between the two finds either the socket or is found by the question.
        keeper.begin()
        guard await !authenticator.isRevoked(lease.reference) else {
            keeper.channelEnded()
            throw .unauthorized
        }
        return [keeper]
    }

    private func destinations(_ request: MountRequest, isRequired: Bool) -> LeaseKeeper.Destinations? {
        if case .channel = request.stage { return nil }
        let path = request.location.pathAndQuery
        return .init(
            page: path, signedOut: isRequired ? ReturnPath.add(path, to: configuration.routes.signIn) : path)
    }

    private func refusal(of request: MountRequest, because reason: SignedOutReason) -> MountRefusal {
        switch request.stage {
        case .channel: .unauthorized
        // A page load may mend it, and HTTP can lead to the sign-in page with a return path.
        case .join where reason.isRecoverable: .unauthorized
        case .join, .page: signInRefusal(returningTo: request.location)
        }
    }

    func signInRefusal(returningTo location: LiveLocation) -> MountRefusal {
        .redirect(
            to: ReturnPath.add(location.pathAndQuery, to: configuration.routes.signIn),
            flash: ["info": configuration.messages.authRequired])
    }
}

extension Clerk.Holder {
    fileprivate init(_ state: AuthenticationState, now: UnixTime) {
        switch state {
        case .signedIn(let session): self = .lease(Lease(session, at: now))
        case .pending: self = .nobody(.pending)
        case .signedOut(let reason): self = .nobody(reason)
        }
    }
}
