import GRDB
package import HearbackCore

/// A comment that was found.
package struct FoundComment: Sendable {
    package let comment: CommentRecord
    /// As readers of the comment are shown it.
    package let text: String
    /// Nil for who may not see identities.
    package let name: String?
}

package struct SearchResult: Sendable {
    package let found: [FoundComment]
    /// Comments that came last and could not be looked at, because the index does not have them yet.
    package let behind: Int64
}

extension Ledger {
    /// The newest comments first.
    ///
    /// - Parameters:
    ///   - seesNames: whether names are searched, too, and told.
    ///   - after: the number of the last comment of the page before.
    ///   - freshening: so many comments that the index does not have yet are indexed first, so that what came just before is
    ///     found; were there more, the search does not wait for them.
    package func search(
        _ query: SearchQuery, _ filter: SearchFilter = SearchFilter(), seesNames: Bool, after: Int64? = nil, limit: Int,
        freshening: Int = 2_000
    ) async throws -> SearchResult {
        var behind = try await searchLag()
        if behind > 0, behind <= freshening {
            _ = try await indexNew(atMost: freshening)
            behind = try await searchLag()
        }
        if let named = try await named(by: query, filter, seesNames: seesNames) {
            return SearchResult(found: after == nil ? [named] : [], behind: behind)
        }
        let match = query.match(inNames: seesNames, filter)
        let found = try await read { db in
            let rare = try filter.status.flatMap { try Self.isRare($0, filter.bill, db) ? $0 : nil }
            let statement = try db.cachedStatement(sql: Self.selection(rare))
            let end = try filter.to.flatMap { try NumberBound.first(notBefore: $0, db) } ?? .max
            let arguments: StatementArguments = [
                match, min(after ?? .max, end), filter.status?.rawValue, filter.from?.milliseconds ?? .min,
                filter.to?.milliseconds ?? .max, filter.bill, limit, filter.within.list,
            ]
            return try Row.fetchAll(statement, arguments: arguments).map { try FoundComment($0, seesNames: seesNames) }
        }
        return SearchResult(found: found, behind: behind)
    }

    /// The comment that the whole query is a name of: reference, identifier, or the number under which it was imported.
    private func named(by query: SearchQuery, _ filter: SearchFilter, seesNames: Bool) async throws -> FoundComment? {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: IndexedComment.record + " WHERE (m.number = ?1 OR m.external_id = ?2) LIMIT 1")
            guard let row = try Row.fetchOne(statement, arguments: [query.number?.value, query.text]) else { return nil }
            let found = try FoundComment(row, seesNames: seesNames)
            return filter.admits(found.comment) ? found : nil
        }
    }

    /// Under these, the few comments are looked up in the index; above, the index's hits among the comments.
    private static let rarity = 500

    private static func isRare(_ status: CommentStatus, _ bill: String?, _ db: Database) throws -> Bool {
        let count = try Int.fetchOne(
            db, sql: "SELECT sum(count) FROM tally WHERE status = ?1 AND (?2 IS NULL OR bill = ?2)",
            arguments: [status.rawValue, bill])
        return (count ?? 0) <= rarity
    }

    /// `CROSS JOIN` keeps SQLite to the order of the tables.
    ///
    /// - Parameter rare: the status whose few comments are looked up.
    private static func selection(_ rare: CommentStatus?) -> String {
        let hits = "search s CROSS JOIN comment m ON m.number = s.rowid"
        let tables = rare.map { "\(few($0)) CROSS JOIN search s ON s.rowid = few CROSS JOIN comment m ON m.number = few" }
        return """
            \(IndexedComment.columns) FROM \(tables ?? hits) JOIN content c ON c.event = m.event
            WHERE s.search MATCH ?1 AND s.rowid < ?2 AND (?3 IS NULL OR m.status = ?3)
                AND m.received >= ?4 AND m.received < ?5 AND (?6 IS NULL OR m.bill = ?6)
                AND (?8 IS NULL OR m.bill IN (SELECT value FROM json_each(?8)))
            ORDER BY \(rare == nil ? "s.rowid" : "few") DESC LIMIT ?7
            """
    }

    /// Written so that SQLite sees which of its partial indexes fits.
    private static func few(_ status: CommentStatus) -> String {
        let group =
            switch status {
            case .awaitingApproval, .awaitingClarification: " AND status IN ('awaiting_approval', 'awaiting_clarification')"
            case .rejected, .withdrawn, .lapsed: " AND status IN ('rejected', 'withdrawn', 'lapsed')"
            case .published: ""
            }
        return "(SELECT number AS few FROM comment WHERE status = '\(status.rawValue)'\(group) AND (?6 IS NULL OR bill = ?6))"
    }
}

extension IndexedComment {
    fileprivate static let columns = "SELECT m.*, c.name, \(shown) AS shown"
    fileprivate static let record = columns + " FROM comment m JOIN content c ON c.event = m.event"
}

extension FoundComment {
    fileprivate init(_ row: Row, seesNames: Bool) throws {
        self.init(comment: try CommentRecord(row), text: row["shown"] ?? "", name: seesNames ? row["name"] : nil)
    }
}

extension SearchFilter {
    fileprivate func admits(_ comment: CommentRecord) -> Bool {
        (bill == nil || bill == comment.bill) && within.admits(comment.bill) && (language == nil || language == comment.language)
            && (submitterKind == nil || submitterKind == comment.submitterKind)
            && (status == nil || status == comment.state.status)
            && comment.received >= from ?? comment.received && (to.map { comment.received < $0 } ?? true)
    }
}
