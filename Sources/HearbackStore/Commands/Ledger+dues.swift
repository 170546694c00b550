import GRDB
import HearbackCore

extension Ledger {
    /// Reckons the promises of undecided comments anew, once for each version of the calendar.
    ///
    /// Only what was provisional moves: days that the moon decides. It moves before it has fallen due, never into the
    /// past, and the event keeps both days and the calendar. Every other promise stands, whatever the calendar says since.
    ///
    /// - Returns: how many promises were changed or have become sure.
    package func reckonDueDays(step: Int = 500) async throws -> Int {
        guard let calendar = options.calendar, try await reckonedCalendar() != calendar else { return 0 }
        // A local day is at most 14 hours from the same day of UTC.
        let now = self.now
        var last = (due: String(now.advanced(byMilliseconds: -86_400_000).rfc3339.prefix(10)), number: Int64(0))
        var count = 0
        while !Task.isCancelled {
            let found = try await promises(after: last, atMost: step)
            guard let end = found.last else { break }
            last = (end.due, end.number)
            count += try await write { transaction in
                try found.compactMap { CommentNumber($0.number) }.count { try transaction.reckonDue(of: $0, calendar) }
            }
        }
        guard !Task.isCancelled else { return count }
        try await write { transaction in
            try transaction.db.execute(
                sql: "INSERT INTO meta (key, value) VALUES ('calendar', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                arguments: [calendar])
        }
        return count
    }

    private func reckonedCalendar() async throws -> String? {
        try await read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'calendar'") }
    }

    private func promises(
        after last: (due: String, number: Int64), atMost limit: Int
    ) async throws -> [(due: String, number: Int64)] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT decision_due, number FROM comment WHERE open_targets & 2 AND decision_due >= ?1
                        AND (decision_due, number) > (?1, ?2) ORDER BY decision_due, number LIMIT ?3
                    """)
            return try Row.fetchAll(statement, arguments: [last.due, last.number, limit]).map {
                ($0["decision_due"], $0["number"])
            }
        }
    }
}

extension LedgerTransaction {
    /// - Returns: whether the promise has moved or become sure.
    fileprivate func reckonDue(of number: CommentNumber, _ calendar: String) throws -> Bool {
        let now = self.now
        guard let comment = try CommentRecord.fetch(number, db), comment.state.openTargets.contains(.decision),
            now < options.overdueFrom(comment.decisionDue), try isProvisional(number),
            let policy = try ResponsePolicy.fetch(of: comment, db)
        else { return false }
        let due = options.decisionDue(comment.received, policy.decisionDays)
        let isProvisional = options.isProvisional(comment.received, policy.decisionDays)
        guard due != comment.decisionDue || !isProvisional, now < options.overdueFrom(due) else { return false }
        let reckoned = ReckonedDue(
            due, before: comment.decisionDue, calendar: calendar, isProvisional: isProvisional)
        _ = try write(.dueReckoned(reckoned), to: comment, occurred: now)
        return true
    }

    /// As the last event that set the day says.
    private func isProvisional(_ number: CommentNumber) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT coalesce(details ->> '$.provisional', details ->> '$.submission.provisional', 0) FROM event
                WHERE comment = ? AND kind IN ('received', 'due_reckoned') ORDER BY sequence DESC LIMIT 1
                """)
        return try Bool.fetchOne(statement, arguments: [number.value]) ?? false
    }
}
