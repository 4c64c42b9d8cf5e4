import NIOCore
import NIOPosix
import WebSocketServer

/// Echoes at `/echo`, on SwiftNIO alone.
func runOnBareNIO(_ settings: EchoSettings) async throws {
    let upgrader = WebSocketUpgrader(limits: settings.limits) { request, _ in
        guard request.path == "/echo" else { throw HTTPProblem.notFound() }
        return WebSocketAcceptance(configuration: settings.configuration) { _ in EchoApplication() }
    }
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.backlog, value: 256)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.allowRemoteHalfClosure, value: true)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try upgrader.addHandlers(to: channel) }
        }
        .bind(host: settings.host, port: settings.port).get()
    try await server.closeFuture.get()
}
