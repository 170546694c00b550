import GRDB
package import HearbackCore

extension Ledger {
    /// The published comments on a bill, by number, after `after`.
    package func published(bill: String, after: CommentNumber?, limit: Int) async throws -> [CommentDossier] {
        try await read { db in
            let numbers = try Int64.fetchAll(
                try db.cachedStatement(
                    sql: """
                        SELECT number FROM comment WHERE bill = ? AND status = 'published' AND number > ?
                        ORDER BY number LIMIT ?
                        """), arguments: [bill, after?.value ?? 0, limit])
            return try numbers.compactMap { CommentNumber($0) }.compactMap { try db.dossier(of: $0) }
        }
    }

    /// How much the file holds.
    package func totals() async throws -> (events: Int64, comments: Int64) {
        try await read { db in
            (
                try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM event") ?? 0,
                try Int64.fetchOne(db, sql: "SELECT max(number) FROM comment") ?? 0
            )
        }
    }
}
