import Foundation
import GRDB
package import HearbackCore

/// A message leased for one attempt.
package struct ClaimedMessage: Hashable, Sendable {
    package let row: Int64
    /// Fencing token: a result is taken only from who holds the row's present lease.
    package let lease: Int64
    package let message: String
    package let endpoint: String
    package let url: String
    package let secret: String
    package let body: [UInt8]
    /// 1 for the first.
    package let attempt: Int
}

/// How an attempt ended.
package struct AttemptRecord: Sendable {
    package var row: Int64
    package var lease: Int64
    package var started: Instant
    package var milliseconds: Int64
    package var result: Result
    package var status: Int?
    /// Stable class of the failure, such as `timeout` or `http_500`.
    package var error: String?
    package var peer: String?
    /// At most 2 KiB of the answer.
    package var body: [UInt8]

    package enum Result: Sendable {
        case delivered
        case failed(RetrySchedule.Failure)
        /// 410: the endpoint wants nothing more.
        case gone
    }

    package init(
        row: Int64, lease: Int64, started: Instant, milliseconds: Int64, result: Result, status: Int? = nil,
        error: String? = nil, peer: String? = nil, body: [UInt8] = []
    ) {
        (self.row, self.lease, self.started, self.milliseconds) = (row, lease, started, milliseconds)
        (self.result, self.status, self.error, self.peer, self.body) = (result, status, error, peer, body)
    }
}

extension Ledger {
    /// Leases the messages that are due, one for each endpoint, those longest unserved first; counts the attempt.
    ///
    /// Within an endpoint a comment's messages go in order: a later one waits until the earlier is settled.
    package func claimDue(atMost limit: Int) async throws -> [ClaimedMessage] {
        let lease = Int64(bitPattern: UInt64(littleEndianBytes: options.random(8))) & .max
        return try await write { transaction in
            let db = transaction.db
            let now = transaction.now.milliseconds
            let rows = try Int64.fetchAll(
                try db.cachedStatement(sql: Self.due), arguments: ["now": now, "limit": limit])
            return try rows.enumerated().map { index, row in
                let token = (lease &+ Int64(index)) & .max
                try db.cachedStatement(
                    sql: "UPDATE outbox SET state = 'sending', attempt = attempt + 1, lease = ? WHERE row = ?"
                ).execute(arguments: [token, row])
                try db.cachedStatement(
                    sql: """
                        UPDATE endpoint SET last_served = ? WHERE number = (SELECT endpoint FROM outbox WHERE row = ?)
                        """
                ).execute(arguments: [now, row])
                return try transaction.claimed(row, lease: token)
            }
        }
    }

    private static let due = """
        SELECT row FROM (
            SELECT e.last_served AS served, e.number AS number, (
                SELECT o.row FROM outbox o
                WHERE o.endpoint = e.number AND o.state = 'ready' AND o.next_at <= :now AND NOT EXISTS (
                    SELECT 1 FROM outbox p WHERE p.endpoint = o.endpoint AND p.comment = o.comment
                        AND p.event < o.event AND p.state IN ('ready', 'sending'))
                ORDER BY o.next_at, o.row LIMIT 1) AS row
            FROM endpoint e WHERE e.state = 'active' AND e.not_before <= :now)
        WHERE row IS NOT NULL ORDER BY served, number LIMIT :limit
        """

    /// When the next message is due, or nil when nothing waits.
    package func nextDelivery() async throws -> Instant? {
        try await read { db in
            let next = try Int64.fetchOne(
                db,
                sql: """
                    SELECT min(max(o.next_at, e.not_before)) FROM endpoint e JOIN outbox o ON o.endpoint = e.number
                    WHERE e.state = 'active' AND o.state = 'ready'
                    """)
            return next.map(Instant.init(milliseconds:))
        }
    }

    /// Gives leased messages back untried: the attempt is not counted.
    package func release(_ messages: [(row: Int64, lease: Int64)]) async throws {
        try await write { transaction in
            for message in messages {
                try transaction.db.cachedStatement(
                    sql: """
                        UPDATE outbox SET state = 'ready', lease = NULL, attempt = attempt - 1
                        WHERE row = ? AND lease = ?
                        """
                ).execute(arguments: [message.row, message.lease])
            }
            try transaction.bury(endpoint: nil)
        }
    }

    /// Puts what a crashed process had in flight back into the queue. Called once, before the first claim.
    ///
    /// A message that was lost three times is dead: it may be what kills us.
    package func recoverDeliveries() async throws {
        try await write { transaction in
            try transaction.db.execute(
                sql: """
                    UPDATE outbox SET lease = NULL, lost = lost + 1,
                        state = CASE WHEN lost >= 2 THEN 'dead' ELSE 'ready' END,
                        finished = CASE WHEN lost >= 2 THEN :now END,
                        last_error = CASE WHEN lost >= 2 THEN 'lost' ELSE last_error END
                    WHERE state = 'sending'
                    """, arguments: ["now": transaction.now.milliseconds])
            try transaction.bury(endpoint: nil)
        }
    }
}

extension LedgerTransaction {
    fileprivate func claimed(_ row: Int64, lease: Int64) throws -> ClaimedMessage {
        let statement = try db.cachedStatement(
            sql: """
                SELECT o.message, o.body, o.attempt, e.id, e.url, e.secret FROM outbox o
                JOIN endpoint e ON e.number = o.endpoint WHERE o.row = ?
                """)
        guard let found = try Row.fetchOne(statement, arguments: [row]) else {
            throw StoreError(.corrupt, "outbox row \(row) vanished")
        }
        return ClaimedMessage(
            row: row, lease: lease, message: found["message"], endpoint: found["id"], url: found["url"],
            secret: found["secret"], body: Array(found["body"] as Data), attempt: found["attempt"])
    }
}

extension UInt64 {
    init(littleEndianBytes bytes: [UInt8]) {
        self = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
