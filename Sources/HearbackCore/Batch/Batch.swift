/// A decision on many comments at once.
package struct BatchNumber: PrefixedNumber {
    package static let prefix = "bat_"
    /// From 1.
    package let value: Int64

    package init?(_ value: Int64) {
        guard CommentNumber(value) != nil else { return nil }
        self.value = value
    }
}

/// What a batch does to each of its comments.
package enum BatchDecision: Hashable, Sendable {
    case published
    case rejected(RejectionReason, explanation: String)

    package var action: CommentAction {
        switch self {
        case .published: .published
        case .rejected(let reason, let explanation): .rejected(reason, explanation: explanation)
        }
    }
}

/// What became of one comment of a batch.
package enum BatchOutcome: String, CaseIterable, Codable, Sendable {
    /// Its turn has not come.
    case pending
    case applied
    case refused
    case undone
    /// Decided by the batch, and could not be taken back.
    case kept
}

/// Where a batch stands as a whole.
package enum BatchState: String, CaseIterable, Codable, Sendable {
    /// Nothing is decided yet.
    case prepared
    /// Something is decided, something is not.
    case unfinished
    case done
    /// No more of it is decided: it was given up, or is being taken back.
    case stopped
}

/// Why one comment of a batch was left as it was.
package enum BatchRefusalCause: String, CaseIterable, Codable, Sendable {
    /// Something happened to it since it was selected.
    case changed
    /// A colleague holds it.
    case claimed
    /// The appeal is against this moderator's own rejection.
    case sameModerator = "same_moderator"
    /// It is the moderator's own comment.
    case ownComment = "own_comment"
    /// Another moderator took the decision.
    case decidedByAnother = "decided_by_another"
    /// Its state does not allow it.
    case state

    package init(_ illegal: IllegalTransition) {
        self =
            switch illegal.cause {
            case .claimed: .claimed
            case .sameModerator: .sameModerator
            case .decidedByAnother: .decidedByAnother
            default: .state
            }
    }
}
