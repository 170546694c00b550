/// The rules beside the table of states: who may act, and when a legal event is refused all the same.
extension CommentState {
    func check(_ action: CommentAction, by actor: Actor, at instant: Instant) throws(IllegalTransition) {
        guard action.kind.actors.contains(actor.role) else { throw refusal(of: action.kind, because: .role(actor.role)) }
        guard status.after(action.kind) != nil else { throw refusal(of: action.kind, because: .status) }
        switch action {
        case .claimed, .released, .clarificationAsked, .published, .rejected:
            try checkDesk(action, by: actor, at: instant)
        case .appealed:
            if hasAppealed { throw refusal(of: .appealed, because: .appealedBefore) }
        case .answered:
            if isAnswered { throw refusal(of: .answered, because: .answeredBefore) }
        case .answerAmended:
            if !isAnswered { throw refusal(of: .answerAmended, because: .notAnswered) }
        case .erased:
            if isErased { throw refusal(of: .erased, because: .erasedBefore) }
        case .targetMissed(let missed):
            guard openTargets.contains(missed.clock) else {
                throw refusal(of: .targetMissed, because: .targetSettled(missed.clock))
            }
        case .decisionUndone(let undo): try checkUndo(undo, by: actor)
        case .dueReckoned:
            guard openTargets.contains(.decision) else {
                throw refusal(of: .dueReckoned, because: .targetSettled(.decision))
            }
        case .clarificationReceived, .clarificationExpired, .withdrawn, .lapsed, .unpublished, .outcomeRecorded,
            .flagged, .noteAdded, .redacted, .notified, .originalRead:
            break
        }
    }

    /// No two moderators on one comment, and an appeal never before the moderator who rejected.
    private func checkDesk(
        _ action: CommentAction, by actor: Actor, at instant: Instant
    ) throws(IllegalTransition) {
        let kind = action.kind
        try checkHolder(action, by: actor, at: instant)
        if kind == .released, claim == nil { throw refusal(of: kind, because: .notClaimed) }
        if hasAppealed, kind != .released, let lastRejecter, lastRejecter == actor.name {
            throw refusal(of: kind, because: .sameModerator)
        }
    }

    /// A moderator takes back only own decisions, an administrator anybody's, but not the one on an appeal against themselves;
    /// and nobody a publication that was told.
    private func checkUndo(_ undo: Undo, by actor: Actor) throws(IllegalTransition) {
        guard undo.status == status, !isAnswered, outcome == nil, !isErased else {
            throw refusal(of: .decisionUndone, because: .nothingToUndo)
        }
        if actor.role == .moderator, undo.moderator != actor.name {
            throw refusal(of: .decisionUndone, because: .decidedByAnother(undo.moderator ?? "somebody else"))
        }
        if hasAppealed, let rejecter = undo.earlierRejecter, rejecter == actor.name {
            throw refusal(of: .decisionUndone, because: .sameModerator)
        }
        if undo.kind == .published, undo.isAnnounced {
            throw refusal(of: .decisionUndone, because: .publishedBefore)
        }
    }

    /// A comment is its holder's, unless a colleague takes it over and says from whom.
    private func checkHolder(
        _ action: CommentAction, by actor: Actor, at instant: Instant
    ) throws(IllegalTransition) {
        let claim = claim(at: instant)
        if case .claimed(_, let former?) = action {
            guard former == claim?.moderator, former != actor.name else {
                throw refusal(of: .claimed, because: .nothingToTakeOver(from: former))
            }
        } else if let claim, claim.moderator != actor.name {
            throw refusal(of: action.kind, because: .claimed(by: claim.moderator, until: claim.until))
        }
    }

    /// The events that the status and the comment's past allow to somebody.
    package var allowedEvents: [CommentEventKind] {
        status.legalEvents.filter { event in
            switch event {
            case .released: claim != nil
            case .appealed: !hasAppealed
            case .answered: !isAnswered
            case .answerAmended: isAnswered
            case .erased: !isErased
            case .targetMissed: !openTargets.isEmpty
            case .decisionUndone: !isAnswered && outcome == nil && !isErased
            case .dueReckoned: openTargets.contains(.decision)
            case .received, .claimed, .clarificationAsked, .clarificationReceived, .clarificationExpired, .published,
                .rejected, .withdrawn, .lapsed, .unpublished, .outcomeRecorded, .flagged, .noteAdded, .redacted,
                .notified, .originalRead:
                true
            }
        }
    }

    package func refusal(of kind: CommentEventKind, because cause: IllegalTransition.Cause) -> IllegalTransition {
        IllegalTransition(status: status, event: kind, cause: cause, allowed: allowedEvents)
    }
}

/// An event that the rules refuse, with what they would allow.
package struct IllegalTransition: Error, Hashable, Sendable {
    package let status: CommentStatus
    package let event: CommentEventKind
    package let cause: Cause
    /// What would be possible.
    package let allowed: [CommentEventKind]

    package enum Cause: Hashable, Sendable {
        /// The table of states has no such arrow.
        case status
        /// The event is not for this role.
        case role(Role)
        /// A colleague holds the comment.
        case claimed(by: String, until: Instant)
        case notClaimed
        /// The comment is not, or no longer, held by the colleague from whom it was to be taken over.
        case nothingToTakeOver(from: String)
        case appealedBefore
        /// The appeal is against this moderator's own rejection.
        case sameModerator
        case answeredBefore
        case notAnswered
        case erasedBefore
        /// The target was met, missed before, or has lost its object.
        case targetSettled(TargetClock)
        /// The last decision is none that can be taken back, or something was built on it.
        case nothingToUndo
        /// Another moderator took the decision.
        case decidedByAnother(String)
        /// The public has read it, and somebody was told: that takes a reason.
        case publishedBefore
    }
}
