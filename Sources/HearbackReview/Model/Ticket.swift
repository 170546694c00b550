package import HearbackAPI
package import HearbackCore

/// What a moderator does with a comment.
package enum Verdict: Hashable, Sendable {
    case publish
    case reject(RejectionReason, explanation: String)
    case clarify(question: String)
    case note(String)

    /// The event that it becomes.
    var event: CommentEventKind {
        switch self {
        case .publish: .published
        case .reject: .rejected
        case .clarify: .clarificationAsked
        case .note: .noteAdded
        }
    }

    /// What the moderator wrote.
    var text: String? {
        switch self {
        case .publish: nil
        case .reject(_, let text), .clarify(let text), .note(let text): text
        }
    }

    /// Whether the comment leaves the queue by it.
    var isDecision: Bool {
        switch self {
        case .publish, .reject, .clarify: true
        case .note: false
        }
    }
}

/// A verdict on its way to the daemon, with what its moderator had seen.
package struct Ticket: Hashable, Sendable {
    package let number: Int
    package var comment: CommentResource
    package let verdict: Verdict

    package init(number: Int, comment: CommentResource, verdict: Verdict) {
        (self.number, self.comment, self.verdict) = (number, comment, verdict)
    }

    /// The last event that the moderator could have seen.
    var seen: Int64 { comment.timeline.map(\.sequence).max() ?? 0 }

    /// Whether the verdict stands in what the daemon tells now: sent once, by nobody else, after what was seen.
    package func isDone(in now: CommentResource, by user: String) -> Bool {
        now.timeline.contains { entry in
            entry.sequence > seen && entry.event == verdict.event && entry.actor == user
                && (verdict.text == nil || entry.text == nil || entry.text == verdict.text)
        }
    }

    /// What others did to the comment after it was seen, which may change a moderator's mind.
    package func changes(in now: CommentResource, by user: String) -> [TimelineEntry] {
        now.timeline.filter { $0.sequence > seen && $0.event.isNews && !($0.actor == user && $0.event.isOwnBusiness) }
    }
}

extension CommentEventKind {
    /// Whether a moderator must know of it before deciding. The daemon's book-keeping is no news.
    var isNews: Bool {
        switch self {
        case .notified, .targetMissed: false
        default: true
        }
    }

    /// What a moderator's own desk writes while the comment is read.
    var isOwnBusiness: Bool {
        switch self {
        case .claimed, .released, .noteAdded, .redacted: true
        default: false
        }
    }
}
