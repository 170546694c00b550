import GRDB
import HearbackCore

extension Ledger {
    /// Sends nothing more to an endpoint until it is resumed; what is owed to it waits. Attempts under way still end.
    ///
    /// - Throws: `Refusal.unknownEndpoint`, `Refusal.endpointInactive` when it is disabled.
    package func pauseEndpoint(_ id: String, reason: String?) async throws -> EndpointRecord {
        try await write { transaction in
            let number = try transaction.endpointNumber(id)
            try transaction.pause(number, reason: reason)
            return try transaction.endpointRecord(number)
        }
    }

    /// Goes on where the pause began: its time counts neither for the messages' lives nor for the endpoint's failures.
    /// One that is not paused stays as it is.
    ///
    /// - Throws: `Refusal.unknownEndpoint`.
    package func resumeEndpoint(_ id: String) async throws -> EndpointRecord {
        let record = try await write { transaction in
            let number = try transaction.endpointNumber(id)
            try transaction.resume(number)
            return try transaction.endpointRecord(number)
        }
        outboxSignal.send()
        return record
    }
}

extension LedgerTransaction {
    /// A pause is an instant before which nothing is sent, and which never comes: 9999-12-31.
    private static let never = Instant(milliseconds: 253_402_214_400_000)

    fileprivate func pause(_ number: Int64, reason: String?) throws {
        var schedule = try endpointSchedule(number)
        guard schedule.state != .disabled else { throw Refusal.endpointInactive }
        try db.execute(
            sql: """
                INSERT INTO endpoint_pause VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason
                """, arguments: [number, now.milliseconds, reason, schedule.notBefore.milliseconds])
        schedule.notBefore = Self.never
        try save(schedule)
    }

    fileprivate func resume(_ number: Int64) throws {
        let row = try Row.fetchOne(
            db, sql: "DELETE FROM endpoint_pause WHERE endpoint = ? RETURNING since, earlier", arguments: [number])
        guard let row else { return }
        try putAside(number)
        try db.execute(
            sql: """
                UPDATE outbox SET queued = queued + max(0, :now - max(queued, :since))
                WHERE endpoint = :number AND state = 'ready';
                UPDATE endpoint SET failing_since = failing_since + max(0, :now - max(failing_since, :since))
                WHERE number = :number AND failing_since IS NOT NULL
                """, arguments: ["number": number, "now": now.milliseconds, "since": row["since"] as Int64])
        var schedule = try endpointSchedule(number)
        schedule.notBefore = Instant(milliseconds: row["earlier"])
        try save(schedule)
    }

    /// - Throws: `Refusal.endpointPaused`.
    func requireUnpaused(_ number: Int64) throws {
        let record = try endpointRecord(number)
        if record.paused != nil { throw Refusal.endpointPaused(record.id, reason: record.pausedReason) }
    }
}
