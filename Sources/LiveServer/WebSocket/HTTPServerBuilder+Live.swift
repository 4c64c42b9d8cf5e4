public import Hummingbird
public import HummingbirdCore
import WebSocketRoutes

extension HTTPServerBuilder {
    /// HTTP/1.1 with live sockets on the same port: ``webSockets(_:)`` by the name of what it is for here.
    ///
    ///     Application(router: router, server: .live(router))
    ///
    /// - Parameter router: the application's own; add every route before.
    public static func live<Builder: HTTPResponderBuilder>(_ router: Builder) -> HTTPServerBuilder
    where Builder.Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        .webSockets(router)
    }
}
