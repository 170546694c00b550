/// Where a comment stands. Derived from its events, never set.
package enum CommentStatus: String, CaseIterable, Codable, Sendable {
    /// Acknowledged and waiting for a moderator; entered by the transaction that acknowledges the comment.
    case awaitingApproval = "awaiting_approval"
    /// A moderator asked the submitter something; moves on by the reply, or by the daemon when the term runs out.
    case awaitingClarification = "awaiting_clarification"
    /// Public, waiting for an answer and an outcome.
    case published
    /// Refused with a reason; the submitter may appeal once.
    case rejected
    /// Taken back by the submitter. Terminal.
    case withdrawn
    /// The bill was voted or withdrawn before a decision. Still answerable, never decidable.
    case lapsed

    /// Whether a decision is still owed.
    package var isUndecided: Bool {
        switch self {
        case .awaitingApproval, .awaitingClarification: true
        case .published, .rejected, .withdrawn, .lapsed: false
        }
    }
}
