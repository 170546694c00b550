import GRDB
package import HearbackCore

/// The ledger in figures, for whoever watches the service.
package struct LedgerFigures: Sendable {
    /// Comments by status.
    package let comments: [String: Int]
    /// When the one that waits longest came; nil when none waits.
    package let oldestWaiting: Instant?
    /// Of those that wait, how many whose promised day is over.
    package let overdue: Int
    package let owedAnswers: Int
    /// Messages by state; one under way is `sending`.
    package let messages: [String: Int]
    package let log: LogFigures
}

/// How long the transparency log is, and what of it everyone has seen.
package struct LogFigures: Hashable, Sendable {
    package let leaves: Int
    package let publishedLeaves: Int
    package let published: Instant?
}

extension Ledger {
    /// A look at tallies and the ends of indexes: the same few rows however many comments there are.
    ///
    /// - Parameter today: the local day, `YYYY-MM-DD`; what was due before it is overdue.
    package func figures(today: String) async throws -> LedgerFigures {
        try await read { db in
            func number(_ query: FigureQuery, _ arguments: StatementArguments = []) throws -> Int64? {
                try Int64.fetchOne(db.cachedStatement(sql: query.rawValue), arguments: arguments)
            }
            var messages = try FigureQuery.messages.counts(db)
            let sending = Int(try number(.sending) ?? 0)
            messages["sending"] = sending
            messages["ready", default: 0] -= sending
            let published = try Row.fetchOne(db.cachedStatement(sql: FigureQuery.published.rawValue))
            return LedgerFigures(
                comments: try FigureQuery.comments.counts(db), oldestWaiting: try number(.oldestWaiting).map(Instant.init(milliseconds:)),
                overdue: Int(try number(.overdue, [today]) ?? 0), owedAnswers: Int(try number(.owedAnswers) ?? 0), messages: messages,
                log: LogFigures(
                    leaves: Int(try number(.leaves) ?? 0), publishedLeaves: published?["size"] ?? 0,
                    published: (published?["made"] as Int64?).map(Instant.init(milliseconds:))))
        }
    }
}

/// What is asked for them. A test looks at the plan of each.
enum FigureQuery: String, CaseIterable {
    case comments = "SELECT status, sum(count) FROM tally GROUP BY status"
    case oldestWaiting = "SELECT min(received) FROM comment WHERE status IN ('awaiting_approval', 'awaiting_clarification')"
    case overdue = "SELECT sum(count) FROM figure WHERE kind = 'due' AND key < ?"
    case owedAnswers = "SELECT sum(count) FROM figure WHERE kind = 'answer'"
    case messages = "SELECT key, count FROM figure WHERE kind = 'message'"
    case sending = "SELECT count(*) FROM lease"
    case leaves = "SELECT size FROM log_head"
    case published = "SELECT size, made FROM log_published ORDER BY size DESC LIMIT 1"

    /// Of a query that gives names with counts.
    func counts(_ db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(db.cachedStatement(sql: rawValue))
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
}
