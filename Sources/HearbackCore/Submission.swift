/// Who comments.
package enum SubmitterKind: String, CaseIterable, Codable, Sendable {
    case person, association
}

/// The author of a comment. Name and address are personal data: sealed, never in an event.
package struct Submitter: Hashable, Sendable {
    package var kind: SubmitterKind
    package var name: String?
    package var email: String?

    package init(kind: SubmitterKind, name: String? = nil, email: String? = nil) {
        (self.kind, self.name, self.email) = (kind, name, email)
    }
}

/// A comment as it is handed in.
package struct Submission: Hashable, Sendable {
    package var bill: String
    package var article: String?
    package var language: Language
    /// Kept byte for byte.
    package var text: String
    package var submitter: Submitter
    /// The endpoint to which notices go.
    package var endpoint: String?

    package init(
        bill: String, article: String? = nil, language: Language, text: String, submitter: Submitter,
        endpoint: String? = nil
    ) {
        (self.bill, self.article, self.language) = (bill, article, language)
        (self.text, self.submitter, self.endpoint) = (text, submitter, endpoint)
    }
}
