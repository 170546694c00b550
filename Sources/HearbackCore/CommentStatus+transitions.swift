/// The state machine of a comment: the one table from which everything else follows.
///
/// Each pair of a status and an event is decided here; a new status or event does not compile until it is.
extension CommentStatus {
    /// The status after `event`, or nil where the event is illegal. `received` creates a comment, so it is illegal after.
    package func after(_ event: CommentEventKind) -> CommentStatus? {
        switch (event, self) {
        case (.received, .awaitingApproval), (.received, .awaitingClarification), (.received, .published),
            (.received, .rejected), (.received, .withdrawn), (.received, .lapsed):
            nil

        case (.claimed, .awaitingApproval), (.released, .awaitingApproval): .awaitingApproval
        case (.claimed, .awaitingClarification), (.claimed, .published), (.claimed, .rejected), (.claimed, .withdrawn),
            (.claimed, .lapsed), (.released, .awaitingClarification), (.released, .published), (.released, .rejected),
            (.released, .withdrawn), (.released, .lapsed):
            nil

        case (.clarificationAsked, .awaitingApproval): .awaitingClarification
        case (.clarificationAsked, .awaitingClarification), (.clarificationAsked, .published),
            (.clarificationAsked, .rejected), (.clarificationAsked, .withdrawn), (.clarificationAsked, .lapsed):
            nil

        case (.clarificationReceived, .awaitingClarification), (.clarificationExpired, .awaitingClarification):
            .awaitingApproval
        case (.clarificationReceived, .awaitingApproval), (.clarificationReceived, .published),
            (.clarificationReceived, .rejected), (.clarificationReceived, .withdrawn), (.clarificationReceived, .lapsed),
            (.clarificationExpired, .awaitingApproval), (.clarificationExpired, .published),
            (.clarificationExpired, .rejected), (.clarificationExpired, .withdrawn), (.clarificationExpired, .lapsed):
            nil

        case (.published, .awaitingApproval): .published
        case (.published, .awaitingClarification), (.published, .published), (.published, .rejected),
            (.published, .withdrawn), (.published, .lapsed):
            nil

        case (.rejected, .awaitingApproval): .rejected
        case (.rejected, .awaitingClarification), (.rejected, .published), (.rejected, .rejected),
            (.rejected, .withdrawn), (.rejected, .lapsed):
            nil

        case (.appealed, .rejected): .awaitingApproval
        case (.appealed, .awaitingApproval), (.appealed, .awaitingClarification), (.appealed, .published),
            (.appealed, .withdrawn), (.appealed, .lapsed):
            nil

        case (.withdrawn, .awaitingApproval), (.withdrawn, .awaitingClarification), (.withdrawn, .published): .withdrawn
        case (.withdrawn, .rejected), (.withdrawn, .withdrawn), (.withdrawn, .lapsed): nil

        case (.lapsed, .awaitingApproval), (.lapsed, .awaitingClarification): .lapsed
        case (.lapsed, .published), (.lapsed, .rejected), (.lapsed, .withdrawn), (.lapsed, .lapsed): nil

        case (.unpublished, .published): .rejected
        case (.unpublished, .awaitingApproval), (.unpublished, .awaitingClarification), (.unpublished, .rejected),
            (.unpublished, .withdrawn), (.unpublished, .lapsed):
            nil

        case (.answered, .published), (.answerAmended, .published), (.outcomeRecorded, .published): .published
        case (.answered, .lapsed), (.answerAmended, .lapsed), (.outcomeRecorded, .lapsed): .lapsed
        case (.answered, .awaitingApproval), (.answered, .awaitingClarification), (.answered, .rejected),
            (.answered, .withdrawn), (.answerAmended, .awaitingApproval), (.answerAmended, .awaitingClarification),
            (.answerAmended, .rejected), (.answerAmended, .withdrawn), (.outcomeRecorded, .awaitingApproval),
            (.outcomeRecorded, .awaitingClarification), (.outcomeRecorded, .rejected), (.outcomeRecorded, .withdrawn):
            nil

        case (.flagged, _), (.noteAdded, _), (.redacted, _), (.notified, _), (.erased, _), (.targetMissed, _),
            (.originalRead, _):
            self
        }
    }

    /// The events that are legal in this status, in the order of their declaration.
    package var legalEvents: [CommentEventKind] {
        CommentEventKind.allCases.filter { after($0) != nil }
    }
}
