/// What an institution sets itself a term for; raw values are stored and public.
package enum TargetClock: String, CaseIterable, Codable, Sendable {
    /// From receipt to the first thing that a moderator does.
    case firstAction = "first_action"
    /// From receipt to the first publication or rejection; an appeal does not undo it.
    case decision
    /// From receipt to the answer in substance. An outcome alone is none.
    case answer
}

/// A target whose last day ended without what was awaited.
package struct MissedTarget: Hashable, Sendable {
    package var clock: TargetClock
    /// The last local day on which it would have been met, `YYYY-MM-DD`.
    package var due: String

    package init(_ clock: TargetClock, due: String) {
        (self.clock, self.due) = (clock, due)
    }
}

/// Targets that may still be met or missed. The raw value is stored.
package struct OpenTargets: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package init(_ clock: TargetClock) {
        self = switch clock {
        case .firstAction: .firstAction
        case .decision: .decision
        case .answer: .answer
        }
    }

    package static let firstAction = OpenTargets(rawValue: 1)
    package static let decision = OpenTargets(rawValue: 2)
    package static let answer = OpenTargets(rawValue: 4)
    package static let all: OpenTargets = [.firstAction, .decision, .answer]

    package func contains(_ clock: TargetClock) -> Bool { contains(OpenTargets(clock)) }
}

extension CommentEventKind {
    /// What only a moderator does; flags, notes and redactions may be a rule's work.
    package var isModeration: Bool {
        switch self {
        case .claimed, .released, .clarificationAsked, .published, .rejected, .unpublished: true
        case .received, .clarificationReceived, .clarificationExpired, .appealed, .withdrawn, .lapsed, .answered,
            .answerAmended, .outcomeRecorded, .flagged, .noteAdded, .redacted, .notified, .erased, .targetMissed, .originalRead:
            false
        }
    }

    /// The targets that the event meets, or takes the object from.
    var settledTargets: OpenTargets {
        switch self {
        case .claimed, .released, .clarificationAsked, .unpublished: .firstAction
        case .published, .rejected, .lapsed: [.firstAction, .decision]
        case .answered: .answer
        case .withdrawn: .all
        case .received, .clarificationReceived, .clarificationExpired, .appealed, .answerAmended, .outcomeRecorded,
            .flagged, .noteAdded, .redacted, .notified, .erased, .targetMissed, .originalRead:
            []
        }
    }
}

extension CommentState {
    /// The targets that run in this status: nobody answers a comment that is not public, and its silence is the
    /// decision's to answer for.
    package var awaitedTargets: OpenTargets {
        switch status {
        case .awaitingApproval, .awaitingClarification: openTargets.intersection([.firstAction, .decision])
        case .published, .lapsed: openTargets.intersection(.answer)
        case .rejected, .withdrawn: []
        }
    }
}
