import GRDB
package import HearbackCore

extension Ledger {
    /// Selects the comments of a batch and keeps which they are; decides nothing.
    ///
    /// - Parameters:
    ///   - limit: of comments; at least 1.
    ///   - isDryRun: only look, and keep nothing.
    /// - Throws: `Refusal.unknownComment` where one that is named does not exist; `Refusal.batchSize`; `StoreError`.
    package func prepareBatch(
        _ decision: BatchDecision, on selection: Selection, limit: Int, isDryRun: Bool, by actor: Actor
    ) async throws -> BatchRecord {
        try await write { transaction in
            try transaction.prepareBatch(decision, on: selection, limit: limit, isDryRun: isDryRun, by: actor)
        }
    }

    package func batch(_ number: BatchNumber) async throws -> BatchRecord {
        try await read { db in try BatchRecord(BatchHead.fetch(number, db), db) }
    }

    /// Those made last first.
    ///
    /// - Parameter scope: only those all of whose comments are within it.
    package func batches(within scope: BillScope = .all, limit: Int) async throws -> [BatchRecord] {
        try await read { db in
            let beyond = """
                SELECT 1 FROM batch_item i JOIN comment m ON m.number = i.comment
                WHERE i.batch = batch.number AND m.bill NOT IN (SELECT value FROM json_each(?1))
                """
            return try Row.fetchAll(
                db, sql: "SELECT * FROM batch WHERE ?1 IS NULL OR NOT EXISTS (\(beyond)) ORDER BY number DESC LIMIT ?2",
                arguments: [scope.list, limit]
            ).map { try BatchRecord(BatchHead($0), db) }
        }
    }
}

extension LedgerTransaction {
    fileprivate func prepareBatch(
        _ decision: BatchDecision, on selection: Selection, limit: Int, isDryRun: Bool, by actor: Actor
    ) throws -> BatchRecord {
        let now = self.now
        let members = try select(selection, limit: limit)
        let refusals = try members.compactMap { member -> BatchRefusal? in
            if try isOwn(member, of: actor) { return BatchRefusal(comment: member.number, cause: .ownComment) }
            var state = member.state
            do throws(IllegalTransition) {
                _ = try state.apply(decision.action, by: actor, at: now)
                return nil
            } catch {
                return BatchRefusal(comment: member.number, cause: BatchRefusalCause(error))
            }
        }
        let number = isDryRun ? nil : try keep(decision, members, by: actor)
        return BatchRecord(
            number: number, decision: decision, moderator: actor.name ?? "", created: now, isStopped: false,
            outcomes: [.pending: members.count], byBill: Self.counts(members.map(\.bill)),
            byLanguage: Self.counts(members.map(\.language.rawValue)),
            samples: try BatchRecord.samples(members.prefix(BatchRecord.sampleCount).map(\.number), db),
            refusals: Array(refusals.prefix(BatchRecord.refusalCount)), expectedRefusals: refusals.count)
    }

    private func select(_ selection: Selection, limit: Int) throws -> [CommentRecord] {
        if let comments = selection.comments {
            for comment in comments {
                guard let record = try CommentRecord.fetch(comment, db), selection.within.admits(record.bill) else {
                    throw Refusal.unknownComment
                }
            }
        }
        let (condition, arguments) = selection.condition
        let count = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM comment WHERE \(condition)", arguments: arguments) ?? 0
        guard (1...max(1, limit)).contains(count) else { throw Refusal.batchSize(count, limit: limit) }
        return try Row.fetchAll(
            db, sql: "SELECT * FROM comment WHERE \(condition) ORDER BY number", arguments: arguments
        ).map { try CommentRecord($0) }
    }

    private func keep(_ decision: BatchDecision, _ members: [CommentRecord], by actor: Actor) throws -> BatchNumber {
        let (details, text) = decision.action.record
        try db.execute(
            sql: """
                INSERT INTO batch (kind, reason, explanation, moderator, created) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                decision.action.kind.rawValue, details.reason, text, actor.name ?? "", now.milliseconds,
            ])
        guard let number = BatchNumber(db.lastInsertedRowID) else { throw StoreError(.corrupt, "batches can't be numbered") }
        let insert = try db.cachedStatement(sql: "INSERT INTO batch_item (batch, comment, revision) VALUES (?, ?, ?)")
        for member in members {
            try insert.execute(arguments: [number.value, member.number.value, member.state.revision])
        }
        return number
    }

    private static func counts(_ keys: [String]) -> [BatchCount] {
        Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +).map { BatchCount(key: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.key) < ($0.count, $1.key) }
    }
}

extension BatchRecord {
    fileprivate static let sampleCount = 5
    fileprivate static let refusalCount = 100

    init(_ head: BatchHead, _ db: Database) throws {
        let number = head.number.value
        let outcomes = try Row.fetchAll(
            db, sql: "SELECT outcome, count(*) AS count FROM batch_item WHERE batch = ? GROUP BY outcome", arguments: [number])
        func counts(_ column: String) throws -> [BatchCount] {
            try Row.fetchAll(
                db,
                sql: """
                    SELECT m.\(column) AS key, count(*) AS count FROM batch_item i JOIN comment m ON m.number = i.comment
                    WHERE i.batch = ? GROUP BY 1 ORDER BY count DESC, key
                    """, arguments: [number]
            ).map { BatchCount(key: $0["key"], count: $0["count"]) }
        }
        let first = try Int64.fetchAll(
            db, sql: "SELECT comment FROM batch_item WHERE batch = ? ORDER BY comment LIMIT ?",
            arguments: [number, Self.sampleCount])
        self.init(
            number: head.number, decision: head.decision, moderator: head.moderator, created: head.created,
            isStopped: head.isStopped,
            outcomes: try outcomes.reduce(into: [:]) { $0[try Self.outcome($1["outcome"])] = $1["count"] },
            byBill: try counts("bill"), byLanguage: try counts("language"),
            samples: try Self.samples(first.compactMap { CommentNumber($0) }, db),
            refusals: try Self.refusals(number, db), expectedRefusals: nil)
    }

    private static func outcome(_ text: String) throws -> BatchOutcome {
        guard let outcome = BatchOutcome(rawValue: text) else { throw StoreError(.corrupt, "a batch's outcome can't be read") }
        return outcome
    }

    private static func refusals(_ number: Int64, _ db: Database) throws -> [BatchRefusal] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT comment, cause FROM batch_item
                WHERE batch = ? AND outcome IN ('refused', 'kept') ORDER BY comment LIMIT ?
                """, arguments: [number, refusalCount]
        ).map { row in
            guard let comment = CommentNumber(row["comment"]), let cause = BatchRefusalCause(rawValue: row["cause"] ?? "") else {
                throw StoreError(.corrupt, "a batch's refusal can't be read")
            }
            return BatchRefusal(comment: comment, cause: cause)
        }
    }

    fileprivate static func samples(_ numbers: [CommentNumber], _ db: Database) throws -> [QueuedComment] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT m.*, substr(c.text, 1, 200) AS excerpt FROM comment m LEFT JOIN content c ON c.event = m.text_event
                WHERE m.number = ?
                """)
        return try numbers.compactMap { number in
            try Row.fetchOne(statement, arguments: [number.value]).map {
                QueuedComment(comment: try CommentRecord($0), excerpt: $0["excerpt"] ?? "", campaign: nil)
            }
        }
    }
}
