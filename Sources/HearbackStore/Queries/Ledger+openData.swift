import GRDB
package import HearbackCore

/// A comment with its place in the transparency log.
package struct LoggedDossier: Sendable {
    package let dossier: CommentDossier
    /// Nil where there is no log.
    package let index: Int64?
}

extension Ledger {
    /// Comments by number, after `after`: what the open data goes through, a page at a time.
    ///
    /// - Parameter bill: nil for all.
    package func loggedDossiers(bill: String?, after: CommentNumber?, limit: Int) async throws -> [LoggedDossier] {
        try await read { db in
            let sql = bill == nil ? Self.nextComments : Self.nextCommentsOnBill
            var arguments: StatementArguments = ["after": after?.value ?? 0, "limit": limit]
            if let bill { arguments += ["bill": bill] }
            return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).compactMap { CommentNumber($0) }.compactMap { number in
                let index = try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT number FROM log_leaf WHERE comment = ? ORDER BY number LIMIT 1"),
                    arguments: [number.value])
                return try db.dossier(of: number).map { LoggedDossier(dossier: $0, index: index) }
            }
        }
    }

    static let nextComments = "SELECT number FROM comment WHERE number > :after ORDER BY number LIMIT :limit"
    /// By the numbers, not by the bill's index: it is gone through from the first to the last.
    static let nextCommentsOnBill = "SELECT number FROM comment WHERE bill = :bill AND number > :after ORDER BY number LIMIT :limit"

    /// The comments that were published last on a bill, among the last 20,000 publications of all; the newest first.
    package func latestPublished(bill: String, limit: Int) async throws -> [CommentDossier] {
        try await dossiers(Self.latestPublications, ["bill": bill, "limit": limit])
    }

    /// The published comments that were answered, or whose outcome was recorded, last; the newest first.
    package func latestReplies(limit: Int) async throws -> [CommentDossier] { try await dossiers(Self.latestReplies, ["limit": limit]) }

    private func dossiers(_ sql: String, _ arguments: StatementArguments) async throws -> [CommentDossier] {
        try await read { db in
            var seen: Set<Int64> = []
            return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).filter { seen.insert($0).inserted }
                .compactMap { CommentNumber($0) }.compactMap { try db.dossier(of: $0) }
        }
    }

    static let latestPublications = """
        SELECT m.number FROM (SELECT comment, sequence FROM event WHERE kind = 'published' ORDER BY sequence DESC LIMIT 20000) e
        JOIN comment m ON m.number = e.comment WHERE m.bill = :bill AND m.status = 'published' ORDER BY e.sequence DESC LIMIT :limit
        """
    static let latestReplies = """
        SELECT m.number FROM (SELECT comment, sequence FROM event WHERE kind IN ('answered', 'answer_amended', 'outcome_recorded')
            ORDER BY sequence DESC LIMIT 20000) e
        JOIN comment m ON m.number = e.comment WHERE m.status = 'published' ORDER BY e.sequence DESC LIMIT :limit
        """
}
