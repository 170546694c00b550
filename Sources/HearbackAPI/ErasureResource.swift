package import HearbackCore

/// The body of `erase`.
package struct ErasureRequest: Hashable, Codable, Sendable {
    package var reason: String
    /// The provision that it rests on; public.
    package var law: String
    /// Only counts.
    package var dryRun: Bool?

    package init(reason: String, law: String, dryRun: Bool = false) {
        (self.reason, self.law, self.dryRun) = (reason, law, dryRun ? true : nil)
    }

    private enum CodingKeys: String, CodingKey {
        case reason, law
        case dryRun = "dry_run"
    }
}

/// What an erasure took away, or would.
package struct ErasureReport: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var state: CommentStatus
    package var texts: Int
    /// Names and addresses.
    package var identities: Int
    /// What receivers answered to messages about the comment.
    package var answers: Int
    package var erased: Bool
    /// Whether nothing of it is left in the file's unused bytes; false while somebody reads an older state.
    package var purged: Bool

    package init(
        id: String, reference: String, state: CommentStatus, texts: Int, identities: Int, answers: Int, erased: Bool, purged: Bool
    ) {
        (self.id, self.reference, self.state) = (id, reference, state)
        (self.texts, self.identities, self.answers) = (texts, identities, answers)
        (self.erased, self.purged) = (erased, purged)
    }
}
