import GRDB
package import HearbackCore

extension Ledger {
    /// Applies one action to a comment.
    ///
    /// - Parameter revision: the one that `actor` decides by; nil for whatever there is.
    /// - Throws: `Refusal` (unknown comment, changed since the revision, illegal transition) or `StoreError`.
    package func apply(
        _ action: CommentAction, to comment: CommentNumber, by actor: Actor, expecting revision: Int? = nil
    ) async throws -> CommentRecord {
        let record = try await write { transaction in
            try transaction.apply(
                action, to: comment, by: actor, occurred: transaction.now, provenance: .observed, expecting: revision)
        }
        outboxSignal.send()
        return record
    }

    /// Takes a comment back, for who holds its receipt.
    ///
    /// - Throws: `Refusal.unknownComment` for a wrong token.
    package func apply(_ action: CommentAction, by token: ReceiptToken) async throws -> CommentRecord {
        let record = try await write { transaction in
            guard try transaction.db.holds(token) else { throw Refusal.unknownComment }
            return try transaction.apply(
                action, to: token.comment, by: .submitter, occurred: transaction.now, provenance: .observed)
        }
        outboxSignal.send()
        return record
    }
}

extension LedgerTransaction {
    /// The only way in which a comment changes: the state machine approves, the event is appended, the row is
    /// moved by compare-and-set, and what is owed for it goes into the outbox, all in this transaction.
    ///
    /// What was to happen by itself before, and was only not looked at yet, is written first: the record of a missed target
    /// does not depend on when the daemon looks.
    func apply(
        _ action: CommentAction, to number: CommentNumber, by actor: Actor, occurred: Instant, provenance: Provenance,
        expecting revision: Int? = nil, batch: BatchNumber? = nil
    ) throws -> CommentRecord {
        guard var comment = try CommentRecord.fetch(number, db) else { throw Refusal.unknownComment }
        try check(comment, isStill: revision, for: actor)
        if provenance == .observed { try refuseOwn(action.kind, comment, by: actor) }
        var transition = try approve(action, of: comment, by: actor, at: occurred)
        if provenance == .observed, try catchUp(comment, before: action, at: occurred) {
            guard let moved = try CommentRecord.fetch(number, db) else { throw Refusal.unknownComment }
            comment = moved
            transition = try approve(action, of: comment, by: actor, at: occurred)
        }
        let sequence = try write(transition, of: number, provenance: provenance, batch: batch)
        if provenance == .observed, action.isTold {
            let notification = Notification.event(
                action.kind, of: number, bill: comment.bill, state: transition.to, previous: transition.from.status,
                reason: action.record.details.reason, occurred: occurred)
            try tell(
                notification, about: number, endpoint: comment.endpoint, event: sequence,
                after: action.kind.isUndoable ? options.delivery.decisionGrace : 0)
        }
        // An appeal, and a decision taken back, have the submitter wait anew.
        if provenance == .observed, action.kind == .appealed || action.kind == .decisionUndone, comment.endpoint != nil || options.delivery.sendsMail
        {
            try scheduleReminder(of: number, received: comment.received)
        }
        guard let changed = try CommentRecord.fetch(number, db) else { throw Refusal.unknownComment }
        return changed
    }

    /// Writes an action that the daemon itself causes and that is told otherwise, or not at all.
    ///
    /// - Returns: the event's sequence.
    func write(_ action: CommentAction, to comment: CommentRecord, occurred: Instant) throws -> Int64 {
        try write(
            try approve(action, of: comment, by: .daemon, at: occurred), of: comment.number, provenance: .observed)
    }

    private func approve(
        _ action: CommentAction, of comment: CommentRecord, by actor: Actor, at occurred: Instant
    ) throws -> Transition {
        var state = comment.state
        do {
            return try state.apply(action, by: actor, at: occurred)
        } catch {
            throw try refusal(error, of: comment.number, to: actor)
        }
    }

    /// - Returns: whether anything was written.
    private func catchUp(_ comment: CommentRecord, before action: CommentAction, at occurred: Instant) throws -> Bool {
        guard action.kind != .targetMissed, action.kind != .dueReckoned else { return false }
        if action.kind != .lapsed, try lapseIfClosed(comment) { return true }
        return try recordMissedTargets(of: comment, until: occurred)
    }

    private func write(
        _ transition: Transition, of number: CommentNumber, provenance: Provenance, batch: BatchNumber? = nil
    ) throws -> Int64 {
        let (recorded, text) = transition.action.record
        var details = recorded
        details.batch = batch?.id
        let changesText = [.redacted, .erased].contains(transition.action.kind)
        if changesText { try unindex(number) }
        let (recordedAt, salt) = (now, text == nil ? nil : newSalts(transition.action.kind))
        let sequence = try append(
            .comment(number), kind: transition.action.kind.rawValue, actor: transition.actor,
            occurred: transition.occurred, recorded: recordedAt, provenance: provenance, details: details,
            content: Content(text: text, translations: transition.action.translations, salt: salt))
        try log(transition, of: number, event: sequence, recorded: recordedAt, provenance: provenance, salt: salt)
        try countNew()
        guard try Projection.transitioned(number, transition, event: sequence, db) else {
            throw StoreError(.constraint, "\(number.id) moved while it was being written")
        }
        if case .redacted = transition.action { try seal(number, behind: sequence) }
        if case .erased = transition.action {
            try erase(number)
        } else if changesText {
            try reindex(number)
        }
        if changesText { try markForPurge() }
        return sequence
    }
}
