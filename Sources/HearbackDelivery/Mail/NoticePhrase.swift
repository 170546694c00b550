import HearbackCore

/// Every sentence and label that notices are made of. Each language is a file of its own; the compiler asks for all.
enum NoticePhrase: String, CaseIterable, Sendable {
    case subjectReceived, subjectClarificationAsked, subjectPublished, subjectRejected, subjectLapsed
    case subjectUnpublished, subjectDecisionUndone, subjectAnswered, subjectAnswerAmended, subjectOutcomeRecorded, subjectStillWaiting
    case subjectOverdue, subjectConfirmation, subjectDigest
    case bodyReceived, bodyClarificationAsked, bodyPublished, bodyRejected, bodyLapsed
    case bodyUnpublished, bodyDecisionUndone, bodyAnswered, bodyAnswerAmended, bodyOutcomeRecorded, bodyStillWaiting
    case bodyOverdue, bodyConfirmation, bodyDigest
    case decisionDue, ownTarget, lawTarget, answerBy, daysWaiting, citation, ignore, footer
    case digestOverdue, digestOldest, digestList, digestLine, digestLateLine, digestCommand
    case reasonLabel, outcomeLabel, statusLink, confirmLink, unsubscribeLink
    case reasonSpam, reasonDuplicate, reasonOffTopic, reasonAbusive, reasonPersonalData, reasonUnlawful
    case reasonUnintelligible, reasonOther
    case outcomeAdopted, outcomePartlyAdopted, outcomeNoted, outcomeNotAdopted
    case lapsedVoted, lapsedWithdrawn

    /// The phrase with its placeholders.
    func template(in language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .tamazight: tamazight
        case .french: french
        case .english: english
        case .spanish: spanish
        }
    }
}

extension NoticeTopic.Kind {
    var subject: NoticePhrase {
        switch self {
        case .received: .subjectReceived
        case .clarificationAsked: .subjectClarificationAsked
        case .published: .subjectPublished
        case .rejected: .subjectRejected
        case .lapsed: .subjectLapsed
        case .unpublished: .subjectUnpublished
        case .decisionUndone: .subjectDecisionUndone
        case .answered: .subjectAnswered
        case .answerAmended: .subjectAnswerAmended
        case .outcomeRecorded: .subjectOutcomeRecorded
        case .stillWaiting: .subjectStillWaiting
        case .overdue: .subjectOverdue
        case .confirmation: .subjectConfirmation
        case .digest: .subjectDigest
        }
    }

    var body: NoticePhrase {
        switch self {
        case .received: .bodyReceived
        case .clarificationAsked: .bodyClarificationAsked
        case .published: .bodyPublished
        case .rejected: .bodyRejected
        case .lapsed: .bodyLapsed
        case .unpublished: .bodyUnpublished
        case .decisionUndone: .bodyDecisionUndone
        case .answered: .bodyAnswered
        case .answerAmended: .bodyAnswerAmended
        case .outcomeRecorded: .bodyOutcomeRecorded
        case .stillWaiting: .bodyStillWaiting
        case .overdue: .bodyOverdue
        case .confirmation: .bodyConfirmation
        case .digest: .bodyDigest
        }
    }
}

extension RejectionReason {
    var phrase: NoticePhrase {
        switch self {
        case .spam: .reasonSpam
        case .duplicate: .reasonDuplicate
        case .offTopic: .reasonOffTopic
        case .abusive: .reasonAbusive
        case .personalData: .reasonPersonalData
        case .unlawful: .reasonUnlawful
        case .unintelligible: .reasonUnintelligible
        case .other: .reasonOther
        }
    }
}

extension OutcomeKind {
    var phrase: NoticePhrase {
        switch self {
        case .adopted: .outcomeAdopted
        case .partlyAdopted: .outcomePartlyAdopted
        case .noted: .outcomeNoted
        case .notAdopted: .outcomeNotAdopted
        }
    }
}

extension LapseCause {
    var phrase: NoticePhrase {
        switch self {
        case .billVoted: .lapsedVoted
        case .billWithdrawn: .lapsedWithdrawn
        }
    }
}
