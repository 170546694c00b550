package import HearbackAPI
package import HearbackCore

/// What the model wants of the world. Carried out in this order, one after the other.
package enum ReviewEffect: Hashable, Sendable {
    /// Claim the oldest comment that nobody holds, behind another one in the queue.
    case claimNext(ReviewFilter, after: String?)
    /// Keep a comment that is held.
    case renew(String)
    /// Take a comment again that was skipped.
    case takeBack(String)
    case release(String)
    /// `isRepeated` when an earlier try may have succeeded unheard.
    case send(Ticket, isRepeated: Bool)
    /// Cover parts of a comment's text.
    case redact(String, RedactionRequest)
    /// Take a decision back and hold the comment again.
    case undo(String)
    case figures
    case bill(String)
    /// Have the text changed in the moderator's own editor.
    case edit(String)
    case suspend
    /// Something else wrote on the screen.
    case repaint
    case quit
}

/// What happened.
package enum ReviewEvent: Hashable, Sendable {
    case key(Key, at: Instant)
    case resized(Size)
    /// About once a second.
    case tick(Instant)
    /// An answer to `claimNext`.
    case claimed(CommentResource)
    /// Nobody is left behind the place that was asked for.
    case nothingBehind(String?)
    case renewed(CommentResource)
    /// An answer to `takeBack` and `undo`.
    case returned(CommentResource)
    case released
    case redacted(CommentResource)
    case sent(Ticket, CommentResource)
    case figures(QueueStats)
    case bill(BillResource)
    /// From the moderator's editor; nil when nothing came of it, with why.
    case edited(String?, trouble: String?)
    /// The daemon said no, and how the comment stands now.
    case refused(ReviewEffect, why: String, now: CommentResource?)
    /// No answer: nobody knows whether it was done.
    case unreachable(ReviewEffect, why: String)
    /// The terminal is gone, or somebody asks the program to end.
    case hangUp
}
