import GRDB
import HearbackCore

extension Ledger {
    /// Records the targets whose last local day has ended without what was awaited: for each comment and clock once.
    ///
    /// What is due when depends on the calendar of the day, so the file holds terms, not due days. Among comments with the
    /// same term who came first is due first: the look stops at the first that is not.
    ///
    /// - Returns: how many comments; call again while it is not 0.
    package func recordMissedTargets(atMost limit: Int = 500) async throws -> Int {
        let count = try await write { try $0.recordMissedTargets(atMost: limit) }
        if count > 0 { outboxSignal.send() }
        return count
    }
}

extension LedgerTransaction {
    fileprivate func recordMissedTargets(atMost limit: Int) throws -> Int {
        var found = try overduePromises(atMost: limit)
        for days in try watchedTerms() where found.count < limit {
            found += try overdue(term: days, atMost: limit - found.count)
        }
        // A comment may have missed two of its targets.
        return try Set(found).sorted().count { number in
            try CommentRecord.fetch(number, db).map { try recordMissedTargets(of: $0, until: now) } ?? false
        }
    }

    /// Records what a comment had missed by an instant.
    ///
    /// - Returns: whether there was anything.
    func recordMissedTargets(of comment: CommentRecord, until instant: Instant) throws -> Bool {
        let missed = missedTargets(of: comment, until: instant)
        for (target, moment) in missed {
            guard let current = try CommentRecord.fetch(comment.number, db) else { throw Refusal.unknownComment }
            let sequence = try write(.targetMissed(target), to: current, occurred: moment)
            if target.clock == .decision { try tellOverdue(comment.number, since: moment, event: sequence) }
        }
        return !missed.isEmpty
    }

    /// The comment's awaited targets whose moment has come, in the order of their moments.
    private func missedTargets(
        of comment: CommentRecord, until instant: Instant
    ) -> [(target: MissedTarget, moment: Instant)] {
        let awaited = comment.state.awaitedTargets
        var due: [MissedTarget] = []
        if let days = comment.watchDays {
            let clock: TargetClock = awaited.contains(.firstAction) ? .firstAction : .answer
            due.append(MissedTarget(clock, due: options.decisionDue(comment.received, days)))
        }
        // The promise stands; `reckonDueDays` alone moves one, and only one that was provisional.
        if awaited.contains(.decision) { due.append(MissedTarget(.decision, due: comment.decisionDue)) }
        return due.map { ($0, options.overdueFrom($0.due)) }.filter { $0.1 <= instant }.sorted { $0.1 < $1.1 }
    }

    private func tellOverdue(_ number: CommentNumber, since moment: Instant, event: Int64) throws {
        guard options.delivery.tellsOverdue, let comment = try CommentRecord.fetch(number, db), !comment.state.isErased
        else { return }
        let days = options.daysBetween(comment.received, moment)
        try tell(.overdue(comment, days: days, at: moment), about: number, endpoint: comment.endpoint, event: event)
    }

    private func overduePromises(atMost limit: Int) throws -> [CommentNumber] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT number, decision_due FROM comment WHERE open_targets & 2 ORDER BY decision_due LIMIT ?"),
            arguments: [limit])
        return try numbers(in: rows) { options.overdueFrom($0["decision_due"]) }
    }

    /// The terms that something awaited has, in working days: few, and found without a look at each comment.
    private func watchedTerms() throws -> [Int] {
        let next = try db.cachedStatement(sql: "SELECT min(watch_days) FROM comment WHERE watch_days > ?")
        var terms: [Int] = []
        while let days = try Int.fetchOne(next, arguments: [terms.last ?? 0]) { terms.append(days) }
        return terms
    }

    private func overdue(term days: Int, atMost limit: Int) throws -> [CommentNumber] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT number, received FROM comment WHERE watch_days = ? ORDER BY received LIMIT ?"),
            arguments: [days, limit])
        return try numbers(in: rows) { row in
            options.overdueFrom(options.decisionDue(Instant(milliseconds: row["received"]), days))
        }
    }

    /// The comments of ordered rows up to the first whose moment has not come.
    private func numbers(in rows: RowCursor, _ moment: (Row) -> Instant) throws -> [CommentNumber] {
        let now = self.now
        var numbers: [CommentNumber] = []
        while let row = try rows.next(), moment(row) <= now {
            guard let number = CommentNumber(row["number"]) else { continue }
            numbers.append(number)
        }
        return numbers
    }
}
