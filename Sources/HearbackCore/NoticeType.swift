/// The `type` of a message (Standard Webhooks 1.0, "Payload structure"). Stable: receivers switch on it.
package enum NoticeType: Hashable, Sendable {
    case comment(CommentEventKind)
    /// No event of the comment's: nothing happened, for so long.
    case stillWaiting
    /// The day by which a decision was due has ended without one.
    case overdue
    /// Asks an address to prove that it holds the secret.
    case verification
    case test
    /// Asks by e-mail whether notices are wanted at all.
    case confirmation
    /// A latency report on a schedule was written.
    case report
    /// To moderators: how many wait, and which have waited worst.
    case digest

    package var text: String {
        switch self {
        case .comment(let kind): "comment.\(kind.rawValue)"
        case .stillWaiting: "comment.still_waiting"
        case .overdue: "comment.overdue"
        case .verification: "endpoint.verification"
        case .test: "endpoint.test"
        case .confirmation: "endpoint.confirmation"
        case .report: "report.published"
        case .digest: "queue.digest"
        }
    }

    package init?(_ text: String) {
        switch text {
        case "comment.still_waiting": self = .stillWaiting
        case "comment.overdue": self = .overdue
        case "endpoint.verification": self = .verification
        case "endpoint.test": self = .test
        case "endpoint.confirmation": self = .confirmation
        case "report.published": self = .report
        case "queue.digest": self = .digest
        default:
            guard text.hasPrefix("comment."), let kind = CommentEventKind(rawValue: String(text.dropFirst(8))) else {
                return nil
            }
            self = .comment(kind)
        }
    }
}
