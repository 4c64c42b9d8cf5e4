public import Hummingbird
public import HummingbirdCore
public import NIOSSL
public import WebSocketServer

extension HTTPServerBuilder {
    /// HTTP/1.1 with WebSockets on the same port.
    ///
    ///     Application(router: router, server: .webSockets(router))
    ///
    /// A request that asks for a WebSocket runs through `router` with all its middleware before anything is upgraded; whatever the
    /// router answers other than 101 reaches the client as it is. Any request of a connection may ask, as those behind a reverse proxy do.
    ///
    /// - Parameters:
    ///   - router: the application's own; add every route before.
    ///   - limits: of all connections together, and of each.
    public static func webSockets<Builder: HTTPResponderBuilder>(
        _ router: Builder, limits: ConnectionLimits = .init()
    ) -> HTTPServerBuilder
    where Builder.Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let upgradeResponder = router.buildResponder()
        return HTTPServerBuilder { responder in
            UpgradableHTTPChannel(responder: responder, upgradeResponder: upgradeResponder, limits: limits)
        }
    }

    /// As ``webSockets(_:limits:)``, behind TLS.
    ///
    /// Pages go over HTTP/2 where the client can. WebSockets go over HTTP/1.1: browsers open a connection for them by themselves, since the
    /// server does not say that it takes them over HTTP/2 (RFC 8441). Who tries it all the same is answered 400.
    ///
    /// - Parameters:
    ///   - tls: certificate and key. Its `applicationProtocols` are set here.
    ///   - offersHTTP2: otherwise HTTP/1.1 alone.
    public static func webSockets<Builder: HTTPResponderBuilder>(
        _ router: Builder, limits: ConnectionLimits = .init(), tls: TLSConfiguration, offersHTTP2: Bool = true
    ) -> HTTPServerBuilder
    where Builder.Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let upgradeResponder = router.buildResponder()
        return HTTPServerBuilder { responder in
            let http1 = UpgradableHTTPChannel(
                responder: responder, upgradeResponder: upgradeResponder, limits: limits, isSecure: true)
            return try SecureHTTPChannel(http1, tls: tls, offersHTTP2: offersHTTP2)
        }
    }
}
