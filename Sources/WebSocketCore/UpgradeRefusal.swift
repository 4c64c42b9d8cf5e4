/// Why a request does not become a WebSocket. Its raw value is the reason code that machines read.
///
/// The answer is an ordinary HTTP response with ``status``, ``headers``, and a body that tells ``message``.
package enum UpgradeRefusal: String, Error, Hashable, Sendable, CaseIterable {
    case method = "websocket-method"
    case httpVersion = "websocket-http-version"
    case host = "websocket-host"
    case notWebSocket = "websocket-upgrade-required"
    case connection = "websocket-connection"
    case version = "websocket-version"
    case key = "websocket-key"
    case subprotocols = "websocket-subprotocols"
    case extensions = "websocket-extensions"

    /// The HTTP status to answer with.
    package var status: Int {
        switch self {
        case .method: 405
        case .notWebSocket, .version: 426
        case .httpVersion, .host, .connection, .key, .subprotocols, .extensions: 400
        }
    }

    /// What is wrong and what would be right, in one sentence.
    package var message: String {
        switch self {
        case .method: "A WebSocket is opened with GET (RFC 6455 §4.1)."
        case .httpVersion: "A WebSocket is opened over HTTP/1.1, not over HTTP/1.0 or HTTP/2 (RFC 6455 §4.1)."
        case .host: "The request needs exactly one Host field (RFC 6455 §4.1)."
        case .notWebSocket: "Only WebSockets are served here; send Upgrade: websocket (RFC 6455 §4.1)."
        case .connection:
            "The request needs Connection: Upgrade; a proxy in between may have removed it (RFC 6455 §4.1)."
        case .version: "Only version 13 of the WebSocket protocol is spoken here (RFC 6455 §4.4)."
        case .key: "Sec-WebSocket-Key must occur once and be 16 bytes in base64 (RFC 6455 §4.1)."
        case .subprotocols: "Sec-WebSocket-Protocol must be a list of names in visible ASCII (RFC 6455 §4.1)."
        case .extensions: "Sec-WebSocket-Extensions must be a list of names with parameters (RFC 6455 §9.1)."
        }
    }

    /// Header fields that belong to the status.
    package var headers: [(name: String, value: String)] {
        switch self {
        case .method:
            [("Allow", "GET")]
        case .notWebSocket, .version:
            // RFC 9110 §15.5.22: a 426 names the protocol it asks for. RFC 6455 §4.4: and the versions of it.
            [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")]
        case .httpVersion, .host, .connection, .key, .subprotocols, .extensions:
            []
        }
    }
}
