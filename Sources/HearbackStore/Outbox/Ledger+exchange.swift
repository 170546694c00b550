import GRDB
package import HearbackCore

extension Ledger {
    /// Records how attempts ended and leases what is due now, in one durable transaction.
    ///
    /// - Returns: how many results were taken (those under a lease that is no longer the row's are dropped), and the
    ///   messages, at most `limit`, fairly among endpoints, their attempts counted.
    package func exchange(
        _ attempts: [AttemptRecord], claimingAtMost limit: Int, schedule: RetrySchedule = .standard
    ) async throws -> (taken: Int, claimed: [ClaimedMessage]) {
        let lease = Int64(bitPattern: UInt64(littleEndianBytes: options.random(8))) & .max
        return try await write { try $0.exchange(attempts, claimingAtMost: limit, lease: lease, schedule) }
    }

    /// Leases messages that are due. See `exchange`.
    package func claimDue(atMost limit: Int) async throws -> [ClaimedMessage] {
        try await exchange([], claimingAtMost: limit).claimed
    }

    /// When an endpoint is to be looked at next, or nil when nothing waits.
    package func nextDelivery() async throws -> Instant? {
        if queue.book.hasMore { return now }
        return try await read { db in
            let wake = try Int64.fetchOne(db.cachedStatement(sql: "SELECT min(wake) FROM endpoint WHERE wake IS NOT NULL"))
            return wake.map(Instant.init(milliseconds:))
        }
    }

    /// Gives leased messages back untried: the attempt is not counted.
    package func release(_ messages: [(row: Int64, lease: Int64)]) async throws {
        try await write { transaction in
            let now = transaction.now
            let results = messages.map {
                AttemptRecord(row: $0.row, lease: $0.lease, started: now, milliseconds: 0, result: .deferred(until: now))
            }
            _ = try transaction.exchange(results, claimingAtMost: 0, lease: 0, .standard)
        }
    }

    /// Puts what a crashed process had in flight back into the queue. Called once, before the first claim.
    ///
    /// A message that was lost three times is dead: it may be what kills us.
    package func recoverDeliveries() async throws {
        try await write { try $0.recoverDeliveries() }
    }
}

extension LedgerTransaction {
    fileprivate func exchange(
        _ results: [AttemptRecord], claimingAtMost limit: Int, lease: Int64, _ schedule: RetrySchedule
    ) throws -> (taken: Int, claimed: [ClaimedMessage]) {
        try takeStock()
        touched = book.waiting
        let taken = try record(results, schedule)
        let claimed = limit > 0 ? try claimDue(atMost: limit, lease: lease) : []
        try putAsideResting()
        return (taken, claimed)
    }

    fileprivate func recoverDeliveries() throws {
        try takeStock()
        book.clear()
        try db.execute(
            sql: """
                UPDATE outbox SET attempt = attempt + 1, lost = lost + 1,
                    state = CASE WHEN lost >= 2 THEN 'dead' ELSE 'ready' END,
                    finished = CASE WHEN lost >= 2 THEN :now END,
                    last_error = CASE WHEN lost >= 2 THEN 'lost' ELSE last_error END
                WHERE row IN (SELECT row FROM lease);
                UPDATE endpoint SET in_flight = 0, wake = CASE WHEN state <> 'disabled' THEN max(not_before, :now) END
                WHERE in_flight > 0 OR number IN (SELECT endpoint FROM lease);
                DELETE FROM lease
                """, arguments: ["now": now.milliseconds])
        try bury(endpoint: nil)
    }
}
