import Foundation
import GRDB
package import HearbackCore

/// What a ledger's file says of the service's health, without a daemon.
package struct LedgerHealth: Sendable {
    package struct Endpoint: Hashable, Sendable {
        package let id: String
        package let state: EndpointState
        package let reason: String?
        package let failingSince: Instant?
    }

    package let waiting: Int64
    package let oldestWaiting: Instant?
    /// Undecided beyond the day that their receipts promised.
    package let overdue: Int64
    /// Those that are not as they should be.
    package let endpoints: [Endpoint]
    package let endpointCount: Int64
    package let lastRecorded: Instant?
    package let isSimulated: Bool
}

extension StillLedger {
    /// - Parameter today: the institution's local day, `YYYY-MM-DD`.
    /// - Throws: also for a file whose schema is not this program's.
    package func health(today: String) throws(UpkeepError) -> LedgerHealth {
        try read { db in
            let undecided = "status IN ('awaiting_approval', 'awaiting_clarification')"
            let waiting = try Row.fetchOne(db, sql: "SELECT count(*), min(received) FROM comment WHERE status = 'awaiting_approval'")
            let rows = try Row.fetchAll(
                db, sql: EndpointRecord.selection + " WHERE state = 'disabled' OR failing_since IS NOT NULL ORDER BY number LIMIT 100")
            return LedgerHealth(
                waiting: waiting?[0] ?? 0, oldestWaiting: (waiting?[1] as Int64?).map(Instant.init(milliseconds:)),
                overdue: try Int64.fetchOne(db, sql: "SELECT count(*) FROM comment WHERE \(undecided) AND decision_due < ?", arguments: [today]) ?? 0,
                endpoints: try rows.map(EndpointRecord.init).map {
                    .init(id: $0.id, state: $0.state, reason: $0.disabledReason, failingSince: $0.failingSince)
                },
                endpointCount: try Int64.fetchOne(db, sql: "SELECT count(*) FROM endpoint") ?? 0,
                lastRecorded: try Int64.fetchOne(db, sql: "SELECT recorded FROM event ORDER BY sequence DESC LIMIT 1")
                    .map(Instant.init(milliseconds:)),
                isSimulated: try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'clock'") == ClockKind.simulated.rawValue)
        }
    }

    /// In bytes; what no checkpoint has taken over yet.
    package var writeAheadLog: Int64 { DurableFile.size(path + "-wal") }

    package var bytes: Int64 { DurableFile.size(path) }

    /// Whether this key sealed the ledger's secrets; nil where nothing is sealed yet.
    package func isSealed(with box: SecretBox) throws(UpkeepError) -> Bool? {
        let mark = try read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'key'") }
        return mark.map { $0 == box.fingerprint.base64EncodedString() }
    }

    /// The signed head of the last transaction; nil where there is no log.
    package func logHead() throws(UpkeepError) -> [UInt8]? {
        try read { db in
            guard try db.tableExists("log_head") else { return nil }
            return try Data.fetchOne(db, sql: "SELECT note FROM log_head").map(Array.init)
        }
    }
}
