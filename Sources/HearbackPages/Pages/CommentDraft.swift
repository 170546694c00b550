package import HearbackCore

/// What somebody has put into the form; kept when it can't be taken, so that no words are lost.
package struct CommentDraft: Hashable, Sendable {
    package var article: String
    package var language: String
    package var text: String
    package var kind: String
    package var name: String
    package var email: String
    /// The field that people do not see.
    package var trap: String

    package init(
        article: String = "", language: String = "", text: String = "", kind: String = "person", name: String = "",
        email: String = "", trap: String = ""
    ) {
        (self.article, self.language, self.text, self.kind) = (article, language, text, kind)
        (self.name, self.email, self.trap) = (name, email, trap)
    }
}

/// Why the form comes back: a sentence in the reader's language, and the field it is about.
package struct FormFault: Hashable, Sendable {
    package var field: String?
    package var cause: Cause

    package enum Cause: Hashable, Sendable {
        case tooFast, tooOld, fromElsewhere, automatic, unsure
        /// Told already, such as a problem's title.
        case told(String)
    }

    /// What a script may do so that the words are taken before the wait is over.
    package var work: WorkChallenge?

    package init(_ cause: Cause, field: String? = nil, work: WorkChallenge? = nil) {
        (self.cause, self.field, self.work) = (cause, field, work)
    }

    var phrase: Phrase? {
        switch cause {
        case .tooFast: .sentTooFast
        case .tooOld: .formTooOld
        case .fromElsewhere: .fromElsewhere
        case .automatic: .looksAutomatic
        case .unsure: .withdrawUnsure
        case .told: nil
        }
    }
}
