import HearbackAPI
import HearbackCore
import HearbackStore

extension OpenRecord {
    init(_ logged: LoggedDossier, _ box: SecretBox) {
        let (dossier, comment) = (logged.dossier, logged.dossier.comment)
        let first = dossier.events.first
        let isImported = first?.provenance == .imported
        self.init(
            bill: comment.bill, receivedAt: (isImported ? comment.received : comment.recorded).wholeSeconds, isImported: isImported,
            decisionDue: comment.decisionDue, state: comment.state.status)
        if logged.index != nil { logName = box.logName(of: comment.number) }
        (logIndex, article) = (logged.index, comment.article)
        if let decision = dossier.decision {
            decidedAt = dossier.lastRecorded([.published, .rejected, .unpublished])
            reason = decision.reason
        }
        answeredAt = dossier.lastRecorded([.answered, .answerAmended])
        if let outcome = dossier.outcome {
            self.outcome = outcome.outcome
            outcomeAt = dossier.lastRecorded([.outcomeRecorded])
        }
        publish(dossier)
    }

    /// What only readers of published comments may know.
    private mutating func publish(_ dossier: CommentDossier) {
        guard dossier.comment.state.status == .published, let published = PublishedComment(dossier) else { return }
        (reference, language, submitterKind) = (published.reference, published.language, published.submitterKind)
        (association, text, answer) = (published.association, published.text, published.answer?.text)
        (outcomeReason, citation) = (published.outcome?.reason, published.outcome?.citation)
    }
}

extension CommentDossier {
    /// As the log dates it; of what was taken over from elsewhere, as its source does.
    fileprivate func lastRecorded(_ kinds: Set<CommentEventKind>) -> String? {
        events.last { kinds.contains($0.kind) }.map { ($0.provenance == .imported ? $0.occurred : $0.recorded).wholeSeconds }
    }
}

extension Instant {
    /// `2026-11-25T11:09:39Z`.
    fileprivate var wholeSeconds: String { String(rfc3339.prefix(19)) + "Z" }
}
