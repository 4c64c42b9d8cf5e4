import WebSocketServer

/// Sends back what it receives.
final class EchoApplication: WebSocketApplication {
    func received(_ message: WebSocketMessage, on connection: WebSocketConnection) {
        connection.send(message)
    }
}
