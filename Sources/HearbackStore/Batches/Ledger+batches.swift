import GRDB
package import HearbackCore

extension Ledger {
    /// How many comments of a batch share a transaction; other writes come between.
    private static let together = 64

    /// Decides the next comments of a batch, each on its own: its event, its notice, its clock. What came of each is written in
    /// the same transaction as its event, so that going on after a crash decides none twice.
    ///
    /// - Returns: the batch; call again while something is pending.
    /// - Throws: `Refusal` (unknown, stopped) or `StoreError`.
    package func applyBatch(_ number: BatchNumber, by actor: Actor) async throws -> BatchRecord {
        let pending = try await members(of: number, .pending)
        let head = try await read { try BatchHead.fetch(number, $0) }
        if head.isStopped { throw Refusal.batchStopped(number) }
        try await each(pending, of: number, from: .pending, otherwise: .refused) { comment, transaction in
            try transaction.decide(comment, in: number, by: actor)
        }
        return try await batch(number)
    }

    /// Stops the batch and takes its next decisions back, each on its own.
    ///
    /// - Returns: the batch; call again while something is applied.
    package func undoBatch(_ number: BatchNumber, by actor: Actor) async throws -> BatchRecord {
        try await write { transaction in
            _ = try BatchHead.fetch(number, transaction.db)
            try transaction.db.execute(sql: "UPDATE batch SET stopped = 1 WHERE number = ?", arguments: [number.value])
        }
        try await each(try await members(of: number, .applied), of: number, from: .applied, otherwise: .kept) {
            try $1.takeBack($0, in: number, by: actor)
        }
        return try await batch(number)
    }

    private func members(of number: BatchNumber, _ outcome: BatchOutcome) async throws -> [CommentNumber] {
        try await read { db in
            try Int64.fetchAll(
                db, sql: "SELECT comment FROM batch_item WHERE batch = ? AND outcome = ? ORDER BY comment LIMIT ?",
                arguments: [number.value, outcome.rawValue, Self.together]
            ).compactMap { CommentNumber($0) }
        }
    }

    /// A refusal undoes what the attempt had written, then is written down by itself.
    private func each(
        _ comments: [CommentNumber], of number: BatchNumber, from: BatchOutcome, otherwise: BatchOutcome,
        _ work: @escaping @Sendable (CommentNumber, LedgerTransaction) throws -> Void
    ) async throws {
        defer { outboxSignal.send() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for comment in comments {
                group.addTask {
                    do {
                        try await self.write { try work(comment, $0) }
                    } catch let refusal as Refusal {
                        if case .batchStopped = refusal { throw refusal }
                        let cause = BatchRefusalCause(refusal)
                        try await self.write {
                            try $0.settle(comment, of: number, from: from, as: otherwise, cause: cause)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

extension BatchRefusalCause {
    fileprivate init(_ refusal: Refusal) {
        switch refusal {
        case .illegal(let illegal): self.init(illegal)
        case .takenOver: self = .claimed
        case .ownComment: self = .ownComment
        case .changed(let changes): self = changes.events.last?.event.kind == .claimed ? .claimed : .changed
        default: self = .state
        }
    }
}

extension LedgerTransaction {
    /// Does nothing when it was done before.
    fileprivate func decide(_ comment: CommentNumber, in number: BatchNumber, by actor: Actor) throws {
        let head = try BatchHead.fetch(number, db)
        if head.isStopped { throw Refusal.batchStopped(number) }
        guard let item = try item(comment, of: number, .pending) else { return }
        _ = try apply(
            head.decision.action, to: comment, by: actor, occurred: now, provenance: .observed,
            expecting: item["revision"], batch: number)
        try settle(comment, of: number, from: .pending, as: .applied, event: try decision(on: comment, in: number))
    }

    /// Only the batch's own decision: one that was taken since stays.
    fileprivate func takeBack(_ comment: CommentNumber, in number: BatchNumber, by actor: Actor) throws {
        guard let item = try item(comment, of: number, .applied) else { return }
        guard let record = try CommentRecord.fetch(comment, db) else { throw Refusal.unknownComment }
        guard try lastDecision(on: comment)?.sequence == item["event"] else {
            throw Refusal.illegal(record.state.refusal(of: .decisionUndone, because: .nothingToUndo))
        }
        _ = try undoDecision(on: comment, by: actor, batch: number)
        try settle(comment, of: number, from: .applied, as: .undone)
    }

    fileprivate func settle(
        _ comment: CommentNumber, of number: BatchNumber, from: BatchOutcome, as outcome: BatchOutcome,
        cause: BatchRefusalCause? = nil, event: Int64? = nil
    ) throws {
        try db.cachedStatement(
            sql: """
                UPDATE batch_item SET outcome = ?, cause = ?, event = coalesce(?, event)
                WHERE batch = ? AND comment = ? AND outcome = ?
                """
        ).execute(
            arguments: [outcome.rawValue, cause?.rawValue, event, number.value, comment.value, from.rawValue])
    }

    private func item(_ comment: CommentNumber, of number: BatchNumber, _ outcome: BatchOutcome) throws -> Row? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM batch_item WHERE batch = ? AND comment = ? AND outcome = ?"),
            arguments: [number.value, comment.value, outcome.rawValue])
    }

    private func decision(on comment: CommentNumber, in number: BatchNumber) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT max(sequence) FROM event WHERE comment = ? AND json_extract(details, '$.batch') = ?
                    """), arguments: [comment.value, number.id])
    }
}
