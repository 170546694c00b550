import GRDB
package import HearbackCore

extension Ledger {
    /// Takes the last decision on a comment back. Within the grace period, as long as none of its notices is under way, those
    /// are cancelled and nothing is told; otherwise the submitter is told of this too.
    ///
    /// - Parameter revision: the one that `actor` saw; nil for whatever there is.
    /// - Throws: `Refusal` (unknown comment, changed since the revision, nothing to undo, another's decision) or `StoreError`.
    package func undoDecision(
        on comment: CommentNumber, by actor: Actor, expecting revision: Int? = nil
    ) async throws -> CommentRecord {
        let record = try await write { try $0.undoDecision(on: comment, by: actor, expecting: revision) }
        outboxSignal.send()
        return record
    }
}

extension LedgerTransaction {
    func undoDecision(
        on number: CommentNumber, by actor: Actor, expecting revision: Int? = nil, batch: BatchNumber? = nil
    ) throws -> CommentRecord {
        guard let comment = try CommentRecord.fetch(number, db) else { throw Refusal.unknownComment }
        try check(comment, isStill: revision, for: actor)
        guard var undo = try lastDecision(on: number) else {
            throw Refusal.illegal(comment.state.refusal(of: .decisionUndone, because: .nothingToUndo))
        }
        undo.isAnnounced =
            try now >= undo.taken.advanced(byMilliseconds: options.delivery.decisionGrace) || hasLeft(undo, number)
        let record = try apply(.decisionUndone(undo), to: number, by: actor, occurred: now, provenance: .observed, batch: batch)
        if !undo.isAnnounced { try cancel(undo, number) }
        return record
    }

    func lastDecision(on number: CommentNumber) throws -> Undo? {
        do {
            return try Undo.last(in: try CommentEvent.fetch(of: number, db))
        } catch let error as UnreadableEvent {
            throw StoreError(.corrupt, "event \(error.sequence) does not follow")
        }
    }

    /// Whether a notice of the decision is under way or was: nobody can call it back.
    private func hasLeft(_ undo: Undo, _ number: CommentNumber) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM outbox WHERE comment = ? AND event = ?
                        AND (attempt + earlier > 0 OR row IN (SELECT row FROM lease)))
                    """), arguments: [number.value, undo.sequence]) ?? false
    }

    private func cancel(_ undo: Undo, _ number: CommentNumber) throws {
        try db.cachedStatement(
            sql: "UPDATE outbox SET state = 'cancelled', finished = ? WHERE comment = ? AND event = ? AND state = 'ready'"
        ).execute(arguments: [now.milliseconds, number.value, undo.sequence])
    }
}
