import GRDB
package import HearbackCore

/// A name or a network whose owner asked not to be contacted.
package struct OptOut: Hashable, Sendable {
    package let entry: String
    package let reason: String?
    package let added: Instant
    /// The account that added it.
    package let addedBy: String
}

/// All opt-outs as of one change.
package struct OptOutBook: Hashable, Sendable {
    /// Grows with each change.
    package let revision: Int64
    /// By entry.
    package let entries: [OptOut]
}

extension Ledger {
    package func optOuts() async throws -> OptOutBook {
        try await read { try OptOutBook($0) }
    }

    /// What held when the file was opened. Blocks: for the start alone.
    package func initialOptOuts() throws(StoreError) -> OptOutBook {
        do { return try pool.read { try OptOutBook($0) } } catch { throw StoreError(error, context: "reading opt-outs") }
    }

    /// Adds an entry, or gives the one that is there another reason.
    package func addOptOut(_ entry: String, reason: String?, by user: String) async throws -> OptOutBook {
        try await write { transaction in
            try transaction.db.execute(
                sql: """
                    INSERT INTO opt_out VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason
                    """, arguments: [entry, reason, transaction.now.milliseconds, user])
            return try transaction.changedOptOuts()
        }
    }

    /// - Returns: nil when there is no such entry.
    package func removeOptOut(_ entry: String) async throws -> OptOutBook? {
        try await write { transaction in
            try transaction.db.execute(sql: "DELETE FROM opt_out WHERE entry = ?", arguments: [entry])
            guard transaction.db.changesCount > 0 else { return nil }
            return try transaction.changedOptOuts()
        }
    }
}

extension OptOutBook {
    fileprivate init(_ db: Database) throws {
        revision = try Int64.fetchOne(db, sql: "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'opt_outs'") ?? 0
        entries = try Row.fetchAll(db, sql: "SELECT * FROM opt_out ORDER BY entry").map { row in
            OptOut(
                entry: row["entry"], reason: row["reason"], added: Instant(milliseconds: row["added"]),
                addedBy: row["added_by"])
        }
    }
}

extension LedgerTransaction {
    fileprivate func changedOptOuts() throws -> OptOutBook {
        try db.execute(
            sql: "INSERT INTO meta VALUES ('opt_outs', '1') ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1")
        return try OptOutBook(db)
    }
}
