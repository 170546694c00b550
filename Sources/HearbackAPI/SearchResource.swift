package import HearbackCore

/// `GET /admin/v1/comments?q=…`: newest first; `next` goes into `?after=`.
package struct SearchPage: Hashable, Codable, Sendable {
    package var items: [SearchHit]
    package var next: String?
    /// Comments that came last and that the index does not have yet.
    package var behind: Int64

    package init(
        items: [SearchHit], next: String? = nil, behind: Int64
    ) {
        (self.items, self.next, self.behind) = (items, next, behind)
    }
}

/// A comment that was found, with the place where.
package struct SearchHit: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var bill: String
    package var article: String?
    package var language: Language
    package var submitterKind: SubmitterKind
    /// Only for moderators and administrators.
    package var submitterName: String?
    package var state: CommentStatus
    package var receivedAt: Instant
    package var excerpt: [SearchPiece]

    package init(
        id: String, reference: String, bill: String, article: String? = nil, language: Language,
        submitterKind: SubmitterKind, submitterName: String? = nil, state: CommentStatus, receivedAt: Instant,
        excerpt: [SearchPiece]
    ) {
        (self.id, self.reference, self.bill, self.article, self.language) = (id, reference, bill, article, language)
        (self.submitterKind, self.submitterName, self.state) = (submitterKind, submitterName, state)
        (self.receivedAt, self.excerpt) = (receivedAt, excerpt)
    }

    private enum CodingKeys: String, CodingKey {
        case id, reference, bill, article, language
        case submitterKind = "submitter_kind"
        case submitterName = "submitter_name"
        case state
        case receivedAt = "received_at"
        case excerpt
    }
}

/// A piece of the text around what was found; joined, they are a passage of it.
package struct SearchPiece: Hashable, Codable, Sendable {
    package var text: String
    /// Whether it is what was looked for.
    package var hit: Bool

    package init(
        text: String, hit: Bool
    ) {
        (self.text, self.hit) = (text, hit)
    }
}
