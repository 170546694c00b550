import GRDB
package import HearbackCore

extension Ledger {
    /// The published comments on a bill, or on one of its articles, by number, after `after`.
    package func published(
        bill: String, article: String? = nil, after: CommentNumber?, limit: Int
    ) async throws -> [CommentDossier] {
        try await read { db in
            let statement = try db.cachedStatement(sql: article == nil ? Self.publishedOnBill : Self.publishedOnArticle)
            let arguments: StatementArguments = ["bill": bill, "after": after?.value ?? 0, "limit": limit]
            let numbers = try Int64.fetchAll(statement, arguments: article.map { arguments + ["article": $0] } ?? arguments)
            return try numbers.compactMap { CommentNumber($0) }.compactMap { try db.dossier(of: $0) }
        }
    }

    static let publishedOnBill = """
        SELECT number FROM comment WHERE bill = :bill AND status = 'published' AND number > :after ORDER BY number LIMIT :limit
        """
    static let publishedOnArticle = """
        SELECT number FROM comment WHERE bill = :bill AND article = :article AND status = 'published' AND number > :after
        ORDER BY number LIMIT :limit
        """

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
