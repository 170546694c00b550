package import HearbackCore

/// `GET /v1/policy`: the only reasons for which a comment is refused, in the reader's language.
package struct PolicyResource: Hashable, Codable, Sendable {
    package var language: Language
    package var reasons: [Reason]

    package struct Reason: Hashable, Codable, Sendable {
        /// Stable.
        package var code: RejectionReason
        package var name: String
        package var meaning: String

        package init(code: RejectionReason, name: String, meaning: String) { (self.code, self.name, self.meaning) = (code, name, meaning) }
    }

    package init(language: Language, reasons: [Reason]) { (self.language, self.reasons) = (language, reasons) }
}
