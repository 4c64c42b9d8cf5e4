public import Hummingbird
public import HummingbirdCore
public import NIOSSL
public import WebSocketRoutes

extension HTTPServerBuilder {
    /// HTTP/1.1 with live sockets on the same port: ``webSockets(_:limits:)`` by the name of what it is for here.
    ///
    ///     Application(router: router, server: .live(router))
    ///
    /// - Parameters:
    ///   - router: the application's own; add every route before.
    ///   - limits: of all connections together, and of each.
    public static func live<Builder: HTTPResponderBuilder>(
        _ router: Builder, limits: ConnectionLimits = .init()
    ) -> HTTPServerBuilder
    where Builder.Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        .webSockets(router, limits: limits)
    }

    /// As ``live(_:limits:)``, behind TLS: ``webSockets(_:limits:tls:offersHTTP2:)``.
    ///
    /// - Parameters:
    ///   - tls: certificate and key. Its `applicationProtocols` are set here.
    ///   - offersHTTP2: whether pages go over HTTP/2 where the client can; sockets go over HTTP/1.1 in any case.
    public static func live<Builder: HTTPResponderBuilder>(
        _ router: Builder, limits: ConnectionLimits = .init(), tls: TLSConfiguration, offersHTTP2: Bool = true
    ) -> HTTPServerBuilder
    where Builder.Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        .webSockets(router, limits: limits, tls: tls, offersHTTP2: offersHTTP2)
    }
}
