/// What happens to a comment after its receipt, with everything that has to be recorded with it.
///
/// A rejection without a reason, an outcome without a why, can't be expressed.
package enum CommentAction: Hashable, Sendable {
    /// A moderator takes the comment for a while, so that no colleague works on it too. `takenFrom` names the colleague who
    /// holds it, and only then may it be taken from them.
    case claimed(until: Instant, takenFrom: String? = nil)
    case released
    case clarificationAsked(question: String)
    case clarificationReceived(reply: String)
    case clarificationExpired
    case published
    case rejected(RejectionReason, explanation: String)
    case appealed(grounds: String)
    case withdrawn
    case lapsed(LapseCause)
    case unpublished(RejectionReason, explanation: String)
    /// In whatever language the responder writes; `translations` says the same in others.
    case answered(text: String, translations: LocalizedText = .none)
    case answerAmended(text: String, translations: LocalizedText = .none)
    case outcomeRecorded(Outcome)
    /// Screening found something to look at, or could not look.
    case flagged(ScreeningResult)
    case noteAdded(text: String)
    /// Personal data was covered in the public text; the original stays sealed.
    case redacted(Redaction)
    case notified(Notice)
    /// Text and identity were erased; the timing skeleton stays.
    case erased(Erasure = Erasure())
    /// The last day of a target ended without what was awaited; occurred when the local day after it began.
    case targetMissed(MissedTarget)
    /// A promise that rested on a day which the moon may move, reckoned anew by a newer calendar.
    case dueReckoned(ReckonedDue)
    /// A decision was taken back.
    case decisionUndone(Undo)
    /// Somebody read what a redaction covers.
    case originalRead

    /// Whether the submitter is owed a message about it.
    package var isTold: Bool {
        if case .decisionUndone(let undo) = self { undo.isAnnounced } else { kind.isTold }
    }

    package var kind: CommentEventKind {
        switch self {
        case .claimed: .claimed
        case .released: .released
        case .clarificationAsked: .clarificationAsked
        case .clarificationReceived: .clarificationReceived
        case .clarificationExpired: .clarificationExpired
        case .published: .published
        case .rejected: .rejected
        case .appealed: .appealed
        case .withdrawn: .withdrawn
        case .lapsed: .lapsed
        case .unpublished: .unpublished
        case .answered: .answered
        case .answerAmended: .answerAmended
        case .outcomeRecorded: .outcomeRecorded
        case .flagged: .flagged
        case .noteAdded: .noteAdded
        case .redacted: .redacted
        case .notified: .notified
        case .erased: .erased
        case .targetMissed: .targetMissed
        case .decisionUndone: .decisionUndone
        case .dueReckoned: .dueReckoned
        case .originalRead: .originalRead
        }
    }
}

/// The kinds of events in a comment's life; raw values are stored and public.
package enum CommentEventKind: String, CaseIterable, Codable, Sendable {
    case received, claimed, released
    case clarificationAsked = "clarification_asked"
    case clarificationReceived = "clarification_received"
    case clarificationExpired = "clarification_expired"
    case published, rejected, appealed, withdrawn, lapsed, unpublished, answered
    case answerAmended = "answer_amended"
    case outcomeRecorded = "outcome_recorded"
    case flagged
    case noteAdded = "note_added"
    case redacted, notified, erased
    case targetMissed = "target_missed"
    case decisionUndone = "decision_undone"
    case dueReckoned = "due_reckoned"
    case originalRead = "original_read"
}
