package import HearbackCore

/// What a notice tells. Dates are text already: who reads them decides their calendar, zone and language.
///
/// A comment's text is never in a notice, and nothing that a submitter wrote is in a subject.
package enum NoticeTopic: Hashable, Sendable {
    case received(decisionDue: String?)
    case clarificationAsked(question: String, answerBy: String?)
    case published
    case rejected(reason: RejectionReason, explanation: String)
    case lapsed(LapseCause)
    case unpublished(reason: RejectionReason, explanation: String)
    /// The decision that was told is no more; the comment awaits approval again.
    case decisionUndone
    case answered
    case answerAmended
    case outcomeRecorded(Outcome)
    /// - days: whole days without a decision or an answer; negative counts as 0.
    case stillWaiting(days: Int, decisionDue: String?)
    /// The day by which a decision was due has ended without one.
    case overdue(days: Int, decisionDue: String?)
    /// Somebody gave the address: whoever reads there confirms that with the link, or ignores the message.
    case confirmation(link: MailLink)
    /// To moderators: what waits.
    case digest(QueueDigest)
}

extension NoticeTopic {
    /// The wire's name of each kind.
    package enum Kind: String, CaseIterable, Sendable {
        case received
        case clarificationAsked = "clarification_asked"
        case published, rejected, lapsed, unpublished, answered
        case decisionUndone = "decision_undone"
        case answerAmended = "answer_amended"
        case outcomeRecorded = "outcome_recorded"
        case stillWaiting = "still_waiting"
        case overdue, confirmation, digest
    }

    package var kind: Kind {
        switch self {
        case .received: .received
        case .clarificationAsked: .clarificationAsked
        case .published: .published
        case .rejected: .rejected
        case .lapsed: .lapsed
        case .unpublished: .unpublished
        case .decisionUndone: .decisionUndone
        case .answered: .answered
        case .answerAmended: .answerAmended
        case .outcomeRecorded: .outcomeRecorded
        case .stillWaiting: .stillWaiting
        case .overdue: .overdue
        case .confirmation: .confirmation
        case .digest: .digest
        }
    }
}
