import GRDB
import HearbackCore

/// Turns events into the derived tables: the only code that writes `comment`, in live use and in a rebuild alike.
enum Projection {
    static func received(
        _ number: CommentNumber, event: Int64, details: SubmissionDetails, occurred: Instant, recorded: Instant,
        _ db: Database
    ) throws {
        let state = CommentState.received(dueBeforeImport: details.dueBeforeImport ?? [])
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
            binder.bind(Int64(state.openTargets.rawValue))
        }
    }

    private static let insertComment = """
        INSERT INTO comment (number, bill, article, language, submitter_kind, endpoint, external_id, event, received,
            recorded, decision_due, policy_version, status, revision, has_appealed, is_answered, is_erased, open_targets,
            watch_days, flags, text_event)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 0, 0, 0, ?15,
            CASE WHEN ?15 & 1 THEN (SELECT first_action_days FROM policy WHERE bill = ?2 AND version = ?12) END, 0, ?8)
        """

    /// Compare-and-set by status and revision.
    ///
    /// - Parameter event: the transition's own; of a redaction, whose text is shown from then on.
    /// - Returns: false when the comment is no longer where the transition started.
    static func transitioned(_ number: CommentNumber, _ transition: Transition, event: Int64, _ db: Database) throws -> Bool {
        let to = transition.to
        try db.cachedStatement(sql: updateComment).execute(arguments: [
            to.status.rawValue, to.revision, to.claim?.moderator, to.claim?.until.milliseconds, to.hasAppealed,
            to.lastRejecter, to.isAnswered, to.outcome?.rawValue, to.isErased, to.openTargets.rawValue,
            to.awaitedTargets.rawValue, number.value, transition.from.status.rawValue, transition.from.revision,
            to.flags.rawValue, transition.action.kind == .redacted ? event : nil,
        ])
        return db.changesCount == 1
    }

    private static let updateComment = """
        UPDATE comment SET status = ?1, revision = ?2, claimed_by = ?3, claimed_until = ?4, has_appealed = ?5,
            last_rejecter = ?6, is_answered = ?7, outcome = ?8, is_erased = ?9, open_targets = ?10,
            flags = ?15, text_event = coalesce(?16, text_event),
            watch_days = (SELECT CASE WHEN ?11 & 1 THEN p.first_action_days WHEN ?11 & 4 THEN p.answer_days END
                FROM policy p WHERE p.bill = comment.bill AND p.version = comment.policy_version)
        WHERE number = ?12 AND status = ?13 AND revision = ?14
        """

    static func billAdded(_ bill: Bill, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO bill (id, document, opens, closes, policy_version) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                bill.id, try StoredJSON.encode(bill), bill.window.opens.milliseconds,
                bill.window.closes?.milliseconds, bill.policy.version,
            ])
        try add(bill.policy, to: bill.id, db)
        for article in bill.articles {
            try db.execute(sql: "INSERT INTO article VALUES (?, ?)", arguments: [bill.id, article.id])
        }
    }

    static func policyChanged(of id: String, to policy: ResponsePolicy, _ db: Database) throws {
        guard let document = try String.fetchOne(db, sql: "SELECT document FROM bill WHERE id = ?", arguments: [id]) else {
            throw StoreError(.corrupt, "a policy is of no bill")
        }
        var bill = try StoredJSON.decode(Bill.self, from: document)
        bill.policy = policy
        try db.execute(
            sql: "UPDATE bill SET document = ?, policy_version = ? WHERE id = ?",
            arguments: [try StoredJSON.encode(bill), policy.version, id])
        try add(policy, to: id, db)
    }

    private static func add(_ policy: ResponsePolicy, to bill: String, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO policy VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                bill, policy.version, policy.firstActionDays, policy.decisionDays, policy.answerDays,
                policy.clarificationDays, policy.basis.rawValue, policy.citation,
            ])
    }

    static func billClosed(_ id: String, _ closure: BillClosure, at instant: Instant, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE bill SET closed = ?, closure = ? WHERE id = ?",
            arguments: [instant.milliseconds, closure.rawValue, id])
    }
}
