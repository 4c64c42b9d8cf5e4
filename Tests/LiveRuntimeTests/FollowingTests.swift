import LiveRendering
import LiveRuntime
import LiveViewTesting
import Synchronization
import Testing
import WireJSON

@Suite("Following a sequence · each element in its turn")
struct FollowingTests {
    private struct Prices: LiveView {
        enum Event: Decodable, DeclaredEvent {
            case follow(symbol: String)
            case each(symbol: String)
        }

        private let exchange: Exchange
        private var price = AsyncValue<Int>.idle
        private var seen: [Int] = []
        private var failure = ""

        init(_ mount: Mount<Anyone>, exchange: Exchange) {
            self.exchange = exchange
        }

        mutating func handle(_ event: Event, socket: inout LiveSocket) {
            switch event {
            case .follow(let symbol): socket.follow(\Self.price) { [exchange] in exchange.prices(of: symbol) }
            case .each(let symbol):
                socket.follow("prices", { [exchange] in exchange.prices(of: symbol) }) { (page: inout Self, price, _) in
                    switch price {
                    case .success(let price): page.seen.append(price)
                    case .failure(let error): page.failure = "\(error)"
                    }
                }
            }
        }

        func render() -> Rendered {
            "<p>\(async: price, { "\($0)" }, loading: "?")</p>\(for: seen, { "<b>\($0)</b>" })\(failure)"
        }
    }

    private final class Exchange: Sendable {
        struct Closed: Error {}
        private let feeds = Mutex<[String: AsyncThrowingStream<Int, any Error>.Continuation]>([:])
        private let ended = Mutex<Set<String>>([])

        func prices(of symbol: String) -> AsyncThrowingStream<Int, any Error> {
            let (stream, continuation) = AsyncThrowingStream<Int, any Error>.makeStream()
            continuation.onTermination = { [self] _ in ended.withLock { _ = $0.insert(symbol) } }
            feeds.withLock { $0[symbol] = continuation }
            return stream
        }

        func feed(_ symbol: String) async -> AsyncThrowingStream<Int, any Error>.Continuation {
            while true {
                if let feed = feeds.withLock({ $0[symbol] }) { return feed }
                await Task.yield()
            }
        }

        func waitForEnd(of symbol: String) async {
            while !ended.withLock({ $0.contains(symbol) }) { await Task.yield() }
        }
    }

    private let exchange = Exchange()

    private func joined() async throws -> LiveViewClient {
        let exchange = exchange
        let pages = LivePages { live in live.session("s") { $0.view("/") { Prices($0, exchange: exchange) } } }
        let client = try await pages.open("/")
        try await client.join()
        return client
    }

    @Test func `a value is the latest of its sequence, and stays when that ends`() async throws {
        let client = try await joined()
        try await client.send("follow", ["symbol": "A"])
        #expect(client.html == "<p>?</p>")
        let feed = await exchange.feed("A")
        for price in [3, 4] {
            feed.yield(price)
            try await client.receivePush()
            #expect(client.html == "<p>\(price)</p>")
        }
        feed.finish()
        try await client.send("follow", ["symbol": "B"])
        #expect(client.html == "<p>4</p>")
    }

    @Test func `no element is lost, and the error comes last`() async throws {
        let client = try await joined()
        try await client.send("each", ["symbol": "A"])
        let feed = await exchange.feed("A")
        for price in 1...50 { feed.yield(price) }
        feed.finish(throwing: Exchange.Closed())
        while !client.html.contains("Closed") { try await client.receivePush() }
        #expect(client.html == "<p></p>" + (1...50).map { "<b>\($0)</b>" }.joined() + "Closed()")
    }

    @Test func `a sequence is let go of when another takes its place, and when its view ends`() async throws {
        let client = try await joined()
        try await client.send("each", ["symbol": "A"])
        _ = await exchange.feed("A")
        try await client.send("each", ["symbol": "B"])
        await exchange.waitForEnd(of: "A")
        let feed = await exchange.feed("B")
        feed.yield(1)
        try await client.receivePush()
        client.leave()
        await exchange.waitForEnd(of: "B")
    }
}
