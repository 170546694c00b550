package import HearbackCore

/// One event since the revision that somebody decided by, as `comment_changed` lists it.
package struct CommentChange: Hashable, Codable, Sendable {
    /// The revision that the event made.
    package var revision: Int
    package var event: CommentEventKind
    package var at: Instant
    package var role: Role
    package var actor: String?
    /// Of `claimed`: the moderator from whom the comment was taken over.
    package var takenFrom: String?

    package init(
        revision: Int, event: CommentEventKind, at: Instant, role: Role, actor: String? = nil, takenFrom: String? = nil
    ) {
        (self.revision, self.event, self.at) = (revision, event, at)
        (self.role, self.actor, self.takenFrom) = (role, actor, takenFrom)
    }

    private enum CodingKeys: String, CodingKey {
        case revision, event, at, role, actor
        case takenFrom = "taken_from"
    }
}
