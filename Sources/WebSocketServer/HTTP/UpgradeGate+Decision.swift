import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

extension UpgradeGate {
    /// Asks for the decision about a whole request. Nothing is read meanwhile.
    func decide(_ head: HTTPRequestHead, body: ByteBuffer, context: ChannelHandlerContext) {
        do throws(HTTPProblem) {
            try context.channel.pauseReading()
            let request = try UpgradeRequest(head, body: body, isSecure: isSecure, client: try takePlace(head, context))
            state = .deciding(
                begin(request, context), until: context.eventLoop.now + connections.limits.decisionTimeout)
            setDeadline()
        } catch {
            refuse(with: UpgradeAnswer(error), context: context)
        }
    }

    private func takePlace(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) throws(HTTPProblem) -> IPAddress?
    {
        guard !isQuiescing else { throw .restarting }
        let client = connections.limits.trustedProxies.client(
            peer: context.channel.remoteAddress, forwardedFor: head.headers["x-forwarded-for"])
        do {
            try connections.sockets.take(client)
        } catch {
            throw HTTPProblem(error)
        }
        place = Place(client: client)
        return client
    }

    private func begin(_ request: UpgradeRequest, _ context: ChannelHandlerContext) -> Task<Void, Never> {
        let gate = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let channel = context.channel
        let decide = decide
        let logger = connections.logger
        // Cancelled when the connection goes or the time is over; its result is awaited on the event loop below.
        return Task {
            let answer: UpgradeAnswer
            do {
                answer = try await decide(request, channel)
            } catch let problem as HTTPProblem {
                answer = UpgradeAnswer(problem)
            } catch {
                logger.error("upgrade request failed", metadata: ["error.type": "\(type(of: error))"])
                answer = UpgradeAnswer(head: HTTPResponse(status: .internalServerError))
            }
            channel.eventLoop.execute {
                let (gate, context) = gate.value
                gate.conclude(answer, context: context)
            }
        }
    }

    private func conclude(_ answer: UpgradeAnswer, context: ChannelHandlerContext) {
        guard case .deciding = state else { return }
        guard let accepted = answer.accepted else { return refuse(with: answer, context: context) }
        guard !isQuiescing else { return refuse(with: UpgradeAnswer(.restarting), context: context) }
        guard !isInputClosed, let place else { return context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(answer.head))), promise: nil)
        let handler = WebSocketChannelHandler(
            accepted, client: place.client, connections: connections, eventLoop: context.eventLoop)
        // From here on it is the handler's.
        self.place = nil
        state = .done
        context.channel.setWriteHighWaterMark(connections.limits.writeHighWaterMark)
        _ = replaceHTTP(with: handler, context)
    }
}

extension Channel {
    fileprivate func pauseReading() throws(HTTPProblem) {
        do {
            try syncOptions?.setOption(.autoRead, value: false)
        } catch {
            // The connection is closed.
            throw .restarting
        }
    }

    fileprivate func setWriteHighWaterMark(_ mark: Int) {
        // Fails on a connection that is closed.
        try? syncOptions?.setOption(.writeBufferWaterMark, value: .init(low: mark / 2, high: mark))
    }
}

extension HTTPProblem {
    fileprivate static let restarting = HTTPProblem.unavailable(
        reason: "restarting", detail: "The server is about to stop. Try again: another one may answer.", retryAfter: 1)

    fileprivate init(_ excess: SocketCounter.Excess) {
        switch excess {
        case .ofAll:
            self = .unavailable(
                reason: "too-many-sockets",
                detail: "As many WebSockets are open as this server takes (ConnectionLimits.maxSockets).",
                retryAfter: 30)
        case .ofAddress:
            self = .tooManyRequests(
                reason: "too-many-sockets-of-address",
                detail: "As many WebSockets are open from your address as this server takes of one: close some pages.",
                retryAfter: 30)
        }
    }
}

extension UpgradeAnswer {
    static let overdue = UpgradeAnswer(
        .unavailable(
            reason: "decision-overdue", detail: "The server took too long to decide about the WebSocket. Try again.",
            retryAfter: 5))

    static let requestTimeout = UpgradeAnswer(
        HTTPProblem(
            .requestTimeout, reason: "request-timeout", detail: "The request did not come to its end in time."))
}

extension HTTPResponseHead {
    init(_ response: HTTPResponse, bodySize: Int) {
        self.init(response)
        headers.replaceOrAdd(name: "content-length", value: "\(bodySize)")
    }

    /// The same, as the last answer of its connection.
    var closing: HTTPResponseHead {
        var head = self
        let options =
            ["close"] + headers[canonicalForm: "connection"].map(String.init).filter { $0.lowercased() != "close" }
        head.headers.replaceOrAdd(name: "connection", value: options.joined(separator: ", "))
        return head
    }
}
