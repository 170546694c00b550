extension CommentEventKind {
    /// Who may cause the event: the last column of the design's table of states.
    package var actors: Set<Role> {
        switch self {
        case .received, .clarificationReceived, .appealed, .withdrawn: [.submitter]
        case .claimed, .released, .clarificationAsked, .published, .rejected, .unpublished: [.moderator]
        case .clarificationExpired, .lapsed, .targetMissed: [.daemon]
        case .originalRead: [.administrator]
        case .answered, .answerAmended, .outcomeRecorded: [.responder]
        case .flagged, .noteAdded, .redacted, .notified, .erased: [.daemon, .moderator, .administrator]
        }
    }

    /// Whether the submitter is owed a message about each of it. Of `target_missed` only the decision's is told.
    package var isTold: Bool {
        switch self {
        case .received, .clarificationAsked, .published, .rejected, .lapsed, .unpublished, .answered, .answerAmended,
            .outcomeRecorded:
            true
        case .claimed, .released, .clarificationReceived, .clarificationExpired, .appealed, .withdrawn, .flagged,
            .noteAdded, .redacted, .notified, .erased, .targetMissed, .originalRead:
            false
        }
    }

    /// Whether the event stands on the timeline that the submitter sees. Claims, notes and flags are the desk's own.
    package var isOnTimeline: Bool {
        switch self {
        case .received, .clarificationAsked, .clarificationReceived, .clarificationExpired, .published, .rejected,
            .appealed, .withdrawn, .lapsed, .unpublished, .answered, .answerAmended, .outcomeRecorded, .redacted,
            .notified, .erased, .targetMissed:
            true
        case .claimed, .released, .flagged, .noteAdded, .originalRead: false
        }
    }
}
