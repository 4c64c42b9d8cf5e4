import ClerkCore
import Synchronization
import Testing

@Suite("InMemoryStore · forgets by time, never for want of room")
struct InMemoryStoreTests {
    final class Clock: Sendable {
        private let time = Mutex(UnixTime(seconds: 1000))
        var now: UnixTime { time.withLock { $0 } }
        func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    let clock = Clock()
    let store: InMemoryStore

    init() {
        store = InMemoryStore { [clock] in clock.now }
    }

    private func reference(_ user: String, organization: String? = nil) -> SessionReference {
        SessionReference(
            userID: user, sessionID: "sess_" + user, organizationID: organization, issuedAt: UnixTime(seconds: 999))
    }

    @Test func `answers with what concerns the session, and forbids by it`() async throws {
        let shared: any RevocationStore = store
        try await shared.record(Tombstone(.user("a"), at: clock.now))
        try await shared.record(Tombstone(.membership(user: "b", organization: "org_1"), at: clock.now))
        #expect(try await shared.revocation(of: reference("a"))?.subject == .user("a"))
        #expect(try await shared.revocation(of: reference("b", organization: "org_1")) != nil)
        #expect(try await shared.revocation(of: reference("b")) == nil)
        #expect(try await shared.revocation(of: reference("c")) == nil)
        let later = SessionReference(userID: "a", sessionID: "s", issuedAt: clock.now + .seconds(1))
        #expect(try await shared.revocation(of: later) == nil)
        #expect(try await shared.tombstones(for: later).count == 1)
    }

    @Test func `a tombstone is gone when it expires, not before`() {
        store.record(Tombstone(.user("a"), at: clock.now, life: .seconds(10)))
        clock.advance(.milliseconds(9_999))
        #expect(store.tombstones(for: reference("a")).count == 1)
        clock.advance(.milliseconds(1))
        #expect(store.tombstones(for: reference("a")).isEmpty)
    }

    @Test func `a second revocation never weakens the first`() {
        store.record(Tombstone(.user("a"), at: clock.now, life: .seconds(100)))
        store.record(Tombstone(.user("a"), at: clock.now - .seconds(50), life: .seconds(60)))
        #expect(store.tombstones(for: reference("a")) == [Tombstone(.user("a"), at: clock.now, life: .seconds(100))])
    }

    @Test func `expired ones are swept, live ones all stay`() {
        for index in 0..<5000 { store.record(Tombstone(.session("old\(index)"), at: clock.now, life: .seconds(10))) }
        #expect(store.count == 5000)
        clock.advance(.seconds(10))
        for index in 0..<5000 { store.record(Tombstone(.session("sess_\(index)"), at: clock.now)) }
        #expect(store.count >= 5000)
        #expect(store.count < 10_000)
        #expect((0..<5000).allSatisfy { store.tombstones(for: reference("\($0)")).count == 1 })
    }

    @Test func `many writers and readers at once lose nothing`() async {
        await withTaskGroup { group in
            for writer in 0..<8 {
                group.addTask { [store, clock] in
                    for index in 0..<500 {
                        store.record(Tombstone(.session("sess_\(writer)-\(index)"), at: clock.now))
                    }
                }
            }
        }
        #expect(store.count == 4000)
    }
}
