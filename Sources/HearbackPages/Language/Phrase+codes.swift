import HearbackCore

/// The phrases for the codes of the core.
extension Phrase {
    init(_ kind: BillKind) {
        self =
            switch kind {
            case .governmentBill: .kindGovernmentBill
            case .memberBill: .kindMemberBill
            case .actionPlan: .kindActionPlan
            case .policyEvaluation: .kindPolicyEvaluation
            }
    }

    init(_ status: CommentStatus) {
        self =
            switch status {
            case .awaitingApproval: .statusAwaitingApproval
            case .awaitingClarification: .statusAwaitingClarification
            case .published: .statusPublished
            case .rejected: .statusRejected
            case .withdrawn: .statusWithdrawn
            case .lapsed: .statusLapsed
            }
    }

    init(_ outcome: OutcomeKind) {
        self =
            switch outcome {
            case .adopted: .outcomeAdopted
            case .partlyAdopted: .outcomePartlyAdopted
            case .noted: .outcomeNoted
            case .notAdopted: .outcomeNotAdopted
            }
    }

    init(_ reason: RejectionReason) {
        self =
            switch reason {
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

    /// What the policy says of a reason.
    init(explaining reason: RejectionReason) {
        self =
            switch reason {
            case .spam: .whatSpam
            case .duplicate: .whatDuplicate
            case .offTopic: .whatOffTopic
            case .abusive: .whatAbusive
            case .personalData: .whatPersonalData
            case .unlawful: .whatUnlawful
            case .unintelligible: .whatUnintelligible
            case .other: .whatOther
            }
    }

    init(_ clock: TargetClock) {
        self =
            switch clock {
            case .firstAction: .targetFirstAction
            case .decision: .targetDecision
            case .answer: .targetAnswer
            }
    }

    /// Nil for what is not on a submitter's timeline.
    init?(_ event: CommentEventKind) {
        switch event {
        case .received: self = .evReceived
        case .clarificationAsked: self = .evClarificationAsked
        case .clarificationReceived: self = .evClarificationReceived
        case .clarificationExpired: self = .evClarificationExpired
        case .published: self = .evPublished
        case .rejected: self = .evRejected
        case .appealed: self = .evAppealed
        case .withdrawn: self = .evWithdrawn
        case .lapsed: self = .evLapsed
        case .unpublished: self = .evUnpublished
        case .answered: self = .evAnswered
        case .answerAmended: self = .evAnswerAmended
        case .outcomeRecorded: self = .evOutcomeRecorded
        case .redacted: self = .evRedacted
        case .notified: self = .evNotified
        case .erased: self = .evErased
        case .targetMissed: self = .evTargetMissed
        case .decisionUndone: self = .evDecisionUndone
        case .dueReckoned: self = .evDueReckoned
        case .claimed, .released, .flagged, .noteAdded, .originalRead: return nil
        }
    }
}
