import Foundation
import GRDB
package import HearbackCore

/// An address that messages go to, as the desk and its owner see it.
package struct EndpointRecord: Hashable, Sendable {
    /// `ep_` and 27 characters: who knows it may name it in a submission.
    package let id: String
    package let kind: EndpointKind
    /// Nil once its owner has taken it away.
    package let address: String?
    package let state: EndpointState
    package let disabledReason: String?
    package let created: Instant
    package let verified: Instant?
    package let isVouched: Bool
    /// Failures since the last success.
    package let failures: Int
    package let failingSince: Instant?
    /// Set while the breaker is open or the receiver asked to be left alone.
    package let notBefore: Instant?
    package let isBreakerOpen: Bool
    /// Since when an administrator has it paused.
    package let paused: Instant?
    package let pausedReason: String?

    /// What `init(_:)` reads.
    static let selection = """
        SELECT endpoint.*, p.since AS paused, p.reason AS paused_reason
        FROM endpoint LEFT JOIN endpoint_pause p ON p.endpoint = endpoint.number
        """

    init(_ row: Row) throws {
        guard let kind = EndpointKind(rawValue: row["kind"]), let state = EndpointState(rawValue: row["state"]) else {
            throw StoreError(.corrupt, "endpoint \(row["number"] as Int64? ?? 0) can't be read")
        }
        func instant(_ column: String) -> Instant? { (row[column] as Int64?).map(Instant.init(milliseconds:)) }
        (id, address, disabledReason, self.kind, self.state) = (row["id"], row["address"], row["disabled_reason"], kind, state)
        (isVouched, failures, isBreakerOpen) = (row["is_vouched"], row["failures"], row["breaker"] as Int > 0)
        (created, verified, failingSince) = (Instant(milliseconds: row["created"]), instant("verified"), instant("failing_since"))
        (paused, pausedReason) = (instant("paused"), row["paused_reason"])
        notBefore = paused == nil ? instant("not_before").flatMap { $0.milliseconds > 0 ? $0 : nil } : nil
    }

    package var isActive: Bool { state == .active }
}

extension Ledger {
    package func endpoints() async throws -> [EndpointRecord] {
        try await read { try Row.fetchAll($0, sql: EndpointRecord.selection + " ORDER BY number").map(EndpointRecord.init) }
    }

    /// - Returns: nil when there is none.
    package func endpoint(_ id: String) async throws -> EndpointRecord? {
        try await read { db in
            try Row.fetchOne(db, sql: EndpointRecord.selection + " WHERE id = ?", arguments: [id]).map(EndpointRecord.init)
        }
    }
}

extension LedgerTransaction {
    func endpointRecord(_ number: Int64) throws -> EndpointRecord {
        guard let row = try Row.fetchOne(db, sql: EndpointRecord.selection + " WHERE number = ?", arguments: [number]) else {
            throw Refusal.unknownEndpoint
        }
        return try EndpointRecord(row)
    }

    /// - Throws: `Refusal.unknownEndpoint`.
    func endpointNumber(_ id: String) throws -> Int64 {
        let number = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT number FROM endpoint WHERE id = ?"), arguments: [id])
        guard let number else { throw Refusal.unknownEndpoint }
        return number
    }
}
