import GRDB
import HearbackCore

extension Ledger {
    /// Comments taken into the index in one transaction, unless told otherwise.
    package static let indexStep = 500

    /// Indexes the first comments that are not indexed yet. Their words are folded outside the writer.
    ///
    /// - Returns: how many comments were looked at; 0 when the index is up to date, or when somebody else moved it meanwhile.
    package func indexNew(atMost limit: Int = indexStep) async throws -> Int {
        let (through, rows) = try await read { db in
            let through = try SearchIndex.through(db)
            let statement = try db.cachedStatement(
                sql: IndexedComment.selection + " WHERE m.number > ? ORDER BY m.number LIMIT ?")
            let rows = try Row.fetchAll(statement, arguments: [through, limit]).map { row in
                (number: row["number"] as Int64, comment: row["is_erased"] as Bool ? nil : IndexedComment(row))
            }
            return (through, rows)
        }
        guard let last = rows.last?.number else { return 0 }
        let comments = rows.compactMap(\.comment)
        let isTaken = try await write { try $0.index(comments, after: through, through: last) }
        return isTaken ? rows.count : 0
    }

    /// How many comments the index does not have yet.
    package func searchLag() async throws -> Int64 {
        try await read { db in
            let last = try Int64.fetchOne(db, sql: "SELECT max(number) FROM comment") ?? 0
            return max(0, last - (try SearchIndex.through(db)))
        }
    }

    /// Merges the index into one piece when something was removed from it since, and empties the write-ahead log: only then
    /// no removed word is left in the file. In steps, so that others write in between.
    ///
    /// - Returns: how many removals were made good.
    package func purgeIndex() async throws -> Int {
        let removed = try await read { try Int.fetchOne($0, sql: "SELECT removed FROM search_state") ?? 0 }
        guard removed > 0 else { return 0 }
        // A negative count gathers all pieces into one merge, which the positive ones go on with (SQLite's FTS5, 6.9).
        _ = try await mergeIndex(pages: -Self.mergeStep)
        while try await mergeIndex(pages: Self.mergeStep) > 1 {
            if Task.isCancelled { return 0 }
        }
        try await emptyLog()
        try await write { transaction in
            try transaction.db.execute(
                sql: "UPDATE search_state SET removed = max(0, removed - ?)", arguments: [removed])
        }
        return removed
    }

    private static let mergeStep = 256

    /// - Returns: rows that changed; under 2 when nothing is left to merge.
    private func mergeIndex(pages: Int) async throws -> Int {
        try await write { transaction in
            let before = transaction.db.totalChangesCount
            try transaction.db.execute(sql: "INSERT INTO search(search, rank) VALUES ('merge', ?)", arguments: [pages])
            return transaction.db.totalChangesCount - before
        }
    }

    /// - Throws: `busy` while somebody reads an older state.
    func emptyLog() async throws {
        do {
            try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError {
            throw StoreError(error, context: "emptying the write-ahead log")
        }
    }
}
