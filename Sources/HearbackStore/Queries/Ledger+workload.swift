import GRDB
import HearbackCore

/// What is to be done, at a glance.
package struct Workload: Hashable, Sendable {
    /// Comments that wait for a decision or for their submitter.
    package let waiting: Int
    /// Messages that have not reached their endpoint.
    package let owed: Int

    package init(waiting: Int, owed: Int) { (self.waiting, self.owed) = (waiting, owed) }
}

extension Ledger {
    /// From figures that are kept, whatever the number of comments and of messages.
    package func workload() async throws -> Workload {
        try await read { db in
            let undecided = Set(CommentStatus.allCases.filter(\.isUndecided).map(\.rawValue))
            let waiting = try FigureQuery.comments.counts(db).filter { undecided.contains($0.key) }.values.reduce(0, +)
            // A message under way is still ready in its row.
            return Workload(waiting: waiting, owed: try FigureQuery.messages.counts(db)["ready"] ?? 0)
        }
    }
}
