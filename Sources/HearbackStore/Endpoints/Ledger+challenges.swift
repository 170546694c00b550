import GRDB
package import HearbackCore

/// A challenge that was sent to an address.
package struct SentChallenge: Hashable, Sendable {
    /// As the attempt recorded it.
    package let peer: String
    package let at: Instant
}

extension Ledger {
    /// The challenges sent since an instant, for limits that a restart must not forget. Blocks: for the start alone.
    ///
    /// An attempt that a crash cut off is not among them.
    package func challengesSent(since: Instant) throws(StoreError) -> [SentChallenge] {
        // A message lives seven days; looking no further back keeps to the index.
        let made = since.advanced(byMilliseconds: -RetrySchedule.longestLife)
        do {
            return try pool.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT a.peer, a.started FROM outbox o JOIN attempt a ON a.outbox = o.row
                        WHERE o.type = 'endpoint.verification' AND o.created > ?1 AND a.started > ?2 AND a.peer IS NOT NULL
                        UNION ALL
                        SELECT o.peer, o.started FROM outbox o
                        WHERE o.type = 'endpoint.verification' AND o.created > ?1 AND o.started > ?2 AND o.peer IS NOT NULL
                        ORDER BY 2
                        """, arguments: [made.milliseconds, since.milliseconds]
                ).map { SentChallenge(peer: $0["peer"], at: Instant(milliseconds: $0["started"])) }
            }
        } catch { throw StoreError(error, context: "reading challenges") }
    }
}
