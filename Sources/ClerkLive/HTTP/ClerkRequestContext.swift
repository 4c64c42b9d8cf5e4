public import ClerkCore
public import Hummingbird

/// A request context in which ``ClerkMiddleware`` leaves who is there.
///
///     struct AppContext: ClerkRequestContext {
///         var coreContext: CoreRequestContextStorage
///         var authentication = AuthenticationState.signedOut(.noSession)
///         init(source: Source) { coreContext = .init(source: source) }
///     }
public protocol ClerkRequestContext: RequestContext {
    /// Signed out until the middleware has run.
    var authentication: AuthenticationState { get set }
}

extension ClerkRequestContext {
    public var isAuthenticated: Bool { authentication.session != nil }
    /// Who the token says the person is; `nil` unless fully signed in.
    public var identity: ClerkIdentity? { authentication.session?.identity }
}

/// The context of an application that needs nothing of its own in it.
public struct BasicClerkRequestContext: ClerkRequestContext {
    public var coreContext: CoreRequestContextStorage
    public var authentication = AuthenticationState.signedOut(.noSession)

    public init(source: Source) {
        coreContext = .init(source: source)
    }
}
