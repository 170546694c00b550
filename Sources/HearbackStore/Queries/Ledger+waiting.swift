import GRDB
package import HearbackCore

/// Who waits, as the front page tells it.
package struct WaitingFigures: Hashable, Sendable {
    package let waiting: Int
    /// Of these, how many whose promised day is over.
    package let overdue: Int
    /// When the one that waits longest came, by bill.
    package let oldestByBill: [String: Instant]

    package var oldest: Instant? { oldestByBill.values.min() }
}

extension Ledger {
    /// A look at an index for each bill, whatever the number of comments.
    ///
    /// - Parameter today: the local day, `YYYY-MM-DD`; what was due before it is overdue.
    package func waitingFigures(today: String) async throws -> WaitingFigures {
        try await read { db in
            var oldest: [String: Instant] = [:]
            for bill in try String.fetchAll(db, sql: "SELECT id FROM bill") {
                let first = try Int64.fetchOne(db.cachedStatement(sql: Self.oldestWaiting), arguments: [bill])
                oldest[bill] = first.map(Instant.init(milliseconds:))
            }
            let waiting = "status IN ('awaiting_approval', 'awaiting_clarification')"
            return WaitingFigures(
                waiting: try Int.fetchOne(db, sql: "SELECT sum(count) FROM tally WHERE \(waiting)") ?? 0,
                overdue: try Int.fetchOne(db, sql: Self.overdue, arguments: [today]) ?? 0, oldestByBill: oldest)
        }
    }

    static let oldestWaiting = """
        SELECT min(received) FROM comment WHERE bill = ? AND status IN ('awaiting_approval', 'awaiting_clarification')
        """
    static let overdue = """
        SELECT count(*) FROM comment WHERE status IN ('awaiting_approval', 'awaiting_clarification') AND decision_due < ?
        """

    /// The number of the last event: what was derived before is still true while it stays the same.
    package func lastSequence() async throws -> Int64 {
        try await read { db in
            try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(sequence) FROM event")) ?? 0
        }
    }
}
