import HearbackAPI
import HearbackCore
import HearbackStore

extension ImportRow {
    /// The comment as another Hearback can take it in; nil for one whose state an import has no word for, or whose text was erased.
    init?(_ dossier: CommentDossier) {
        let comment = dossier.comment
        guard comment.state.status.isUndecided || dossier.decision != nil, let text = dossier.text else { return nil }
        self.init(
            externalID: comment.externalID ?? "hearback:" + CommentReference.text(of: comment.number), bill: comment.bill,
            article: comment.article, language: comment.language.rawValue, text: text,
            submitter: SubmitterRequest(kind: comment.submitterKind.rawValue, name: dossier.name, email: dossier.email),
            receivedAt: comment.received,
            decision: dossier.decision.map { ImportedDecision(kind: $0.kind, at: $0.at, reason: $0.reason, explanation: $0.explanation) },
            answer: dossier.answer.map { ImportedAnswer(at: $0.at, text: $0.text, translations: $0.translations?.codes, by: $0.by) },
            outcome: dossier.outcome.map {
                ImportedOutcome(outcome: $0.outcome.rawValue, at: $0.at, reason: $0.reason, translations: $0.translations?.codes,
                    citation: $0.citation)
            })
    }
}
