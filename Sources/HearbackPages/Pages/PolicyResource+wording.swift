package import HearbackAPI
import HearbackCore

extension PolicyResource {
    /// The same words as on the page.
    package init(_ wording: Wording) {
        self.init(
            language: wording.language,
            reasons: RejectionReason.allCases.map { reason in
                Reason(code: reason, name: wording.text(Phrase(reason)), meaning: wording.text(Phrase(explaining: reason)))
            })
    }
}
