package import HearbackCore

/// A comment as everyone may read it. The name of an association is public, that of a person is not.
package struct PublishedComment: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var bill: String
    package var article: String?
    package var language: Language
    package var text: String
    package var submitterKind: SubmitterKind
    package var association: String?
    package var receivedAt: Instant
    package var publishedAt: Instant
    /// When a part of the text was covered last.
    package var redactedAt: Instant?
    package var answer: AnswerResource?
    package var outcome: OutcomeResource?

    package init(
        id: String, reference: String, bill: String, article: String? = nil, language: Language, text: String,
        submitterKind: SubmitterKind, association: String? = nil, receivedAt: Instant, publishedAt: Instant,
        redactedAt: Instant? = nil, answer: AnswerResource? = nil, outcome: OutcomeResource? = nil
    ) {
        (self.id, self.reference, self.bill, self.article) = (id, reference, bill, article)
        (self.language, self.text, self.submitterKind, self.association) = (language, text, submitterKind, association)
        self.redactedAt = redactedAt
        (self.receivedAt, self.publishedAt, self.answer, self.outcome) = (receivedAt, publishedAt, answer, outcome)
    }

    private enum CodingKeys: String, CodingKey {
        case id, reference, bill, article, language, text
        case submitterKind = "submitter_kind"
        case association
        case receivedAt = "received_at"
        case publishedAt = "published_at"
        case redactedAt = "redacted_at"
        case answer, outcome
    }
}

/// One page, oldest publication first; `next` goes into `?after=`.
package struct PublishedPage: Hashable, Codable, Sendable {
    package var comments: [PublishedComment]
    package var next: String?

    package init(
        comments: [PublishedComment], next: String? = nil
    ) {
        (self.comments, self.next) = (comments, next)
    }
}
