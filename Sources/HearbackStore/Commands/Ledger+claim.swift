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

    /// Claims the comment that has waited longest and that nobody else holds.
    ///
    /// - Throws: `Refusal.queueEmpty` when there is none.
    package func claimNext(
        bill: String?, language: Language?, by moderator: String, forMilliseconds lease: Int64
    ) async throws -> CommentRecord {
        try await write { transaction in
            let statement = try transaction.db.cachedStatement(
                sql: """
                    SELECT number FROM comment
                    WHERE status = 'awaiting_approval' AND status IN ('awaiting_approval', 'awaiting_clarification')
                        AND (claimed_until IS NULL OR claimed_until <= ? OR claimed_by = ?)
                        AND (? IS NULL OR bill = ?) AND (? IS NULL OR language = ?)
                        AND (has_appealed = 0 OR last_rejecter IS NOT ?)
                    ORDER BY received, number LIMIT 1
                    """)
            let found = try Int64.fetchOne(
                statement,
                arguments: [
                    transaction.now.milliseconds, moderator, bill, bill, language?.rawValue, language?.rawValue,
                    moderator,
                ])
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
