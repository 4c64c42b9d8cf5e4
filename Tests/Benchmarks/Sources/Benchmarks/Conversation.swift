import Crypto
import Foundation
import HTTPTypes
import LiveRendering
import LiveRuntime
import Logging
import NIOCore
import PhoenixWire

/// The server's side of conversations with the reference page, on one event loop.
actor Conversation {
    private nonisolated let eventLoop: any EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { eventLoop.executor.asUnownedSerialExecutor() }

    private let environment: LiveEnvironment
    private let sent = Tally()
    private let sockets: [MemorySocket]
    private let joinMessage: ByteBuffer
    private let clickMessage = ByteBuffer(string: WireMessages.click)

    /// - Parameter pageCount: how many browsers show the page.
    init(on eventLoop: any EventLoop, pageCount: Int) {
        self.eventLoop = eventLoop
        var routes = LiveRoutes()
        routes.session("public") { $0.view("/bench", ReferencePage.self) }
        let environment = LiveEnvironment(
            routes: routes, sealer: TokenSealer(secrets: [SymmetricKey(size: .bits256)]), pubSub: PubSub(),
            logger: Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() }, now: { Date() })
        self.environment = environment
        let tokens = PageTokens(environment)
        joinMessage = ByteBuffer(string: WireMessages.join(pageToken: tokens.page, flashToken: tokens.flash))
        sockets = (0..<pageCount).map { [sent] _ in
            MemorySocket(environment: environment, eventLoop: eventLoop, sent: sent)
        }
    }

    // MARK: What is measured

    /// Page loads: mounts the view, renders it into its container, seals what the join will bring along.
    func load(_ count: Int) async throws -> Int {
        var bytes = 0
        for _ in 0..<count {
            let location = LiveLocation(path: "/bench", query: "")
            let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: location.path)
            guard let route = environment.routes.route(at: location.path)?.route,
                case .page(let mounted, _) = try await PageMount(
                    of: route, for: MountRequest(page: head, at: location), id: WireMessages.id, flash: [:],
                    environment: environment
                ).answer
            else { throw ContenderFailed("the page") }
            bytes += try container(of: mounted).html().readableBytes
        }
        return bytes
    }

    /// Every browser joins anew.
    func join(_ count: Int) async throws -> Int {
        try await inWaves(count) { [sockets, joinMessage] in
            for socket in sockets { socket.close() }
            for socket in sockets { try socket.receive(joinMessage) }
        }
    }

    /// Every browser clicks.
    func click(_ count: Int) async throws -> Int {
        try await inWaves(count) { [sockets, clickMessage] in
            for socket in sockets { try socket.receive(clickMessage) }
        }
    }

    /// Every browser is told a message. No two are alike: each is a change.
    func broadcast(_ count: Int) async throws -> Int {
        try await inWaves(count) { [sent, environment] in
            environment.pubSub.publish("Message \(sent.count)", to: ReferencePage.topic)
        }
    }

    // MARK: Steps

    private func container(of mounted: MountedView) throws -> Rendered {
        let tokens = PageTokens(environment)
        let html = String(buffer: try mounted.html(id: WireMessages.id, environment: environment))
        return """
            <div id="\(WireMessages.id)" data-phx-main data-phx-session="\(tokens.page)" data-phx-static="\(tokens.flash)">\
            \(raw: html)</div>
            """
    }

    /// Has every browser sent a message, `count` times over.
    ///
    /// - Returns: bytes of the last message to the first browser.
    private func inWaves(_ count: Int, _ wave: @escaping () throws -> Void) async throws -> Int {
        let done = eventLoop.makePromise(of: Void.self)
        Waves(eventLoop, count: count, size: sockets.count, sent: sent, done: done, wave).next()
        try await done.futureResult.get()
        return sockets[0].latest.readableBytes
    }
}

/// What a page takes along to its join, sealed.
private struct PageTokens {
    let page: String
    let flash: String

    init(_ environment: LiveEnvironment) {
        let now = environment.now()
        page = PageToken(id: WireMessages.id, routeName: "/bench", sessionName: "public", carried: nil)
            .sealed(by: environment.sealer, at: now)
        flash = FlashToken.sealShown([:], id: WireMessages.id, by: environment.sealer, at: now)
    }
}

/// Does something that makes channels send, waits until all have sent, and does it again.
///
/// In plain closures of the event loop, as a socket's reads come: channels then run as they do in a server.
private final class Waves {
    private let eventLoop: any EventLoop
    private var remaining: Int
    private let size: Int
    private let sent: Tally
    private let done: EventLoopPromise<Void>
    private let wave: () throws -> Void

    init(
        _ eventLoop: any EventLoop, count: Int, size: Int, sent: Tally, done: EventLoopPromise<Void>,
        _ wave: @escaping () throws -> Void
    ) {
        self.eventLoop = eventLoop
        remaining = count
        self.size = size
        self.sent = sent
        self.done = done
        self.wave = wave
    }

    func next() {
        guard remaining > 0 else { return done.succeed() }
        remaining -= 1
        eventLoop.assumeIsolated().execute { [self] in
            let due = sent.count + size
            do {
                try wave()
                settle(due, patience: 8)
            } catch {
                done.fail(error)
            }
        }
    }

    /// What the wave put on the loop is before this, and what that puts there comes after.
    private func settle(_ due: Int, patience: Int) {
        eventLoop.assumeIsolated().execute { [self] in
            if sent.count == due {
                next()
            } else if patience > 0 {
                settle(due, patience: patience - 1)
            } else {
                done.fail(ContenderFailed("\(size - due + sent.count) of \(size) channels sent a message"))
            }
        }
    }
}

/// How many messages have been sent. Lives on one event loop.
final class Tally {
    var count = 0
}
