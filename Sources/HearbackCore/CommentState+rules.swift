/// The rules beside the table of states: who may act, and when a legal event is refused all the same.
extension CommentState {
    func check(_ action: CommentAction, by actor: Actor, at instant: Instant) throws(IllegalTransition) {
        guard action.kind.actors.contains(actor.role) else { throw refusal(of: action.kind, because: .role(actor.role)) }
        guard status.after(action.kind) != nil else { throw refusal(of: action.kind, because: .status) }
        switch action {
        case .claimed, .released, .clarificationAsked, .published, .rejected:
            try checkDesk(action.kind, by: actor, at: instant)
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
        case .clarificationReceived, .clarificationExpired, .withdrawn, .lapsed, .unpublished, .outcomeRecorded,
            .flagged, .noteAdded, .redacted, .notified, .originalRead:
            break
        }
    }

    /// No two moderators on one comment, and an appeal never before the moderator who rejected.
    private func checkDesk(
        _ kind: CommentEventKind, by actor: Actor, at instant: Instant
    ) throws(IllegalTransition) {
        if let claim, claim.until > instant, claim.moderator != actor.name {
            throw refusal(of: kind, because: .claimed(by: claim.moderator, until: claim.until))
        }
        if kind == .released, claim == nil { throw refusal(of: kind, because: .notClaimed) }
        if hasAppealed, kind != .released, let lastRejecter, lastRejecter == actor.name {
            throw refusal(of: kind, because: .sameModerator)
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
            case .received, .claimed, .clarificationAsked, .clarificationReceived, .clarificationExpired, .published,
                .rejected, .withdrawn, .lapsed, .unpublished, .outcomeRecorded, .flagged, .noteAdded, .redacted,
                .notified, .originalRead:
                true
            }
        }
    }

    func refusal(of kind: CommentEventKind, because cause: IllegalTransition.Cause) -> IllegalTransition {
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
        case appealedBefore
        /// The appeal is against this moderator's own rejection.
        case sameModerator
        case answeredBefore
        case notAnswered
        case erasedBefore
        /// The target was met, missed before, or has lost its object.
        case targetSettled(TargetClock)
    }
}
