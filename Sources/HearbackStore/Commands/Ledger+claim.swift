import GRDB
package import HearbackCore

extension Ledger {
    /// Claims a comment for a moderator, or renews the claim that they hold.
    ///
    /// - Parameters:
    ///   - lease: milliseconds.
    ///   - takingOver: whether a colleague's claim ends by this one.
    ///   - revision: the one that the moderator saw; nil for whatever there is.
    /// - Throws: `Refusal` (unknown comment, changed since the revision, illegal transition) or `StoreError`.
    package func claim(
        _ comment: CommentNumber, by moderator: Actor, forMilliseconds lease: Int64, takingOver: Bool = false,
        expecting revision: Int? = nil
    ) async throws -> CommentRecord {
        let record = try await write { transaction in
            try transaction.claim(
                comment, by: moderator, forMilliseconds: lease, takingOver: takingOver, expecting: revision)
        }
        outboxSignal.send()
        return record
    }

    /// Claims the selected comment that has waited longest and that nobody else holds.
    ///
    /// - Parameters:
    ///   - after: only what came after this comment.
    ///   - isFresh: not what the moderator holds already.
    /// - Throws: `Refusal.queueEmpty` when there is none.
    package func claimNext(
        _ selection: Selection = Selection(), after: CommentNumber? = nil, isFresh: Bool = false, by moderator: String,
        forMilliseconds lease: Int64
    ) async throws -> CommentRecord {
        try await write { transaction in
            let (condition, values) = selection.condition
            let (fit, names) = try transaction.fitFor(moderator)
            let statement = try transaction.db.cachedStatement(
                sql: """
                    SELECT number FROM comment
                    WHERE \(condition) AND status = 'awaiting_approval'
                        AND (claimed_until IS NULL OR claimed_until <= ? OR claimed_by IS ?)
                        AND (? IS NULL OR (received, number) > (SELECT received, number FROM comment WHERE number = ?))
                        AND \(fit)
                    ORDER BY received, number LIMIT 1
                    """)
            let found = try Int64.fetchOne(
                statement,
                arguments: values + [
                    transaction.now.milliseconds, isFresh ? nil : moderator, after?.value, after?.value,
                ] + names)
            guard let number = found.flatMap({ CommentNumber($0) }) else { throw Refusal.queueEmpty }
            return try transaction.claim(number, by: Actor(.moderator, moderator), forMilliseconds: lease)
        }
    }
}

extension LedgerTransaction {
    func claim(
        _ number: CommentNumber, by moderator: Actor, forMilliseconds lease: Int64, takingOver: Bool = false,
        expecting revision: Int? = nil
    ) throws -> CommentRecord {
        guard let comment = try CommentRecord.fetch(number, db) else { throw Refusal.unknownComment }
        try check(comment, isStill: revision, for: moderator)
        let now = self.now
        let action = comment.state.claiming(
            by: moderator.name, at: now, forMilliseconds: lease, takingOver: takingOver)
        guard let action else { return comment }
        return try apply(action, to: number, by: moderator, occurred: now, provenance: .observed)
    }
}
