import NIOCore
import WireJSON

/// A page's end of its live socket: all its views speak through it. Used from one task.
final class PageSocket {
    struct Message {
        let joinRef: String?
        let ref: String?
        let event: String
        let payload: JSONValue
    }

    /// UTF-8 bytes of all messages that arrived.
    private(set) var receivedByteCount = 0

    private let wire: any LiveTransportSocket
    private var isClosed = false
    private var lastRef = 0
    /// What came for other topics while one was read.
    private var waiting: [String: [Message]] = [:]

    init(_ wire: any LiveTransportSocket) {
        self.wire = wire
    }

    func makeRef() -> String {
        lastRef += 1
        return String(lastRef)
    }

    /// - Returns: the message's ref.
    @discardableResult
    func send(_ event: String, _ payload: JSONValue, on topic: String, joinRef: String, ref: String? = nil) -> String {
        let ref = ref ?? makeRef()
        let message: JSONValue = [.string(joinRef), .string(ref), .string(topic), .string(event), payload]
        wire.send(String(buffer: message.serialized()))
        return ref
    }

    /// The next message on `topic` that is meant for the join `joinRef`.
    ///
    /// - Throws: ``LiveViewTestingError/ended`` once the socket is closed.
    func receive(on topic: String, joinRef: String) async throws -> Message {
        while true {
            if let message = waiting[topic]?.first {
                waiting[topic]?.removeFirst()
                if message.joinRef == nil || message.joinRef == joinRef { return message }
            } else {
                try await receiveAny()
            }
        }
    }

    private func receiveAny() async throws {
        guard !isClosed, let text = try await wire.receive() else {
            isClosed = true
            throw LiveViewTestingError.ended
        }
        receivedByteCount += text.utf8.count
        guard let parts = (try? JSONValue(parsing: text))?.array, parts.count == 5, let topic = parts[2].string,
            let event = parts[3].string
        else { throw LiveViewTestingError.broken("not a message of five parts: \(text)") }
        let message = Message(joinRef: parts[0].string, ref: parts[1].string, event: event, payload: parts[4])
        waiting[topic, default: []].append(message)
    }

    func close() {
        isClosed = true
        wire.close()
    }
}
