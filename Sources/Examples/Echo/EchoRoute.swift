import Hummingbird
import WebSocketRoutes

/// Echoes at `/echo`, beside ordinary routes.
func runWithRoutes(_ settings: EchoSettings) async throws {
    let router = Router()
    router.get("/") { _, _ in "Open a WebSocket at /echo.\n" }
    router.webSocket("/echo") { _, _, _ in
        WebSocketAcceptance(configuration: settings.configuration) { _ in EchoApplication() }
    }
    let application = Application(
        router: router, server: .webSockets(router, limits: settings.limits),
        configuration: .init(address: .hostname(settings.host, port: settings.port)))
    try await application.runService()
}
