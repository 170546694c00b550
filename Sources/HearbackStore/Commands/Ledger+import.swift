import GRDB
package import HearbackCore

/// A comment of another system, with what is known of its past.
package struct ImportedComment: Sendable {
    /// The other system's identifier.
    package var externalID: String
    package var submission: Submission
    package var received: Instant
    /// What happened since, in order.
    package var history: [(action: CommentAction, actor: Actor, at: Instant)]

    package init(
        externalID: String, submission: Submission, received: Instant,
        history: [(action: CommentAction, actor: Actor, at: Instant)]
    ) {
        (self.externalID, self.submission, self.received, self.history) = (externalID, submission, received, history)
    }
}

/// What became of one imported comment.
package enum ImportOutcome: Hashable, Sendable {
    case imported(CommentNumber)
    /// It had been imported before; nothing changed.
    case known(CommentNumber)
}

extension Ledger {
    /// Takes over a comment with its original instants; its events are marked as imported.
    ///
    /// Windows are not checked (the past is what it was), bills and articles are. Nothing is sent to anybody.
    /// - Throws: `Refusal` or `StoreError`; then nothing of this comment is written.
    package func importComment(_ imported: ImportedComment) async throws -> ImportOutcome {
        let secrets = options.secrets(for: imported.submission)
        let screening = options.screening(of: imported.submission)
        return try await write { transaction in
            if let known = try transaction.comment(externalID: imported.externalID) { return .known(known) }
            return .imported(try transaction.take(imported, screening, secrets))
        }
    }
}

extension LedgerTransaction {
    fileprivate func comment(externalID: String) throws -> CommentNumber? {
        let statement = try db.cachedStatement(sql: "SELECT number FROM comment WHERE external_id = ?")
        return try Int64.fetchOne(statement, arguments: [externalID]).flatMap { CommentNumber($0) }
    }

    fileprivate func take(_ imported: ImportedComment, _ screening: ScreeningResult?, _ secrets: SubmissionSecrets) throws -> CommentNumber {
        let submission = imported.submission
        try checkOrder(of: imported)
        let policy = try billTerms(submission.bill).policy
        try checkArticle(submission.article, of: submission.bill)
        let due = options.decisionDue(imported.received, policy.decisionDays)
        let details = SubmissionDetails(
            bill: submission.bill, article: submission.article, language: submission.language,
            submitterKind: submission.submitter.kind, endpoint: nil,
            decisionDue: due, isProvisional: options.isProvisional(imported.received, policy.decisionDays),
            calendar: options.calendar, policyVersion: policy.version, externalID: imported.externalID,
            dueBeforeImport: dueBeforeImport(imported.received, decisionDue: due, policy))
        let number = try record(
            details, of: submission, secrets, occurred: imported.received, provenance: .imported)
        for step in imported.history {
            _ = try apply(step.action, to: number, by: step.actor, occurred: step.at, provenance: .imported)
        }
        // What was decided elsewhere needs nobody's attention.
        if let screening, imported.history.isEmpty {
            try flag(number, screening, in: .received(dueBeforeImport: details.dueBeforeImport ?? []))
        }
        return number
    }

    /// The targets whose moment lies before the import: a thousand old comments are not a thousand breaches of today.
    private func dueBeforeImport(
        _ received: Instant, decisionDue: String, _ policy: ResponsePolicy
    ) -> [TargetClock]? {
        let dues: [(TargetClock, String)] = [
            (.firstAction, options.decisionDue(received, policy.firstActionDays)), (.decision, decisionDue),
            (.answer, options.decisionDue(received, policy.answerDays)),
        ]
        let now = self.now
        let ended = dues.filter { options.overdueFrom($0.1) <= now }.map(\.0)
        return ended.isEmpty ? nil : ended
    }

    private func checkOrder(of imported: ImportedComment) throws {
        let now = self.now
        guard imported.received <= now else {
            throw Refusal.history("received_at \(imported.received.rfc3339) lies in the future")
        }
        var last = imported.received
        for step in imported.history {
            guard step.at >= last else {
                throw Refusal.history("\(step.action.kind.rawValue) at \(step.at.rfc3339) comes before \(last.rfc3339)")
            }
            guard step.at <= now else {
                throw Refusal.history("\(step.action.kind.rawValue) at \(step.at.rfc3339) lies in the future")
            }
            last = step.at
        }
    }
}
