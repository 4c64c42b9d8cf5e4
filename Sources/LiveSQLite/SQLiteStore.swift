public import ClerkCore
import GRDB

/// Tombstones and webhook deliveries in one SQLite file: a restart forgets nothing. For one node; several share a Valkey or Redis instead.
///
/// What has expired is swept by the writes themselves, a little at a time.
///
/// - SeeAlso: <https://sqlite.org/wal.html>: several processes of one machine may share the file.
public struct SQLiteStore: ClerkStore {
    /// How many expired rows a write removes at most.
    private static let sweep = 100

    private let database: DatabasePool
    private let now: @Sendable () -> UnixTime

    /// Opens the file at `path`, or makes it, and brings its schema up to date.
    ///
    /// - Parameter now: the clock by which rows expire.
    /// - Throws: ``StoreUnusable``, which names the file and what to do.
    public init(path: String, now: @escaping @Sendable () -> UnixTime) throws(StoreUnusable) {
        do {
            var configuration = Configuration()
            // Another process may be writing; longer than this it is stuck.
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { database in
                // A sign-out that was answered must survive the machine's end too, not only the process's.
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            database = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(database)
        } catch {
            throw StoreUnusable(path: path, code: (error as? DatabaseError).map { "\($0.resultCode)" })
        }
        self.now = now
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("tombstones and deliveries") { database in
            try database.create(table: "tombstone", options: .withoutRowID) { table in
                table.primaryKey("subject", .text)
                table.column("revoked_at", .integer).notNull()
                table.column("expires_at", .integer).notNull().indexed()
            }
            try database.create(table: "delivery", options: .withoutRowID) { table in
                table.primaryKey("id", .text)
                table.column("expires_at", .integer).notNull().indexed()
            }
        }
        return migrator
    }

    public func record(_ tombstone: Tombstone) async throws {
        let now = now().milliseconds
        try await database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO tombstone (subject, revoked_at, expires_at) VALUES (?, ?, ?)
                    ON CONFLICT (subject) DO UPDATE SET revoked_at = max(revoked_at, excluded.revoked_at),
                    expires_at = max(expires_at, excluded.expires_at)
                    """,
                arguments: [
                    tombstone.subject.key, tombstone.revokedAt.milliseconds, tombstone.expiresAt.milliseconds,
                ])
            try Self.sweep(database, "tombstone", "subject", now)
        }
    }

    public func tombstones(for reference: SessionReference) async throws -> [Tombstone] {
        let now = now().milliseconds
        let subjects = reference.tombstoneSubjects
        return try await database.read { database in
            try subjects.compactMap { subject in
                let row = try Row.fetchOne(
                    database.cachedStatement(
                        sql: "SELECT revoked_at, expires_at FROM tombstone WHERE subject = ? AND expires_at > ?"),
                    arguments: [subject.key, now])
                return row.map {
                    Tombstone(
                        subject, at: UnixTime(milliseconds: $0["revoked_at"]),
                        expiresAt: UnixTime(milliseconds: $0["expires_at"]))
                }
            }
        }
    }

    public func claim(_ id: String, until expiry: UnixTime) async throws -> Bool {
        let now = now().milliseconds
        return try await database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO delivery (id, expires_at) VALUES (?, ?)
                    ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at WHERE expires_at <= ?
                    """, arguments: [id, expiry.milliseconds, now])
            let isNew = database.changesCount > 0
            try Self.sweep(database, "delivery", "id", now)
            return isNew
        }
    }

    public func release(_ id: String) async throws {
        try await database.write { try $0.execute(sql: "DELETE FROM delivery WHERE id = ?", arguments: [id]) }
    }

    private static func sweep(_ database: Database, _ table: String, _ key: String, _ now: Int64) throws {
        try database.execute(
            sql: """
                DELETE FROM \(table) WHERE \(key) IN (SELECT \(key) FROM \(table) WHERE expires_at <= ? LIMIT \(sweep))
                """, arguments: [now])
    }
}

/// The file cannot be used.
public struct StoreUnusable: Error, Hashable, Sendable, CustomStringConvertible {
    public let path: String
    /// SQLite's result code, where it said one.
    public let code: String?

    public var description: String {
        "the store at \(path) cannot be used\(code.map { " (\($0))" } ?? ""): its folder must exist, and this process must be able to write in it"
    }
}
