import CSystemSQLite
import Foundation
import GRDB
import HearbackCore

/// Opening the file: is it ours, is it ours to write, is it durable.
enum LedgerFile {
    /// Looks at an existing file without changing a byte of it.
    static func inspect(path: String, _ box: SecretBox) throws {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64, size > 0 else {
            return
        }
        var configuration = Configuration()
        configuration.readonly = true
        let file = try DatabaseQueue(path: path, configuration: configuration)
        try file.read { db in
            let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
            guard id == Migrations.applicationID else {
                throw StoreError(.foreignFile, "\(path) is a SQLite file, but not one of Hearback's")
            }
            let migrator = Migrations.migrator(box)
            if try migrator.hasBeenSuperseded(db) {
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                throw StoreError(
                    .newerSchema,
                    "\(path) has schema version \(version); this program knows up to \(migrator.migrations.count)")
            }
        }
        try file.close()
    }

    /// SQLite counts every allocation of the process under one lock, unless told not to before its first use. Nobody reads
    /// these counts here. `SQLITE_MISUSE` says that it was used already, and goes on counting.
    private static let hasStatistics = hb_sqlite_without_memory_statistics() != SQLITE_OK

    static func open(_ options: LedgerOptions) throws -> DatabasePool {
        _ = hasStatistics
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // What a statement may have to undo stays in memory instead of a temporary file. What is deleted is overwritten.
            try db.execute(
                sql: """
                    PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY;
                    PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON
                    """)
        }
        let pool = try DatabasePool(path: options.path, configuration: configuration)
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
        }
        let migrator = Migrations.migrator(options.box)
        try migrator.migrate(pool)
        try pool.write { db in
            try db.execute(sql: "PRAGMA user_version = \(migrator.migrations.count)")
            try claimClock(options.clockKind, db)
            try claimKey(options.box, db)
            try SearchIndex.claim(db)
        }
        try makeDurable(pool)
        return pool
    }

    static func lastRecorded(_ pool: DatabasePool) throws -> Instant? {
        try pool.read { db in
            try Int64.fetchOne(db, sql: "SELECT recorded FROM event ORDER BY sequence DESC LIMIT 1")
                .map(Instant.init(milliseconds:))
        }
    }

    /// GRDB's pool sets NORMAL on its writer while it opens, so FULL has to be set afterwards, and be seen to hold.
    private static func makeDurable(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            let (level, mode) = (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode")
            )
            guard level == 2, mode == "wal" else {
                throw StoreError(.inputOutput, "the file can't be written durably (synchronous \(level ?? -1))")
            }
        }
    }

    /// With another key than the one that sealed them, no secret would open: better said at the start.
    private static func claimKey(_ box: SecretBox, _ db: Database) throws {
        let mark = box.fingerprint.base64EncodedString()
        try db.execute(sql: "INSERT OR IGNORE INTO meta VALUES ('key', ?)", arguments: [mark])
        guard try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'key'") == mark else {
            throw StoreError(.keyMismatch, "the file's secrets are sealed with another key")
        }
    }

    private static func claimClock(_ kind: ClockKind, _ db: Database) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO meta VALUES ('clock', ?)", arguments: [kind.rawValue])
        let recorded = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'clock'")
        guard recorded == kind.rawValue else {
            throw StoreError(.clockMismatch, "the file lives by the \(recorded ?? "unknown") clock, not the \(kind.rawValue) one")
        }
    }
}

extension Ledger {
    /// Whether the file at `path` holds secrets that need its own key. A file that can't be read says so when it is opened.
    package static func isSealed(at path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        var configuration = Configuration()
        configuration.readonly = true
        let mark = try? DatabaseQueue(path: path, configuration: configuration).read { db in
            try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'key'")
        }
        return (mark ?? nil) != nil
    }

    /// How the writer commits, as SQLite says it now: `wal/2` is WAL with `synchronous=FULL`.
    package func durability() async throws -> String {
        try await write { transaction in
            let mode = try String.fetchOne(transaction.db, sql: "PRAGMA journal_mode") ?? ""
            return "\(mode)/\(try Int.fetchOne(transaction.db, sql: "PRAGMA synchronous") ?? -1)"
        }
    }
}
