import ClerkDevelopment
import ClerkLive
import Synchronization
import TestPeer
import Testing

@Suite("Clerk.signOut · remembered first, told second, and nobody slips between")
struct SignOutTests {
    @Test func `a user is signed out on all devices, and nobody else`() async throws {
        try await TestApplication.run { application in
            let (laptop, phone) = try await (application.device(), application.device())
            let pages = try await [application.open(by: laptop), application.open(by: phone)]
            let alan = try await application.open(by: application.device("alan@example.com"))
            let before = try await phone.cookies()

            let receipt = try await application.clerk.signOut(.user(application.ada.id))
            #expect(receipt.socketsTold == 2)
            for page in pages { try await page.expectSignedOut() }
            #expect(try await alan.click() == "1")
            // Clerk is asked whether it still grants one.
            let answer = try await application.browser.get("/dashboard", cookies: before)
            #expect(answer["x-clerk-auth-reason"] == "session-token-before-revocation")
            #expect(answer["location"]?.hasPrefix(application.development.frontendAPIURL) == true)

            // A token minted later comes from a sign-in that Clerk still grants.
            application.development.clockOffset = 2
            application.clock.advance(by: 2)
            #expect(try await application.browser.get("/dashboard", cookies: phone.cookies()).status == 200)
        }
    }

    @Test func `a session that nobody shows is signed out all the same`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let cookies = try await device.cookies()
            #expect(try await application.clerk.signOut(.session(device.sessionID)).socketsTold == 0)
            #expect(try await application.browser.get("/dashboard", cookies: cookies).status == 303)
        }
    }

    @Test func `pages that are gone are not told`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let open = try await application.open(by: device)
            let leave = PhoenixMessage(joinRef: "1", ref: "2", topic: open.page.topic, event: "phx_leave")
            try await open.socket.send(leave)
            for _ in 1...2 { _ = try await open.socket.receive() }
            #expect(try await application.clerk.signOut(.session(device.sessionID)).socketsTold == 0)
        }
    }

    @Test func `a view that could not be mounted is not told`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let (page, cookies) = try await application.load("/fragile", by: device)
            let socket = try await application.browser.openSocket(csrfToken: page.csrfToken, cookies: cookies)
            let reply = try await socket.ask(application.browser.join(page))
            #expect(reply.response?["reason"] == "join crashed")
            #expect(try await application.clerk.signOut(.session(device.sessionID)).socketsTold == 0)
        }
    }

    /// Signs out while a join is asking whether somebody did: from elsewhere, so that the join's event loop is free.
    private final class Intruder: ClerkStore {
        private let store = InMemoryStore(now: { UnixTime(seconds: 0) })
        private let lookUps = Mutex<(count: Int, intrusion: (@Sendable () async throws -> Void)?)>((0, nil))

        /// After `count` more look-ups have been answered, `intrusion` runs before the answer is returned.
        func intrude(after count: Int, _ intrusion: @escaping @Sendable () async throws -> Void) {
            lookUps.withLock { $0 = (count, intrusion) }
        }

        func record(_ tombstone: Tombstone) async throws { store.record(tombstone) }
        func claim(_ id: String, until expiry: UnixTime) -> Bool { store.claim(id, until: expiry) }
        func release(_ id: String) { store.release(id) }

        func tombstones(for reference: SessionReference) async throws -> [Tombstone] {
            let found = store.tombstones(for: reference)
            let intrusion = lookUps.withLock { lookUps in
                lookUps.count -= 1
                return lookUps.count == 0 ? lookUps.intrusion : nil
            }
            if let intrusion { try await Task.detached { try await intrusion() }.value }
            return found
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: 1...3)
    func `a page that joins in the very moment does not come in`(lookUp: Int) async throws {
        let intruder = Intruder()
        try await TestApplication.run(.init(store: intruder)) { application in
            let device = try await application.device()
            let (page, cookies) = try await application.load("/dashboard", by: device)
            let socket = try await application.browser.openSocket(csrfToken: page.csrfToken, cookies: cookies)
            intruder.intrude(after: lookUp) { try await application.clerk.signOut(.session(device.sessionID)) }
            let reply = try await socket.ask(application.browser.join(page))
            #expect(reply.status == "error")
            #expect(reply.response?["rendered"] == nil)
            // The join may still be under way when the page has its answer; what it registered goes with it.
            while try await application.clerk.signOut(.session(device.sessionID)).socketsTold > 0 { await Task.yield() }
        }
    }
}
