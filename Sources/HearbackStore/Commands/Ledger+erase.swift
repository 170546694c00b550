import GRDB
package import HearbackCore

/// What an erasure takes away, in figures.
package struct ErasureCount: Hashable, Sendable {
    /// The comment, what was asked and answered about it, explanations and notes.
    package var texts: Int
    /// Names and addresses of who wrote it.
    package var identities: Int
    /// What receivers answered to messages about it.
    package var answers: Int
}

/// An erasure that is on disk.
package struct ErasedComment: Sendable {
    package let comment: CommentRecord
    package let count: ErasureCount
    /// Whether nothing of it is left in the file either. Else somebody reads an older state, and the daemon tries again.
    package let isPurged: Bool
}

extension Ledger {
    /// What an erasure would take away.
    ///
    /// - Throws: `Refusal.unknownComment`.
    package func erasureCount(of comment: CommentNumber) async throws -> ErasureCount {
        try await read { db in
            guard try CommentRecord.fetch(comment, db) != nil else { throw Refusal.unknownComment }
            return try ErasureCount(of: comment, db)
        }
    }

    /// Erases a comment's texts and who wrote it, everywhere. The events with their times stay, and so do their leaves in the log,
    /// whose commitments nobody can open any more.
    ///
    /// - Throws: `Refusal` (unknown comment, erased before, not for this role) or `StoreError`.
    package func erase(_ comment: CommentNumber, _ erasure: Erasure, by actor: Actor) async throws -> ErasedComment {
        let (record, count) = try await write { transaction in
            let count = try ErasureCount(of: comment, transaction.db)
            let record = try transaction.apply(
                .erased(erasure), to: comment, by: actor, occurred: transaction.now, provenance: .observed)
            return (record, count)
        }
        let isPurged: Bool
        do {
            isPurged = try await purge()
        } catch let error as StoreError where error.code == .busy {
            isPurged = false
        }
        return ErasedComment(comment: record, count: count, isPurged: isPurged)
    }

    /// Sees to it that nothing of what was erased or covered is left in the index of words, in the write-ahead log, or in free pages,
    /// which SQLite overwrites (`secure_delete`) when the log is carried over.
    ///
    /// - Returns: whether nothing is left.
    /// - Throws: `busy` while somebody reads an older state.
    @discardableResult
    package func purge() async throws -> Bool {
        let due = try await read { db in try PurgeMark.fetch(db) }
        let words = try await purgeIndex()
        guard let due else { return true }
        if words == 0 { try await emptyLog() }
        return try await write { transaction in
            // What was erased meanwhile needs another round.
            try transaction.db.execute(sql: "DELETE FROM meta WHERE key = 'purge' AND value = ?", arguments: [due])
            return try PurgeMark.fetch(transaction.db) == nil
        }
    }

    /// Whether something that was erased may still be in the file's unused bytes.
    package func awaitsPurge() async throws -> Bool {
        try await read { db in try PurgeMark.fetch(db) != nil }
    }
}

/// That something was taken out of the file whose bytes are still to be overwritten: a number that grows.
private enum PurgeMark {
    static func fetch(_ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'purge'")
    }
}

extension LedgerTransaction {
    func markForPurge() throws {
        try db.execute(
            sql: "INSERT INTO meta VALUES ('purge', ?1) ON CONFLICT DO UPDATE SET value = ?1", arguments: ["\(counters.lastSequence)"])
    }

    /// Removes text and identity from everything said about the comment. The timing skeleton stays.
    func erase(_ number: CommentNumber) throws {
        try db.execute(
            sql: """
                UPDATE content SET text = NULL, translations = NULL, name = NULL, email = NULL, salt = NULL
                    WHERE event IN (SELECT sequence FROM event WHERE comment = :comment);
                UPDATE outbox SET answer = NULL WHERE comment = :comment AND answer IS NOT NULL;
                UPDATE attempt SET body = x'', detail = NULL
                    WHERE outbox IN (SELECT row FROM outbox WHERE comment = :comment);
                -- Its hash of the request would still tell whoever guesses the text.
                DELETE FROM idempotency WHERE comment = :comment
                """, arguments: ["comment": number.value])
        try eraseSealed(number)
        try forgetRecipients(of: number)
        try endReminders(of: number)
    }
}

extension ErasureCount {
    init(of comment: CommentNumber, _ db: Database) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(c.text) + (SELECT count(s.box) FROM sealed_text s JOIN comment m ON m.event = s.event WHERE m.number = ?1) AS texts,
                    count(c.name) + count(c.email) AS identities,
                    (SELECT count(*) FROM attempt a JOIN outbox o ON o.row = a.outbox WHERE o.comment = ?1 AND length(a.body) > 0)
                        + (SELECT count(answer) FROM outbox WHERE comment = ?1) AS answers
                FROM event e JOIN content c ON c.event = e.sequence WHERE e.comment = ?1
                """, arguments: [comment.value])
        (texts, identities, answers) = (row?["texts"] ?? 0, row?["identities"] ?? 0, row?["answers"] ?? 0)
    }
}
