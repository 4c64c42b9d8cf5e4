import Crypto
public import Hummingbird
public import LiveRuntime
public import LiveServer
import Logging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Router {
    /// Adds live pages signed in with Clerk, and the routes beside them: callback, sign-out, and webhooks if there is
    /// a signing secret.
    ///
    ///     router.live(clerk) { live in
    ///         live.session("public", onMount: clerk.optional) { $0.view("/", Home.self) }
    ///         live.session("members", onMount: clerk.required) { $0.view("/dashboard", Dashboard.self) }
    ///     }
    ///
    /// A view that needs a session and is routed where none is required does not compile.
    ///
    /// - Parameter configuration: from ``ClerkLive/Clerk/liveConfiguration`` if absent.
    @discardableResult
    public func live(
        _ clerk: Clerk, configuration: LiveConfiguration? = nil, _ build: (inout LiveRoutes) -> Void
    ) -> LiveEndpoint {
        let endpoint = live(configuration ?? clerk.liveConfiguration, build)
        CallbackRoute(clerk: clerk, endpoint: endpoint).add(to: self)
        SignOutRoute(clerk: clerk, endpoint: endpoint).add(to: self)
        WebhookRoute(clerk: clerk).add(to: self)
        return endpoint
    }
}

extension Clerk {
    /// Live pages as this instance suggests them: sealed with keys derived from the secret key, open to the origins that are authorised
    /// parties, with Clerk.js in a plain layout.
    ///
    /// Without a secret key the seal is made up at start, and pages opened before a restart load anew.
    public var liveConfiguration: LiveConfiguration {
        let secret: SymmetricKey
        if let secretKey = configuration.secretKey {
            secret = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: Data(secretKey.text.utf8)), info: Data("clerk-live".utf8),
                outputByteCount: 32)
        } else {
            logger.warning("CLERK_SECRET_KEY is not set: pages opened before a restart will load anew")
            secret = SymmetricKey(size: .bits256)
        }
        var live = LiveConfiguration(secrets: [secret], origins: configuration.authorizedParties.sorted())
        live.logger = logger
        let script = script
        live.layout = { page in
            """
            <!DOCTYPE html>
            <html lang="en"><head>\(page.head(title: "Live page"))\(script)</head><body>\(page.content)</body></html>
            """
        }
        return live
    }
}
