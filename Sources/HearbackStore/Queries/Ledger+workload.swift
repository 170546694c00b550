import GRDB

/// What is to be done, at a glance.
package struct Workload: Hashable, Sendable {
    /// Comments that wait for a decision or for their submitter.
    package let waiting: Int
    /// Messages that have not reached their endpoint; at most `Workload.most`.
    package let owed: Int

    /// Counting more would read more of the file than a glance is worth.
    package static let most = 100_000

    package init(waiting: Int, owed: Int) { (self.waiting, self.owed) = (waiting, owed) }
}

extension Ledger {
    /// From a small table and an index, whatever the number of comments.
    package func workload() async throws -> Workload {
        try await read { db in
            Workload(
                waiting: try Int.fetchOne(db.cachedStatement(sql: Self.waitingCount)) ?? 0,
                owed: try Int.fetchOne(db.cachedStatement(sql: Self.owedCount)) ?? 0)
        }
    }

    static let waitingCount = "SELECT sum(count) FROM tally WHERE status IN ('awaiting_approval', 'awaiting_clarification')"
    static let owedCount = """
        SELECT count(*) FROM (SELECT 1 FROM outbox WHERE state IN ('ready', 'sending') LIMIT \(Workload.most))
        """
}
