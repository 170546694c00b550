extension CommentEventKind {
    /// Who may cause the event: the last column of the design's table of states.
    package var actors: Set<Role> {
        switch self {
        case .received, .clarificationReceived, .appealed, .withdrawn: [.submitter]
        case .claimed, .released, .clarificationAsked, .published, .rejected, .unpublished: [.moderator]
        case .decisionUndone: [.moderator, .administrator]
        case .clarificationExpired, .lapsed, .targetMissed, .dueReckoned: [.daemon]
        case .originalRead: [.administrator]
        case .answered, .answerAmended, .outcomeRecorded: [.responder]
        case .flagged, .noteAdded, .redacted, .notified, .erased: [.daemon, .moderator, .administrator]
        }
    }

    /// Whether it judges the comment, or prepares to: what nobody does with their own. Giving it back and a note to colleagues
    /// judge nothing.
    package var isJudgement: Bool {
        switch self {
        case .claimed, .clarificationAsked, .published, .rejected, .unpublished, .decisionUndone, .answered, .answerAmended,
            .outcomeRecorded, .redacted:
            true
        case .received, .released, .clarificationReceived, .clarificationExpired, .appealed, .withdrawn, .lapsed, .flagged,
            .noteAdded, .notified, .erased, .targetMissed, .dueReckoned, .originalRead:
            false
        }
    }

    /// Whether the submitter is owed a message about each of it. Of `target_missed` only the decision's is told, of
    /// `decision_undone` only what takes back something that was told.
    package var isTold: Bool {
        switch self {
        case .received, .clarificationAsked, .published, .rejected, .lapsed, .unpublished, .answered, .answerAmended,
            .outcomeRecorded, .decisionUndone:
            true
        case .claimed, .released, .clarificationReceived, .clarificationExpired, .appealed, .withdrawn, .flagged,
            .noteAdded, .redacted, .notified, .erased, .targetMissed, .dueReckoned, .originalRead:
            false
        }
    }

    /// Whether the event stands on the timeline that the submitter sees. Claims, notes and flags are the desk's own.
    package var isOnTimeline: Bool {
        switch self {
        case .received, .clarificationAsked, .clarificationReceived, .clarificationExpired, .published, .rejected,
            .appealed, .withdrawn, .lapsed, .unpublished, .answered, .answerAmended, .outcomeRecorded, .redacted,
            .notified, .erased, .targetMissed, .decisionUndone, .dueReckoned:
            true
        case .claimed, .released, .flagged, .noteAdded, .originalRead: false
        }
    }
}
