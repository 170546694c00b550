import GRDB
import HearbackCore

/// Turns events into the derived tables: the only code that writes `comment`, in live use and in a rebuild alike.
enum Projection {
    static func received(
        _ number: CommentNumber, event: Int64, details: SubmissionDetails, occurred: Instant, recorded: Instant,
        _ db: Database
    ) throws {
        let state = CommentState.received
        try db.run(insertComment) { binder in
            binder.bind(number.value)
            binder.bind(details.bill)
            binder.bind(details.article)
            binder.bind(details.language.rawValue)
            binder.bind(details.submitterKind.rawValue)
            binder.bind(details.endpoint)
            binder.bind(details.externalID)
            binder.bind(event)
            binder.bind(occurred.milliseconds)
            binder.bind(recorded.milliseconds)
            binder.bind(details.decisionDue)
            binder.bind(Int64(details.policyVersion))
            binder.bind(state.status.rawValue)
            binder.bind(Int64(state.revision))
        }
    }

    private static let insertComment = """
        INSERT INTO comment (number, bill, article, language, submitter_kind, endpoint, external_id, event, received,
            recorded, decision_due, policy_version, status, revision, has_appealed, is_answered, is_erased)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)
        """

    /// Compare-and-set by status and revision.
    ///
    /// - Returns: false when the comment is no longer where the transition started.
    static func transitioned(_ number: CommentNumber, _ transition: Transition, _ db: Database) throws -> Bool {
        let to = transition.to
        try db.cachedStatement(
            sql: """
                UPDATE comment SET status = ?, revision = ?, claimed_by = ?, claimed_until = ?, has_appealed = ?,
                    last_rejecter = ?, is_answered = ?, outcome = ?, is_erased = ?
                WHERE number = ? AND status = ? AND revision = ?
                """
        ).execute(arguments: [
            to.status.rawValue, to.revision, to.claim?.moderator, to.claim?.until.milliseconds, to.hasAppealed,
            to.lastRejecter, to.isAnswered, to.outcome?.rawValue, to.isErased,
            number.value, transition.from.status.rawValue, transition.from.revision,
        ])
        return db.changesCount == 1
    }

    static func billAdded(_ bill: Bill, document: String, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO bill (id, document, opens, closes, decision_days, policy_version) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                bill.id, document, bill.window.opens.milliseconds, bill.window.closes?.milliseconds,
                bill.policy.decisionDays, bill.policy.version,
            ])
        for article in bill.articles {
            try db.execute(sql: "INSERT INTO article VALUES (?, ?)", arguments: [bill.id, article.id])
        }
    }

    static func billClosed(_ id: String, _ closure: BillClosure, at instant: Instant, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE bill SET closed = ?, closure = ? WHERE id = ?",
            arguments: [instant.milliseconds, closure.rawValue, id])
    }
}
