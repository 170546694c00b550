import GRDB
package import HearbackCore

extension Ledger {
    /// How many decisions each moderator recorded since an instant; questions to submitters count, imports and what was taken
    /// back do not.
    ///
    /// Events are recorded in their order, so the first of the day is found by halving, and only the day's are read.
    package func decisions(since start: Instant, within scope: BillScope = .all) async throws -> [String: Int] {
        try await read { db in
            let first = try Self.firstEvent(since: start, db)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT actor, count(*) AS count FROM event
                    WHERE sequence >= ?1 AND kind IN ('published', 'rejected', 'clarification_asked')
                        AND provenance = 'observed' AND actor IS NOT NULL
                        AND NOT EXISTS (
                            SELECT 1 FROM event u WHERE u.comment = event.comment AND u.sequence > event.sequence
                                AND u.kind = 'decision_undone' AND json_extract(u.details, '$.undo.sequence') = event.sequence)
                        AND (?2 IS NULL OR (SELECT bill FROM comment WHERE number = event.comment)
                            IN (SELECT value FROM json_each(?2)))
                    GROUP BY actor
                    """, arguments: [first, scope.list])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["actor"], $0["count"]) })
        }
    }

    private static func firstEvent(since start: Instant, _ db: Database) throws -> Int64 {
        var low: Int64 = 1
        var high = (try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM event") ?? 0) + 1
        let statement = try db.cachedStatement(sql: "SELECT recorded FROM event WHERE sequence >= ? ORDER BY sequence LIMIT 1")
        while low < high {
            let middle = low + (high - low) / 2
            let recorded = try Int64.fetchOne(statement, arguments: [middle])
            if let recorded, recorded < start.milliseconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
