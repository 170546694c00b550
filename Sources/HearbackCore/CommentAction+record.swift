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
        case .flagged(let result):
            details.findings = result.findings.isEmpty ? nil : result.findings
            details.omitted = result.omitted > 0 ? result.omitted : nil
            details.failure = result.failure
        case .redacted(let redaction):
            (details.spans, details.reason) = (redaction.spans, redaction.reason.rawValue)
            return (details, redaction.text)
        case .erased(let erasure):
            (details.reason, details.citation) = (erasure.reason.rawValue, erasure.law)
        case .notified(let notice):
            details.message = notice.message
            details.messageType = notice.type
        case .targetMissed(let missed):
            (details.clock, details.due) = (missed.clock.rawValue, missed.due)
        case .decisionUndone(let undo):
            details.undo = UndoDetails(undo)
        case .dueReckoned(let reckoned):
            (details.due, details.dueBefore) = (reckoned.due, reckoned.before)
            (details.calendar, details.isProvisional) = (reckoned.calendar, reckoned.isProvisional ? true : nil)
        case .clarificationAsked(let text), .clarificationReceived(let text), .appealed(let text), .answered(let text, _),
            .answerAmended(let text, _), .noteAdded(let text):
            return (details, text)
        case .released, .clarificationExpired, .published, .withdrawn, .originalRead:
            break
        }
        return (details, nil)
    }

    /// What the text says in other languages, recorded beside it.
    package var translations: LocalizedText {
        switch self {
        case .answered(_, let translations), .answerAmended(_, let translations): translations
        case .outcomeRecorded(let outcome): outcome.translations
        default: .none
        }
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
        case .answered: self = .answered(text: text, translations: event.translations)
        case .answerAmended: self = .answerAmended(text: text, translations: event.translations)
        case .outcomeRecorded:
            let kind = try need(details.outcome.flatMap(OutcomeKind.init))
            self = .outcomeRecorded(Outcome(kind, reason: text, translations: event.translations, citation: details.citation))
        case .flagged: self = .flagged(try need(ScreeningResult(details)))
        case .noteAdded: self = .noteAdded(text: text)
        case .redacted:
            let reason = try need(details.reason.flatMap(RedactionReason.init))
            self = .redacted(Redaction(spans: try need(details.spans), reason: reason, text: text))
        case .notified:
            self = .notified(Notice(message: try need(details.message), type: try need(details.messageType)))
        case .erased:
            self = .erased(Erasure(try need(details.reason.flatMap(ErasureReason.init)), law: details.citation))
        case .originalRead: self = .originalRead
        case .targetMissed:
            let clock = try need(details.clock.flatMap(TargetClock.init))
            self = .targetMissed(MissedTarget(clock, due: try need(details.due)))
        case .decisionUndone: self = .decisionUndone(try need(details.undo.flatMap(Undo.init)))
        case .dueReckoned:
            self = .dueReckoned(
                ReckonedDue(
                    try need(details.due), before: try need(details.dueBefore), calendar: try need(details.calendar),
                    isProvisional: details.isProvisional == true))
        }
    }
}

/// A stored event that does not say what its kind has to say: the file was written by something else.
package struct UnreadableEvent: Error, Hashable, Sendable {
    package let sequence: Int64
    package let kind: CommentEventKind
}

extension ScreeningResult {
    /// What a `flagged` event records; nil when it says nothing.
    package init?(_ details: EventDetails) {
        if let failure = details.failure {
            self.init(failure: failure)
        } else if let findings = details.findings {
            self.init(findings: findings, omitted: details.omitted ?? 0)
        } else {
            return nil
        }
    }
}
