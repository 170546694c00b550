import GRDB
package import HearbackCore

/// The events that were written down up to an instant.
package struct LedgerPrefix: Hashable, Sendable {
    /// The number of the last event; 0 of an empty ledger.
    package let length: Int64
    /// Numbers before it that no event has.
    package let gaps: Int64
}

extension Ledger {
    package func prefix(asOf: Instant) async throws -> LedgerPrefix {
        try await read { db in
            // From the end back: events are recorded in the order of their numbers.
            let length = try Int64.fetchOne(
                db, sql: "SELECT sequence FROM event WHERE recorded <= ? ORDER BY sequence DESC LIMIT 1",
                arguments: [asOf.milliseconds])
            guard let length else { return LedgerPrefix(length: 0, gaps: 0) }
            let count = try Int64.fetchOne(db, sql: "SELECT count(*) FROM event WHERE sequence <= ?", arguments: [length])
            return LedgerPrefix(length: length, gaps: length - (count ?? 0))
        }
    }
}
