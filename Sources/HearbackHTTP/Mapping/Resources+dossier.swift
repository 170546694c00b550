import HearbackAPI
import HearbackCore
import HearbackStore
import HearbackTime

extension CommentDossier {
    /// The decision in force: none while the comment waits again after an appeal.
    var decision: DecisionResource? {
        guard comment.state.status == .published || comment.state.status == .rejected,
            let event = events.last(where: { [.published, .rejected, .unpublished].contains($0.kind) })
        else { return nil }
        return DecisionResource(
            kind: comment.state.status.rawValue, at: event.occurred, reason: event.details.reason, explanation: event.text)
    }

    var answer: AnswerResource? {
        events.last { $0.kind == .answered || $0.kind == .answerAmended }.map {
            AnswerResource(at: $0.occurred, by: $0.actor.name, text: $0.text ?? "", translations: $0.translations)
        }
    }

    var outcome: OutcomeResource? {
        guard let event = events.last(where: { $0.kind == .outcomeRecorded }),
            let kind = event.details.outcome.flatMap(OutcomeKind.init)
        else { return nil }
        return OutcomeResource(
            outcome: kind, at: event.occurred, reason: event.text ?? "", translations: event.translations, citation: event.details.citation)
    }

    /// Local days from that of receipt to that of `now`, while a decision is owed.
    func daysWaiting(at now: Instant, in zone: Zone) -> Int? {
        guard comment.state.status.isUndecided else { return nil }
        return zone.days(from: comment.received, to: now)
    }

    /// - Parameter desk: with who did it, and the desk's own events.
    func timeline(desk: Bool) -> [TimelineEntry] {
        events.filter { desk || $0.kind.isOnTimeline }.map { event in
            TimelineEntry(
                sequence: event.sequence, event: event.kind, at: event.occurred, recordedAt: event.recorded,
                provenance: event.provenance, role: event.actor.role, actor: desk ? event.actor.name : nil,
                takenFrom: desk ? event.details.takenFrom : nil, reason: event.details.reason, outcome: event.details.outcome, citation: event.details.citation,
                message: event.details.message, clock: event.details.clock.flatMap(TargetClock.init),
                due: event.details.due, dueBefore: event.details.dueBefore,
                flags: ScreeningResult(event.details)?.flags.flags, batch: desk ? event.details.batch : nil,
                // The comment's own text stands beside the timeline.
                text: event.kind == .received || event.kind == .redacted ? nil : event.text, translations: event.translations)
        }
    }
}

extension ReceiptResource {
    init(_ dossier: CommentDossier, now: Instant, zone: Zone) {
        let comment = dossier.comment
        self.init(
            id: comment.number.id, reference: CommentReference.text(of: comment.number), bill: comment.bill,
            article: comment.article, language: comment.language, text: dossier.text, state: comment.state.status,
            receivedAt: comment.received, decisionDue: comment.decisionDue, decisionBasis: dossier.policy.basis,
            decisionCitation: dossier.policy.citation, daysWaiting: dossier.daysWaiting(at: now, in: zone),
            decision: dossier.decision, answer: dossier.answer, outcome: dossier.outcome,
            timeline: dossier.timeline(desk: false), notices: dossier.deliveries.map(NoticeResource.init))
    }
}

extension Zone {
    /// How many local days lie between two instants: what "silent for N days" counts.
    func days(from earlier: Instant, to later: Instant) -> Int {
        max(0, civilDate(at: later).days(since: civilDate(at: earlier)))
    }
}

extension NoticeResource {
    init(_ record: DeliveryRecord) {
        self.init(
            message: record.message, type: record.type, state: record.state, attempts: record.attempts,
            createdAt: record.created, finishedAt: record.finished)
    }
}

extension CommentResource {
    /// - Parameter original: the text as it was received, for who may read it; nil for the text as it is shown.
    init(_ dossier: CommentDossier, original: String? = nil, now: Instant, zone: Zone) {
        let comment = dossier.comment
        let cover = dossier.cover
        let claim = comment.state.claim(at: now)
        self.init(
            id: comment.number.id, reference: CommentReference.text(of: comment.number), bill: comment.bill,
            article: comment.article, language: comment.language, text: original ?? dossier.text,
            textVersion: comment.textEvent, coveredSpans: cover.spans.isEmpty ? nil : cover.spans.count,
            isOriginal: original == nil ? nil : true,
            screening: dossier.screening(under: original == nil ? cover : RedactionCover([])),
            submitterKind: comment.submitterKind, submitterName: dossier.name, submitterEmail: dossier.email,
            endpoint: comment.endpoint, state: comment.state.status, revision: comment.state.revision,
            receivedAt: comment.received, decisionDue: comment.decisionDue, decisionBasis: dossier.policy.basis,
            decisionCitation: dossier.policy.citation, daysWaiting: dossier.daysWaiting(at: now, in: zone),
            claimedBy: claim?.moderator, claimedUntil: claim?.until,
            allowed: comment.state.allowedEvents, timeline: dossier.timeline(desk: true),
            deliveries: dossier.deliveries.map(DeliveryResource.init), externalID: comment.externalID)
    }
}

extension PublishedComment {
    /// Nil for a comment that shows nothing: erased, or not published.
    init?(_ dossier: CommentDossier) {
        let comment = dossier.comment
        guard let text = dossier.text, let published = dossier.events.last(where: { $0.kind == .published }) else {
            return nil
        }
        self.init(
            id: comment.number.id, reference: CommentReference.text(of: comment.number), bill: comment.bill,
            article: comment.article, language: comment.language, text: text, submitterKind: comment.submitterKind,
            association: comment.submitterKind == .association ? dossier.name : nil, receivedAt: comment.received,
            publishedAt: published.occurred,
            redactedAt: dossier.events.last { $0.kind == .redacted }?.occurred, answer: dossier.answer, outcome: dossier.outcome)
    }
}
