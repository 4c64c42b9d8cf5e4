public import HTTPTypes
public import LiveRendering
public import WireJSON

/// Runs before every mount of a live session's views: on the HTTP render, on the socket's join, and on live navigation.
public struct MountHook<Authority: MountAuthority>: Sendable {
    public struct Admission: Sendable {
        let credential: Authority.Credential
        let carried: JSONValue?
        let companion: Rendered?
        let lifecycleHooks: [any LifecycleHook]
        let responseFields: HTTPFields

        /// - Parameters:
        ///   - carried: for a page: what the hook wants to see again at the join as ``MountRequest/carried``. It is sealed into the page.
        ///   - companion: stands after the view in its container, as long as the view lives: markup that the hook's own JavaScript needs.
        ///   - lifecycleHooks: for a join: what accompanies the view while it lives.
        ///   - responseFields: for a page: appended to the response, as a `Set-Cookie` is.
        public init(
            _ credential: Authority.Credential, carried: JSONValue? = nil, companion: Rendered? = nil,
            lifecycleHooks: [any LifecycleHook] = [], responseFields: HTTPFields = [:]
        ) {
            self.credential = credential
            self.carried = carried
            self.companion = companion
            self.lifecycleHooks = lifecycleHooks
            self.responseFields = responseFields
        }
    }

    let admit: @Sendable (MountRequest) async throws -> Admission

    /// - Parameter admit: throws ``MountRefusal`` to refuse; anything else it throws is a crash of the mount.
    public init(_ admit: @escaping @Sendable (MountRequest) async throws -> Admission) {
        self.admit = admit
    }
}

extension MountHook where Authority == Anyone {
    /// Admits everybody.
    public static var open: MountHook { MountHook { _ in Admission(()) } }
}

/// Accompanies one joined view: sees its events before it does, and learns when it ends.
public protocol LifecycleHook: Sendable {
    /// Called on the view's event loop, in the order the hooks were attached.
    func intercept(_ event: LiveEvent, socket: inout LiveSocket) async throws -> Interception

    /// The channel ended, for whatever reason. Called once, on its event loop.
    func channelEnded()
}

/// What becomes of an event a ``LifecycleHook`` has seen.
public enum Interception: Hashable, Sendable {
    /// The next hook sees it, then the view.
    case proceed
    /// Nobody else sees it; it is acknowledged.
    case halt
}
