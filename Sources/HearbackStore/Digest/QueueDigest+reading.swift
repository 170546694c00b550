import GRDB
import HearbackCore

extension QueueDigest {
    /// From the tally and the indexes of what waits and of what is due: a look at few rows, however many wait.
    init(_ db: Database, at now: Instant, today: String, within scope: BillScope, _ options: LedgerOptions) throws {
        var selection = Selection()
        selection.within = scope
        let (condition, values) = selection.condition
        func comments(_ more: String, by order: String, _ arguments: StatementArguments = []) throws -> [CommentRecord] {
            let sql = "SELECT * FROM comment WHERE \(condition) \(more) ORDER BY \(order) LIMIT \(Self.lineLimit)"
            return try Row.fetchAll(db, sql: sql, arguments: values + arguments).map(CommentRecord.init)
        }
        func line(_ comment: CommentRecord) -> Line {
            Line(
                number: comment.number, bill: comment.bill, days: options.daysBetween(comment.received, now),
                due: comment.decisionDue, isOverdue: comment.decisionDue < today)
        }
        // The index's own order, so that a day on which thousands are due is not sorted.
        let late = try comments("AND decision_due < ?", by: "decision_due, status, number", [today])
        let first = try comments("", by: "received, number")
        let rest = first.filter { comment in !late.contains { $0.number == comment.number } }
        let waiting = try Int.fetchOne(
            db,
            sql: """
                SELECT sum(count) FROM tally WHERE status IN ('awaiting_approval', 'awaiting_clarification')
                    AND (?1 IS NULL OR bill IN (SELECT value FROM json_each(?1)))
                """, arguments: [scope.list])
        let overdue = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM comment WHERE \(condition) AND decision_due < ?", arguments: values + [today])
        self.init(
            waiting: waiting ?? 0, overdue: overdue ?? 0, oldest: first.first.map(line), oldestReceived: first.first?.received,
            lines: (late + rest).prefix(Self.lineLimit).map(line))
    }
}
