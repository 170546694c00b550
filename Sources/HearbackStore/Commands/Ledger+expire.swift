import GRDB
import HearbackCore

extension Ledger {
    /// Returns to the queue the comments whose term for a clarification has run out.
    ///
    /// - Returns: how many.
    package func expireClarifications() async throws -> Int {
        try await write { transaction in
            let now = transaction.now
            let due = try Int64.fetchAll(
                transaction.db,
                sql: """
                    SELECT m.number FROM comment m JOIN policy p ON p.bill = m.bill AND p.version = m.policy_version
                    WHERE m.status IN ('awaiting_approval', 'awaiting_clarification')
                        AND m.status = 'awaiting_clarification'
                        AND (SELECT max(e.occurred) FROM event e WHERE e.comment = m.number
                            AND e.kind = 'clarification_asked') + p.clarification_days * 86400000 <= ?
                    ORDER BY m.received, m.number LIMIT 1000
                    """, arguments: [now.milliseconds])
            for number in due.compactMap(CommentNumber.init) {
                _ = try transaction.apply(
                    .clarificationExpired, to: number, by: .daemon, occurred: now, provenance: .observed)
            }
            return due.count
        }
    }
}
