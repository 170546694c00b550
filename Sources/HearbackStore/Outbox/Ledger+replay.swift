import GRDB
package import HearbackCore

/// Which messages to send again.
package struct ReplaySelection: Hashable, Sendable {
    package var message: String?
    package var endpoint: String?
    /// Messages made from this instant on, and before that one.
    package var since: Instant?
    package var until: Instant?
    /// `dead` alone, or any that ended.
    package var includesDelivered: Bool

    package init(
        message: String? = nil, endpoint: String? = nil, since: Instant? = nil, until: Instant? = nil,
        includesDelivered: Bool = false
    ) {
        (self.message, self.endpoint, self.since, self.until) = (message, endpoint, since, until)
        self.includesDelivered = includesDelivered
    }
}

/// What a replay did, or would do.
package struct Replay: Hashable, Sendable {
    /// Put back into their queues.
    package var queued: Int
    /// Their endpoint is not active.
    package var inactive: Int
    /// Their body is pruned.
    package var pruned: Int

    package init(queued: Int, inactive: Int, pruned: Int) {
        (self.queued, self.inactive, self.pruned) = (queued, inactive, pruned)
    }
}

extension Ledger {
    /// Puts ended messages back into their queues: same identifier, same bytes, all attempts anew.
    ///
    /// - Parameter isDry: only count.
    package func replay(_ selection: ReplaySelection, atMost limit: Int = 10_000, isDry: Bool = false) async throws -> Replay {
        let replay = try await write { try $0.replay(selection, atMost: limit, isDry: isDry) }
        if replay.queued > 0, !isDry { outboxSignal.send() }
        return replay
    }

    private static let forget = """
        UPDATE outbox SET body = NULL, started = NULL, milliseconds = NULL, peer = NULL, answer = NULL WHERE row = ?
        """

    /// Forgets the bodies and attempts of messages that ended before an instant; what became of them stays known.
    ///
    /// - Returns: how many messages; call again while it is not 0.
    package func pruneDeliveries(endedBefore end: Instant, atMost limit: Int = 500) async throws -> Int {
        try await write { transaction in
            let rows = try Int64.fetchAll(
                transaction.db,
                sql: """
                    SELECT row FROM outbox INDEXED BY outbox_kept
                    WHERE body IS NOT NULL AND created < :end AND finished < :end
                    ORDER BY created LIMIT :limit
                    """, arguments: ["end": end.milliseconds, "limit": limit])
            for row in rows {
                try transaction.db.cachedStatement(sql: "DELETE FROM attempt WHERE outbox = ?").execute(arguments: [row])
                try transaction.db.cachedStatement(sql: Self.forget)
                    .execute(arguments: [row])
            }
            return rows.count
        }
    }
}

extension LedgerTransaction {
    fileprivate func replay(_ selection: ReplaySelection, atMost limit: Int, isDry: Bool) throws -> Replay {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT o.row, o.endpoint, e.state = 'active' AS is_active, o.body IS NOT NULL AS has_body
                FROM outbox o JOIN endpoint e ON e.number = o.endpoint
                WHERE o.comment IS NOT NULL AND (:message IS NULL OR o.message = :message)
                    AND (:endpoint IS NULL OR e.id = :endpoint) AND (:since IS NULL OR o.created >= :since)
                    AND (:until IS NULL OR o.created < :until)
                    AND (o.state = 'dead' OR (:delivered AND o.state IN ('delivered', 'superseded')))
                ORDER BY o.row LIMIT :limit
                """,
            arguments: [
                "message": selection.message, "endpoint": selection.endpoint, "since": selection.since?.milliseconds,
                "until": selection.until?.milliseconds, "delivered": selection.includesDelivered, "limit": limit,
            ])
        let replayable = rows.filter { $0["is_active"] && $0["has_body"] }
        let result = Replay(
            queued: replayable.count, inactive: rows.count { !$0["is_active"] },
            pruned: rows.count { $0["is_active"] && !$0["has_body"] })
        guard !isDry else { return result }
        for row in replayable { try beginAnew(row["row"]) }
        for endpoint in Set(replayable.map { $0["endpoint"] as Int64 }) { try wakeEndpoint(endpoint) }
        return result
    }

    /// The attempt that succeeded gets a row of its own, among those that come before the new ones.
    private func beginAnew(_ row: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO attempt (outbox, attempt, started, milliseconds, status, peer, body)
                SELECT row, earlier + attempt, started, milliseconds, last_status, peer, coalesce(answer, x'')
                    FROM outbox WHERE row = ? AND started IS NOT NULL
                """
        ).execute(arguments: [row])
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'ready', earlier = earlier + attempt, attempt = 0, lost = 0, finished = NULL,
                    started = NULL, milliseconds = NULL, peer = NULL, answer = NULL, queued = ?1, next_at = ?1
                WHERE row = ?2
                """
        ).execute(arguments: [now.milliseconds, row])
    }
}
