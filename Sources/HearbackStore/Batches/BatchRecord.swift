import GRDB
package import HearbackCore

/// A batch as it stands.
package struct BatchRecord: Sendable {
    /// Nil for one that was only looked at.
    package let number: BatchNumber?
    package let decision: BatchDecision
    package let moderator: String
    package let created: Instant
    package let isStopped: Bool
    /// Comments by what became of them.
    package let outcomes: [BatchOutcome: Int]
    package let byBill: [BatchCount]
    package let byLanguage: [BatchCount]
    /// The first of its comments, by number.
    package let samples: [QueuedComment]
    /// The first that are or would be left as they are, by number.
    package let refusals: [BatchRefusal]
    /// How many would be refused now; nil once it is stored, when outcomes say it.
    package let expectedRefusals: Int?

    package var members: Int { outcomes.values.reduce(0, +) }

    package var state: BatchState {
        if isStopped { return .stopped }
        let pending = outcomes[.pending, default: 0]
        return pending == 0 ? .done : pending == members ? .prepared : .unfinished
    }
}

/// How many comments of a batch are on one bill, or in one language.
package struct BatchCount: Hashable, Sendable {
    package let key: String
    package let count: Int
}

/// A comment that a batch leaves as it is.
package struct BatchRefusal: Hashable, Sendable {
    package let comment: CommentNumber
    package let cause: BatchRefusalCause
}

/// The columns of `batch`.
struct BatchHead {
    let number: BatchNumber
    let decision: BatchDecision
    let moderator: String
    let created: Instant
    let isStopped: Bool

    init(_ row: Row) throws {
        let reason = (row["reason"] as String?).flatMap(RejectionReason.init)
        guard let number = BatchNumber(row["number"]), (row["kind"] == "published") == (reason == nil) else {
            throw StoreError(.corrupt, "batch \(row["number"] as Int64? ?? 0) can't be read")
        }
        self.number = number
        decision = reason.map { .rejected($0, explanation: row["explanation"] ?? "") } ?? .published
        (moderator, isStopped) = (row["moderator"], row["stopped"])
        created = Instant(milliseconds: row["created"])
    }

    static func fetch(_ number: BatchNumber, _ db: Database) throws -> BatchHead {
        let statement = try db.cachedStatement(sql: "SELECT * FROM batch WHERE number = ?")
        guard let row = try Row.fetchOne(statement, arguments: [number.value]) else { throw Refusal.unknownBatch }
        return try BatchHead(row)
    }
}
