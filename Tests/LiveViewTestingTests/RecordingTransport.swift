import HTTPTypes
import LiveViewTesting
import Synchronization
import WireJSON

/// Notes what a browser sends, and passes it on.
final class RecordingTransport: LiveTransport {
    private let transport: any LiveTransport
    private let messages = Mutex<[JSONValue]>([])

    init(_ transport: any LiveTransport) {
        self.transport = transport
    }

    /// What was sent since the last time: event and payload.
    func take() -> [[JSONValue]] {
        messages.withLock { messages in
            defer { messages = [] }
            return messages.compactMap { $0.array.map { Array($0[3...]) } }
        }
    }

    /// The payloads of the `event` messages since the last time.
    func takeEvents() -> [JSONValue] {
        take().filter { $0[0] == "event" }.map { $0[1] }
    }

    func load(_ path: String, headerFields: HTTPFields) async throws -> PageResponse {
        try await transport.load(path, headerFields: headerFields)
    }

    func openSocket(csrfToken: String?, headerFields: HTTPFields) async throws -> any LiveTransportSocket {
        Socket(
            socket: try await transport.openSocket(csrfToken: csrfToken, headerFields: headerFields), recorder: self)
    }

    private struct Socket: LiveTransportSocket {
        let socket: any LiveTransportSocket
        let recorder: RecordingTransport

        func send(_ text: String) {
            if let message = try? JSONValue(parsing: text) { recorder.messages.withLock { $0.append(message) } }
            socket.send(text)
        }

        func receive() async throws -> String? { try await socket.receive() }
        func close() { socket.close() }
    }
}
