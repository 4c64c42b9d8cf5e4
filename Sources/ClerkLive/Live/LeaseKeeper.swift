import ClerkCore
import LiveRendering
import LiveRuntime
import NIOCore
import Synchronization
import WireJSON

/// Holds the lease of one joined view or channel: has it renewed over the socket, and ends the view or channel when it has run out.
///
/// It goes on in the lease's fresh and grace phases. What would come after, a pause, is an end here: the page loads anew, and HTTP
/// decides.
///
/// - SeeAlso: ``ClerkCore/Lease``.
final class LeaseKeeper: LifecycleHook {
    private struct State {
        var lease: Lease
        var timer: Scheduled<Void>?
        var hasEnded = false
    }

    private let clerk: Clerk
    private let channel: LiveChannelHandle
    /// Where a page goes.
    struct Destinations {
        /// Where it is: what is loaded when HTTP has to decide.
        let page: String
        /// When nobody is signed in any more.
        let signedOut: String
    }
    /// Nil for a channel: its client may have no page.
    private let destinations: Destinations?
    private let state: Mutex<State>

    init(_ lease: Lease, clerk: Clerk, channel: LiveChannelHandle, destinations: Destinations?) {
        self.clerk = clerk
        self.channel = channel
        self.destinations = destinations
        state = Mutex(State(lease: lease))
    }

    func begin() {
        let reference = state.withLock(\.lease.reference)
        clerk.sockets.insert(self, for: reference)
        scheduleNext()
    }

    func channelEnded() {
        let reference = state.withLock { state in
            state.hasEnded = true
            state.timer?.cancel()
            state.timer = nil
            return state.lease.reference
        }
        clerk.sockets.remove(self, for: reference)
    }

    // MARK: Events

    func intercept(_ event: LiveEvent, socket: inout LiveSocket) async throws -> Interception {
        switch event.name {
        case ClerkEvent.token:
            if let token = event["token"] { await renew(with: token) }
            return .halt
        case ClerkEvent.sessionExpired:
            // The browser gives up its own right, which needs no proof.
            end(.signedOut)
            return .halt
        default:
            guard isUsable else {
                end(.expired)
                return .halt
            }
            return .proceed
        }
    }

    private var isUsable: Bool {
        let now = clerk.now()
        return state.withLock { [.fresh, .grace].contains($0.lease.phase(at: now)) }
    }

    private func renew(with token: String) async {
        switch await clerk.authenticator.state(of: token, carrier: .renewal, context: .webSocket) {
        case .signedIn(let session): renew(by: session)
        case .pending: end(.identityChanged)
        case .signedOut(.revoked): end(.signedOut)
        // Merely stale: the lease goes on as it was.
        case .signedOut(let reason) where reason.isRecoverable: break
        case .signedOut: end(.identityChanged)
        }
    }

    private func renew(by session: ClerkSession) {
        let now = clerk.now()
        switch state.withLock({ $0.lease.renewed(by: session, at: now) }) {
        case .renewed: scheduleNext()
        case .unchanged, .ignoredOlder: break
        case .refused: end(.identityChanged)
        }
    }

    func isForbidden(by tombstone: Tombstone) -> Bool {
        state.withLock { tombstone.forbids($0.lease.reference) }
    }

    // MARK: Time

    /// Has the page push a fresh token now, because what the present one says may have changed.
    ///
    /// - Parameter within: spreads the answers of many pages over this time.
    func askForToken(within spread: TimeAmount = .zero) {
        let delay = TimeAmount.nanoseconds(.random(in: 0...spread.nanoseconds))
        channel.eventLoop.scheduleTask(in: delay) { [weak self] in self?.channel.push(ClerkEvent.renew) }
    }

    /// Sets the timer for what comes next: asking for a token, or the end of a phase.
    private func scheduleNext() {
        let now = clerk.now()
        state.withLock { state in
            state.timer?.cancel()
            state.timer = nil
            guard !state.hasEnded else { return }
            let due = state.lease.renewalDue
            guard let next = now < due ? due : state.lease.nextPhaseChange(after: now) else { return }
            let delay = TimeAmount(next - now) + .milliseconds(.random(in: 0...Self.jitter))
            state.timer = channel.eventLoop.scheduleTask(in: delay) { [weak self] in self?.timeHasCome() }
        }
    }

    /// Spreads the renewals of pages that were opened together.
    private static let jitter: Int64 = 3000

    private func timeHasCome() {
        guard isUsable else { return end(.expired) }
        channel.push(ClerkEvent.renew)
        scheduleNext()
    }

    // MARK: The end

    /// Tells the browser why, and sends it on. Afterwards nothing leaves the view any more.
    func end(_ reason: EndReason) {
        let message = reason.message(clerk.configuration.messages)
        let destination = destinations.map { reason == .signedOut ? $0.signedOut : $0.page }
        var payload: [String: JSONValue] = ["reason": .string(reason.rawValue), "message": .string(message)]
        payload["to"] = destination.map { .string($0) }
        channel.end(
            LiveChannelEnding(
                event: ClerkEvent.signedOut, payload: .object(payload), redirectingTo: destination,
                flash: ["info": message]))
    }

    /// Why a view or channel was ended, as the page's hooks are told it.
    enum EndReason: String, Sendable {
        case signedOut = "signed-out"
        case expired = "session-expired"
        /// The browser holds another session now, or one that is not finished: the page belongs to neither.
        case identityChanged = "identity-changed"

        func message(_ messages: ClerkMessages) -> String {
            switch self {
            case .signedOut: messages.signedOut
            case .expired, .identityChanged: messages.sessionExpired
            }
        }
    }
}

/// The events between the server and the hooks, as `assets/js/constants.js` has them.
enum ClerkEvent {
    /// To the page: push a fresh token.
    static let renew = "clerk:renew"
    /// To the page: why it is being sent elsewhere.
    static let signedOut = "clerk:signed-out"
    /// From the page: a fresh token.
    static let token = "clerk:token"
    /// From the page: Clerk says that nobody is signed in.
    static let sessionExpired = "clerk:session-expired"
}
