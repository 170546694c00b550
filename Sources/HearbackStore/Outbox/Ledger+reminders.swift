import GRDB
import HearbackCore

extension Ledger {
    /// Tells the submitters of comments that have waited for so many days that they still wait.
    ///
    /// - Returns: how many comments were looked at; call again while it is not 0.
    package func remindWaiting(atMost limit: Int = 500) async throws -> Int {
        let count = try await write { transaction in
            let due = try Int64.fetchAll(
                transaction.db.cachedStatement(sql: "SELECT comment FROM reminder WHERE next <= ? ORDER BY next LIMIT ?"),
                arguments: [transaction.now.milliseconds, limit])
            for number in due.compactMap(CommentNumber.init) { try transaction.remind(number) }
            return due.count
        }
        if count > 0 { outboxSignal.send() }
        return count
    }
}

extension LedgerTransaction {
    private static let day: Int64 = 86_400_000

    /// Notes when the submitter is to be told next that nothing has happened.
    func scheduleReminder(of comment: CommentNumber, received: Instant) throws {
        let days = Int(max(0, now.milliseconds(since: received)) / Self.day)
        guard let next = options.delivery.waitingDay(after: days) else { return }
        try db.cachedStatement(
            sql: "INSERT INTO reminder (comment, next) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET next = ?2"
        ).execute(arguments: [
            comment.value, received.advanced(byMilliseconds: Int64(next) * Self.day).milliseconds,
        ])
    }

    fileprivate func remind(_ number: CommentNumber) throws {
        guard let comment = try CommentRecord.fetch(number, db) else {
            throw StoreError(.corrupt, "a reminder is about no comment")
        }
        // Decided: there is nothing to wait for. An appeal begins it anew.
        guard comment.state.status.isUndecided, !comment.state.isErased else { return try endReminders(of: number) }
        let days = options.daysBetween(comment.received, now)
        try tell(
            .stillWaiting(comment, days: days, at: now), about: number, endpoint: comment.endpoint, event: nil)
        guard options.delivery.waitingDay(after: Int(now.milliseconds(since: comment.received) / Self.day)) != nil else {
            return try endReminders(of: number)
        }
        try scheduleReminder(of: number, received: comment.received)
    }

    func endReminders(of comment: CommentNumber) throws {
        try db.cachedStatement(sql: "DELETE FROM reminder WHERE comment = ?").execute(arguments: [comment.value])
    }
}
