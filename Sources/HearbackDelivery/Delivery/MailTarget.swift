package import HearbackCore

/// Whom a message goes to by e-mail, and what its words need beside the body.
package struct MailTarget: Sendable {
    package var address: String
    package var language: Language
    package var billTitle: String?
    /// What the desk wrote: an explanation, a question, an answer.
    package var text: String?
    package var confirmURL: String
    package var unsubscribeURL: String

    package init(
        address: String, language: Language, billTitle: String?, text: String?, confirmURL: String, unsubscribeURL: String
    ) {
        (self.address, self.language, self.billTitle, self.text) = (address, language, billTitle, text)
        (self.confirmURL, self.unsubscribeURL) = (confirmURL, unsubscribeURL)
    }
}
