import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOHTTPTypes
import NIOSSL
import NIOTLS
import WebSocketServer

/// An accepted connection behind TLS: HTTP/2, or HTTP/1.1 until a request turns it into a WebSocket, as the handshake says (ALPN).
struct SecureHTTPChannel<UpgradeResponder: HTTPResponder>: ServerChildChannel
where UpgradeResponder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    typealias HTTP1 = UpgradableHTTPChannel<UpgradeResponder>

    enum Spoken: Sendable {
        case http1(HTTP1.Connection)
        case http2(HTTP2Channel.Value)
    }

    struct Connection: ServerChildChannelValue {
        let channel: any Channel
        let spoken: EventLoopFuture<Spoken>
    }

    private let context: NIOSSLContext
    private let http1: HTTP1
    private let http2: HTTP2Channel

    /// - Parameter offersHTTP2: otherwise HTTP/1.1 alone.
    init(_ http1: HTTP1, tls: TLSConfiguration, offersHTTP2: Bool) throws {
        var tls = tls
        tls.applicationProtocols = offersHTTP2 ? ["h2", "http/1.1"] : ["http/1.1"]
        context = try NIOSSLContext(configuration: tls)
        self.http1 = http1
        let idleTimeout = Duration.nanoseconds(http1.connections.limits.idleTimeout.nanoseconds)
        http2 = HTTP2Channel(
            responder: { [responder = http1.responder] request, writer, channel in
                let writer = Handover(consume writer)
                try await WebSocketUpgrade.$isOverHTTP2.withValue(true) {
                    try await responder(request, writer.take(), channel)
                }
            }, configuration: .init(idleTimeout: idleTimeout, gracefulCloseTimeout: idleTimeout))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        channel.eventLoop.makeCompletedFuture {
            let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Spoken> { result, channel in
                switch result {
                case .negotiated("h2"): http2.setup(channel: channel, logger: logger).map { .http2($0) }
                case .negotiated, .fallback: http1.setup(channel: channel, logger: logger).map { .http1($0) }
                }
            }
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(NIOSSLServerHandler(context: context))
            try pipeline.addHandler(HandshakeDeadline(http1.connections, eventLoop: channel.eventLoop))
            try pipeline.addHandler(negotiation)
            return Connection(channel: channel, spoken: negotiation.protocolNegotiationResult)
        }
    }

    func handle(value: Connection, logger: Logger) async {
        // Fails when the handshake does.
        guard let spoken = try? await value.spoken.get() else { return }
        switch spoken {
        case .http1(let connection): await http1.handle(value: connection, logger: logger)
        case .http2(let connection): await http2.handle(value: connection, logger: logger)
        }
    }
}

/// Brings a writer into a closure that is called once: the compiler does not know that.
private final class Handover {
    private var writer: ResponseWriter?

    init(_ writer: consuming ResponseWriter) {
        self.writer = consume writer
    }

    func take() -> ResponseWriter {
        guard let writer = writer.take() else { preconditionFailure("the writer is taken once") }
        return writer
    }
}
