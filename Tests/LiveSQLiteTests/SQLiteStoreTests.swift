import ClerkCore
import Foundation
import LiveSQLite
import Synchronization
import Testing

@Suite("SQLiteStore · a restart forgets nothing")
final class SQLiteStoreTests {
    private final class Clock: Sendable {
        private let time = Mutex(UnixTime(seconds: 1_700_000_000))
        var now: UnixTime { time.withLock { $0 } }
        func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    private let clock = Clock()
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func open() throws -> SQLiteStore {
        try SQLiteStore(path: folder.appending(path: "clerk.sqlite").path) { [clock] in clock.now }
    }

    private func reference(_ session: String, issuedAt: UnixTime, organization: String? = nil) -> SessionReference {
        SessionReference(userID: "user_1", sessionID: session, organizationID: organization, issuedAt: issuedAt)
    }

    @Test func `a tombstone of every kind is found again by another process`() async throws {
        let subjects: [Tombstone.Subject] = [
            .session("sess_1"), .user("user_1"), .membership(user: "user_1", organization: "org_1"),
            .organization("org_1"),
        ]
        for subject in subjects { try await open().record(Tombstone(subject, at: clock.now)) }
        let found = try await open().tombstones(
            for: reference("sess_1", issuedAt: clock.now, organization: "org_1"))
        #expect(Set(found.map(\.subject)) == Set(subjects))
        #expect(found.allSatisfy { $0.revokedAt == clock.now && $0.expiresAt == clock.now + .seconds(86_400) })
        #expect(
            try await open().tombstones(for: reference("sess_2", issuedAt: clock.now)).map(\.subject) == [
                .user("user_1")
            ])
    }

    @Test func `a later revocation never weakens an earlier one`() async throws {
        let store = try open()
        try await store.record(Tombstone(.user("user_1"), at: clock.now))
        try await store.record(Tombstone(.user("user_1"), at: clock.now - .seconds(60), life: .seconds(1)))
        #expect(try await store.revocation(of: reference("sess_1", issuedAt: clock.now)) != nil)
    }

    @Test func `what has expired is not found, and goes from the file`() async throws {
        let store = try open()
        try await store.record(Tombstone(.session("sess_1"), at: clock.now, life: .seconds(60)))
        clock.advance(.seconds(60))
        #expect(try await store.tombstones(for: reference("sess_1", issuedAt: clock.now)).isEmpty)
    }

    @Test func `a delivery is taken once, by whichever process, until it is given back or expires`() async throws {
        let (one, other) = (try open(), try open())
        #expect(try await one.claim("msg_1", until: clock.now + .seconds(60)))
        #expect(try await !other.claim("msg_1", until: clock.now + .seconds(60)))
        try await other.release("msg_1")
        #expect(try await one.claim("msg_1", until: clock.now + .seconds(60)))
        clock.advance(.seconds(60))
        #expect(try await other.claim("msg_1", until: clock.now + .seconds(60)))
    }

    @Test func `of many who ask at once one is told yes`() async throws {
        let store = try open()
        let expiry = clock.now + .seconds(60)
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { try await store.claim("msg_1", until: expiry) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == 1)
    }

    @Test(arguments: ["missing/clerk.sqlite", ""])
    func `says which file it cannot use`(_ path: String) throws {
        let full = folder.appending(path: path).path
        let error = #expect(throws: StoreUnusable.self) {
            try SQLiteStore(path: full) { UnixTime(seconds: 0) }
        }
        #expect(error?.description.contains(full) == true)
    }

    @Test func `refuses a file that is something else`() throws {
        let path = folder.appending(path: "text").path
        try Data(String(repeating: "not a database ", count: 100).utf8).write(to: URL(filePath: path))
        #expect(throws: StoreUnusable.self) { try SQLiteStore(path: path) { UnixTime(seconds: 0) } }
    }
}
