import NIOCore
package import WireJSON

/// A live page as a browser has loaded it: the container, the tokens, the cookies.
package struct LoadedPage: Sendable {
    package let answer: HTTPAnswer
    /// DOM id of the container; the topic is `lv:` and it.
    package let id: String
    package let session: String
    package let shown: String
    package let csrfToken: String
    package let path: String

    package var topic: String { "lv:" + id }

    package init(_ answer: HTTPAnswer, path: String) throws {
        let html = answer.text
        guard
            let container = html.firstMatch(
                of: /<div id="([\w-]+)" data-phx-main data-phx-session="([\w-]+)" data-phx-static="([\w-]+)">/),
            let csrfToken = html.firstMatch(of: /<meta name="csrf-token" content="([\w-]+)">/)
        else { throw PeerConnection.Failure("not a live page, status \(answer.status): \(html)") }
        self.answer = answer
        id = String(container.1)
        session = String(container.2)
        shown = String(container.3)
        self.csrfToken = String(csrfToken.1)
        self.path = path
    }
}

/// A browser's network side: one origin, and connections to the server behind it.
package final class PeerBrowser: Sendable {
    package let port: Int
    /// As `Host` says it.
    package let host: String
    package var origin: String { "http://" + host }
    private let connections = ConnectionList()
    private let standingCookies: String?

    /// - Parameters:
    ///   - host: the server's own address if `nil`.
    ///   - cookies: sent with every request of ``send(_:_:_:body:)``, after the request's own.
    package init(port: Int, host: String? = nil, cookies: String? = nil) {
        self.port = port
        self.host = host ?? "127.0.0.1:\(port)"
        standingCookies = cookies
    }

    /// A new connection; ``closeAll()`` closes it.
    package func connect(receiveBuffer: Int? = nil) async throws -> PeerConnection {
        let connection = try await PeerConnection.open(port: port, receiveBuffer: receiveBuffer)
        connections.append(connection)
        return connection
    }

    package func closeAll() async {
        for connection in connections.takeAll() { await connection.close() }
    }

    // MARK: HTTP

    /// One exchange on a connection of its own.
    package func send(
        _ method: String, _ target: String, _ fields: [(String, String)] = [], body: String? = nil
    ) async throws -> HTTPAnswer {
        let connection = try await connect()
        var fields = fields
        let own = fields.firstIndex { $0.0 == "Cookie" }
        if let standingCookies {
            let all = [own.map { fields[$0].1 }, standingCookies].compactMap(\.self).joined(separator: "; ")
            if let own { fields[own].1 = all } else { fields.append(("Cookie", all)) }
        }
        try await connection.send(method, target, [("Host", host)] + fields, body: body)
        let answer = try await connection.readAnswer()
        await connection.close()
        return answer
    }

    package func get(_ target: String, cookies: String? = nil) async throws -> HTTPAnswer {
        try await send("GET", target, [("Accept", "text/html")] + (cookies.map { [("Cookie", $0)] } ?? []))
    }

    package func load(_ path: String, cookies: String? = nil) async throws -> LoadedPage {
        try LoadedPage(try await get(path, cookies: cookies), path: path)
    }

    // MARK: The socket

    /// Where `page` connects to.
    package static func socketTarget(csrfToken: String?) -> String {
        "/live/websocket?" + (csrfToken.map { "_csrf_token=\($0)&" } ?? "") + "vsn=2.0.0"
    }

    /// Opens the socket as the page's script does.
    ///
    /// - Parameters:
    ///   - cookies: those the browser has for the origin.
    ///   - fields: beside the ones of every upgrade.
    package func openSocket(
        csrfToken: String?, cookies: String?, fields: [(String, String)]? = nil, receiveBuffer: Int? = nil
    ) async throws -> PhoenixPeer {
        let connection = try await connect(receiveBuffer: receiveBuffer)
        var all = WebSocketPeer.upgradeFields(host: host) + (fields ?? [("Origin", origin)])
        if let cookies { all.append(("Cookie", cookies)) }
        try await connection.send("GET", Self.socketTarget(csrfToken: csrfToken), all)
        let answer = try await connection.readAnswer()
        guard answer.status == 101, answer["sec-websocket-accept"] == WebSocketPeer.accept else {
            throw PeerConnection.Failure("no WebSocket, but \(answer.status): \(answer.text)")
        }
        return PhoenixPeer(WebSocketPeer(connection))
    }

    package func openSocket(for page: LoadedPage, receiveBuffer: Int? = nil) async throws -> PhoenixPeer {
        try await openSocket(csrfToken: page.csrfToken, cookies: page.answer.cookies, receiveBuffer: receiveBuffer)
    }

    // MARK: The channel

    /// A first join's message, as the page's script sends it.
    package func join(_ page: LoadedPage, joinRef: String = "1", parameters: [String: JSONValue] = [:])
        -> PhoenixMessage
    {
        PhoenixMessage(
            joinRef: joinRef, ref: joinRef, topic: page.topic, event: "phx_join",
            payload: [
                "url": .string(origin + page.path), "session": .string(page.session), "static": .string(page.shown),
                "params": .object(
                    parameters.merging(["_csrf_token": .string(page.csrfToken), "_mounts": 0, "_mount_attempts": 0]) {
                        $1
                    }),
            ])
    }
}

extension LoadedPage {
    /// A click on a binding.
    package func event(
        _ name: String, value: JSONValue = [:], joinRef: String = "1", ref: String = "2"
    ) -> PhoenixMessage {
        PhoenixMessage(
            joinRef: joinRef, ref: ref, topic: topic, event: "event",
            payload: ["type": "click", "event": .string(name), "value": value])
    }

    /// A push of the server's on this page's topic.
    package func push(_ event: String, _ payload: JSONValue, joinRef: String = "1") -> PhoenixMessage {
        PhoenixMessage(joinRef: joinRef, ref: nil, topic: topic, event: event, payload: payload)
    }
}
