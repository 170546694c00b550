/// Claims: for how long, when a renewal is worth an event, and from whom one is taken.
extension CommentState {
    /// The claim that is in force, if any: one whose lease has not ended.
    package func claim(at instant: Instant) -> Claim? {
        claim.flatMap { $0.until > instant ? $0 : nil }
    }

    /// What it takes for a moderator to hold the comment; nil when they hold it already, for more than half of `lease`.
    ///
    /// So a screen may renew as often as it likes: the ledger gets one event in half a lease, and no claim is shortened.
    ///
    /// - Parameters:
    ///   - lease: milliseconds.
    ///   - takingOver: whether a colleague's claim ends by this one.
    package func claiming(
        by moderator: String?, at instant: Instant, forMilliseconds lease: Int64, takingOver: Bool
    ) -> CommentAction? {
        let until = instant.advanced(byMilliseconds: lease)
        guard let held = claim(at: instant) else { return .claimed(until: until) }
        guard held.moderator == moderator else {
            return .claimed(until: until, takenFrom: takingOver ? held.moderator : nil)
        }
        return held.until.milliseconds(since: instant) > lease / 2 ? nil : .claimed(until: until)
    }
}

extension CommentEvent {
    /// Whether somebody who decides about the comment as it was before this event has to know of it.
    ///
    /// Their own claims are no news, nor what the daemon notes down about its messages and the calendar.
    package func isNews(to reader: Actor) -> Bool {
        switch kind {
        case .claimed, .released: actor != reader
        case .notified, .targetMissed, .dueReckoned, .originalRead: false
        case .received, .clarificationAsked, .clarificationReceived, .clarificationExpired, .published, .rejected,
            .appealed, .withdrawn, .lapsed, .unpublished, .answered, .answerAmended, .outcomeRecorded, .flagged,
            .noteAdded, .redacted, .erased, .decisionUndone:
            true
        }
    }
}
