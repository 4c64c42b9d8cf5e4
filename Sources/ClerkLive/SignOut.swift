import ClerkCore
import Logging

extension Clerk {
    /// Whom a sign-out concerns.
    public enum SignOutScope: Hashable, Sendable {
        /// One sign-in on one device: `sess_…`.
        case session(String)
        /// All sign-ins of a user, everywhere: `user_…`.
        case user(String)
        /// What tokens say of an organisation, `org_…`: of one user's place in it, or of everybody's. Who holds such a page loads it anew, with
        /// a token minted afterwards.
        case organization(String, user: String? = nil)

        var subject: Tombstone.Subject {
            switch self {
            case .session(let id): .session(id)
            case .user(let id): .user(id)
            case .organization(let id, let user?): .membership(user: user, organization: id)
            case .organization(let id, nil): .organization(id)
            }
        }

        var endReason: LeaseKeeper.EndReason {
            switch self {
            case .session, .user: .signedOut
            case .organization: .identityChanged
            }
        }
    }

    /// What a sign-out did.
    public struct SignOutReceipt: Hashable, Sendable {
        /// How many joined views were told and ended.
        public let socketsTold: Int
    }

    /// Signs out here: from now on no token of before is accepted, and every open live page it concerns is ended.
    ///
    /// The revocation is remembered before any page is told, so that a page that reconnects finds the door closed. Clerk itself is not told;
    /// the sign-out route does that too.
    ///
    /// - Throws: the store's error. Then nothing was signed out.
    @discardableResult
    public func signOut(_ scope: SignOutScope) async throws -> SignOutReceipt {
        try await signOut(scope, at: now())
    }

    /// - Parameter moment: of the revocation, which may be told late: tokens minted since then are good.
    @discardableResult
    func signOut(_ scope: SignOutScope, at moment: UnixTime) async throws -> SignOutReceipt {
        let tombstone = Tombstone(scope.subject, at: moment)
        try await store.record(tombstone)
        let keepers = sockets.keepers(of: scope.subject).filter { $0.isForbidden(by: tombstone) }
        for keeper in keepers { keeper.end(scope.endReason) }
        logger.info("signed out", metadata: ["scope": "\(scope)", "sockets": "\(keepers.count)"])
        return SignOutReceipt(socketsTold: keepers.count)
    }

    /// Ends the session at Clerk, as far as Clerk can be reached. Here it has ended already.
    func revokeAtClerk(_ sessionID: String) async {
        guard let backend else { return }
        do {
            try await backend.revokeSession(sessionID)
        } catch {
            logger.warning(
                "Clerk was not told of a sign-out", metadata: ["session": "\(sessionID)", "reason": "\(error)"])
        }
    }
}
