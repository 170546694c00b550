import Foundation
import GRDB
package import HearbackCore

/// A message owed to an endpoint.
package struct DeliveryRecord: Hashable, Sendable {
    package let message: String
    package let type: String
    package let comment: CommentNumber?
    package let endpoint: String
    /// `ready`, `sending`, `delivered`, `dead`, `superseded` or `cancelled`.
    package let state: String
    package let attempts: Int
    package let created: Instant
    package let next: Instant?
    package let finished: Instant?
    package let lastStatus: Int?
    package let lastError: String?

    init(_ row: Row) {
        (message, type, endpoint) = (row["message"], row["type"], row["endpoint_id"])
        comment = (row["comment"] as Int64?).flatMap { CommentNumber($0) }
        let isUnderWay: Bool = row["is_under_way"]
        state = isUnderWay ? "sending" : row["state"]
        attempts = (row["earlier"] as Int) + (row["attempt"] as Int) + (isUnderWay ? 1 : 0)
        created = Instant(milliseconds: row["created"])
        next = state == "ready" ? Instant(milliseconds: row["next_at"]) : nil
        finished = (row["finished"] as Int64?).map(Instant.init(milliseconds:))
        (lastStatus, lastError) = (row["last_status"], row["last_error"])
    }

    fileprivate static let underWay = "EXISTS (SELECT 1 FROM lease l WHERE l.row = o.row)"

    /// Messages about comments of a scope, whose list is the parameter; where that is null, all.
    fileprivate static func isWithin(_ list: String) -> String {
        """
        (\(list) IS NULL OR (SELECT bill FROM comment WHERE number = o.comment) IN (SELECT value FROM json_each(\(list))))
        """
    }

    static func fetch(
        where condition: String, _ arguments: StatementArguments, limit: Int, _ db: Database
    ) throws -> [DeliveryRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT o.*, e.id AS endpoint_id, \(underWay) AS is_under_way
                FROM outbox o JOIN endpoint e ON e.number = o.endpoint
                WHERE \(condition) ORDER BY o.row LIMIT \(limit)
                """, arguments: arguments
        ).map(DeliveryRecord.init)
    }
}

/// One try at a delivery.
package struct AttemptView: Hashable, Sendable {
    package let attempt: Int
    package let started: Instant
    package let milliseconds: Int64
    package let status: Int?
    package let error: String?
    package let peer: String?
    /// The precise cause, for the desk.
    package let detail: String?
    /// At most 2 KiB of the answer.
    package let body: [UInt8]
}

extension Ledger {
    /// Deliveries, oldest first, at most `limit`, narrowed by comment, endpoint and state.
    package func deliveries(
        comment: CommentNumber?, endpoint: String?, state: String?, within scope: BillScope = .all, limit: Int
    ) async throws -> [DeliveryRecord] {
        try await read { db in
            try DeliveryRecord.fetch(
                where: """
                    (?1 IS NULL OR o.comment = ?1) AND (?2 IS NULL OR e.id = ?2)
                        AND (?3 IS NULL OR iif(\(DeliveryRecord.underWay), 'sending', o.state) = ?3)
                        AND \(DeliveryRecord.isWithin("?4"))
                    """,
                [comment?.value, endpoint, state, scope.list], limit: limit, db)
        }
    }

    /// How many messages are in each state.
    ///
    /// - Parameter scope: of messages about comments on these bills.
    package func deliveryCounts(within scope: BillScope = .all) async throws -> [String: Int] {
        try await read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) AS count FROM outbox o WHERE \(DeliveryRecord.isWithin("?1")) GROUP BY state",
                arguments: [scope.list])
            var counts: [String: Int] = Dictionary(uniqueKeysWithValues: rows.map { ($0["state"], $0["count"]) })
            let sending = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM lease l JOIN outbox o ON o.row = l.row WHERE \(DeliveryRecord.isWithin("?1"))",
                arguments: [scope.list]) ?? 0
            guard sending > 0 else { return counts }
            let ready = counts["ready", default: 0] - sending
            (counts["ready"], counts["sending"]) = (ready > 0 ? ready : nil, sending)
            return counts
        }
    }

    /// - Returns: nil when there is no such message.
    package func delivery(_ message: String) async throws -> (delivery: DeliveryRecord, tries: [AttemptView])? {
        try await read { db in
            guard let found = try DeliveryRecord.fetch(where: "o.message = ?", [message], limit: 1, db).first else {
                return nil
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT a.attempt, a.started, a.milliseconds, a.status, a.error, a.detail, a.peer, a.body
                        FROM attempt a JOIN outbox o ON o.row = a.outbox WHERE o.message = ?1
                    UNION ALL
                    SELECT earlier + attempt, started, milliseconds, last_status, NULL, NULL, peer, coalesce(answer, x'')
                        FROM outbox WHERE message = ?1 AND started IS NOT NULL
                    ORDER BY 1
                    """, arguments: [message])
            let tries = rows.map {
                AttemptView(
                    attempt: $0["attempt"], started: Instant(milliseconds: $0["started"]),
                    milliseconds: $0["milliseconds"], status: $0["status"], error: $0["error"], peer: $0["peer"], detail: $0["detail"],
                    body: Array($0["body"] as Data))
            }
            return (found, tries)
        }
    }
}
