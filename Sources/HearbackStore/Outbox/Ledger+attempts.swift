import Foundation
import GRDB
package import HearbackCore

extension Ledger {
    /// Records how attempts ended, in one transaction: what follows for the message, its endpoint and its comment.
    ///
    /// A result whose lease is no longer the row's is dropped: somebody else has the message.
    /// - Returns: how many were taken.
    package func record(_ attempts: [AttemptRecord], schedule: RetrySchedule = .standard) async throws -> Int {
        try await write { transaction in
            try attempts.reduce(0) { try transaction.record($1, schedule) ? $0 + 1 : $0 }
        }
    }
}

extension LedgerTransaction {
    /// A row of the outbox whose lease the result carries.
    private struct Leased {
        let row: Int64
        let endpoint: Int64
        let comment: CommentNumber
        let message: String
        let type: String
        let attempt: Int
    }

    fileprivate func record(_ result: AttemptRecord, _ schedule: RetrySchedule) throws -> Bool {
        guard let leased = try leased(result) else { return false }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                leased.row, leased.attempt, result.started.milliseconds, result.milliseconds, result.status,
                result.error, result.peer, Data(result.body.prefix(2_048)),
            ])
        switch result.result {
        case .delivered:
            try settle(leased, "delivered", result)
            let notice = Notice(message: leased.message, type: leased.type)
            _ = try apply(.notified(notice), to: leased.comment, by: .daemon, occurred: now, provenance: .observed)
        case .gone:
            try settle(leased, "dead", result)
            try disable(leased.endpoint, reason: "gone")
        case .failed(let failure):
            try fail(leased, failure, result, schedule)
        }
        return true
    }

    private func leased(_ result: AttemptRecord) throws -> Leased? {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM outbox WHERE row = ? AND lease = ? AND state = 'sending'")
        guard let row = try Row.fetchOne(statement, arguments: [result.row, result.lease]),
            let comment = CommentNumber(row["comment"])
        else { return nil }
        return Leased(
            row: result.row, endpoint: row["endpoint"], comment: comment, message: row["message"], type: row["type"],
            attempt: row["attempt"])
    }

    private func settle(_ leased: Leased, _ state: String, _ result: AttemptRecord) throws {
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = ?, lease = NULL, finished = ?, last_status = ?, last_error = ? WHERE row = ?
                """
        ).execute(arguments: [state, now.milliseconds, result.status, result.error, leased.row])
    }

    private func fail(
        _ leased: Leased, _ failure: RetrySchedule.Failure, _ result: AttemptRecord, _ schedule: RetrySchedule
    ) throws {
        let unit = Double(UInt64(littleEndianBytes: options.random(8)) >> 11) / Double(1 << 53)
        guard
            case .retry(let delay) = schedule.step(afterAttempt: leased.attempt, failure: failure, random: unit)
        else { return try settle(leased, "dead", result) }
        let next = now.advanced(byMilliseconds: delay).milliseconds
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'ready', lease = NULL, next_at = ?, last_status = ?, last_error = ? WHERE row = ?
                """
        ).execute(arguments: [next, result.status, result.error, leased.row])
        try bury(endpoint: leased.endpoint)
        // What the receiver asks for holds for the whole endpoint.
        if failure.retryAfterSeconds ?? 0 > 0 {
            try db.cachedStatement(sql: "UPDATE endpoint SET not_before = max(not_before, ?) WHERE number = ?")
                .execute(arguments: [next, leased.endpoint])
        }
    }

    /// Ends an endpoint: nothing more is sent to it, and what waits for it is dead.
    func disable(_ endpoint: Int64, reason: String) throws {
        try db.execute(
            sql: "UPDATE endpoint SET state = 'disabled', disabled_reason = ? WHERE number = ? AND state = 'active'",
            arguments: [reason, endpoint])
        try bury(endpoint: endpoint)
    }

    /// What waits for an endpoint that is no longer active will never be sent, and says so: `endpoint_` and the reason.
    ///
    /// - Parameter endpoint: only this one; nil for all.
    func bury(endpoint: Int64?) throws {
        try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'dead', finished = :now, last_error = 'endpoint_' ||
                    (SELECT disabled_reason FROM endpoint WHERE number = outbox.endpoint)
                WHERE state = 'ready' AND endpoint IN (
                    SELECT number FROM endpoint WHERE state = 'disabled' AND (:endpoint IS NULL OR number = :endpoint))
                """
        ).execute(arguments: ["now": now.milliseconds, "endpoint": endpoint])
    }
}
