/// An action as the ledger writes it, and back.
extension CommentAction {
    /// The codes and references to record, and the free text to keep beside them.
    package var record: (details: EventDetails, text: String?) {
        var details = EventDetails()
        switch self {
        case .claimed(let until, let former):
            (details.until, details.takenFrom) = (until, former)
        case .rejected(let reason, let explanation), .unpublished(let reason, let explanation):
            details.reason = reason.rawValue
            return (details, explanation)
        case .lapsed(let cause):
            details.reason = cause.rawValue
        case .outcomeRecorded(let outcome):
            details.outcome = outcome.kind.rawValue
            details.citation = outcome.citation
            return (details, outcome.reason)
        case .flagged(let rule):
            details.rule = rule
        case .notified(let notice):
            details.message = notice.message
            details.messageType = notice.type
        case .targetMissed(let missed):
            (details.clock, details.due) = (missed.clock.rawValue, missed.due)
        case .clarificationAsked(let text), .clarificationReceived(let text), .appealed(let text), .answered(let text),
            .answerAmended(let text), .noteAdded(let text), .redacted(let text):
            return (details, text)
        case .released, .clarificationExpired, .published, .withdrawn, .erased:
            break
        }
        return (details, nil)
    }

    /// The action that an event records. An erased text reads as empty.
    ///
    /// - Throws: when a stored event misses what its kind needs, or is `received`, which is no action on a comment.
    package init(_ event: CommentEvent) throws(UnreadableEvent) {
        let details = event.details
        let text = event.text ?? ""
        let unreadable = UnreadableEvent(sequence: event.sequence, kind: event.kind)
        func need<Value>(_ value: Value?) throws(UnreadableEvent) -> Value {
            guard let value else { throw unreadable }
            return value
        }
        switch event.kind {
        case .received: throw unreadable
        case .claimed: self = .claimed(until: try need(details.until), takenFrom: details.takenFrom)
        case .released: self = .released
        case .clarificationAsked: self = .clarificationAsked(question: text)
        case .clarificationReceived: self = .clarificationReceived(reply: text)
        case .clarificationExpired: self = .clarificationExpired
        case .published: self = .published
        case .rejected:
            self = .rejected(try need(details.reason.flatMap(RejectionReason.init)), explanation: text)
        case .appealed: self = .appealed(grounds: text)
        case .withdrawn: self = .withdrawn
        case .lapsed: self = .lapsed(try need(details.reason.flatMap(LapseCause.init)))
        case .unpublished:
            self = .unpublished(try need(details.reason.flatMap(RejectionReason.init)), explanation: text)
        case .answered: self = .answered(text: text)
        case .answerAmended: self = .answerAmended(text: text)
        case .outcomeRecorded:
            let kind = try need(details.outcome.flatMap(OutcomeKind.init))
            self = .outcomeRecorded(Outcome(kind, reason: text, citation: details.citation))
        case .flagged: self = .flagged(rule: try need(details.rule))
        case .noteAdded: self = .noteAdded(text: text)
        case .redacted: self = .redacted(text: text)
        case .notified:
            self = .notified(Notice(message: try need(details.message), type: try need(details.messageType)))
        case .erased: self = .erased
        case .targetMissed:
            let clock = try need(details.clock.flatMap(TargetClock.init))
            self = .targetMissed(MissedTarget(clock, due: try need(details.due)))
        }
    }
}

/// A stored event that does not say what its kind has to say: the file was written by something else.
package struct UnreadableEvent: Error, Hashable, Sendable {
    package let sequence: Int64
    package let kind: CommentEventKind
}
