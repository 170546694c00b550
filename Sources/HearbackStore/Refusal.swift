package import HearbackCore

/// Why a well-formed request can't be written: the answer is the caller's to act on, nothing is broken.
package enum Refusal: Error, Hashable, Sendable {
    case unknownBill(String)
    case unknownArticle(String, bill: String)
    case windowClosed(bill: String, opens: Instant, closes: Instant?)
    case unknownEndpoint
    /// It is disabled, or has not proved itself yet.
    case endpointInactive
    /// An administrator has paused it.
    case endpointPaused(String, reason: String?)
    /// The address is registered; its identifier only for the desk.
    case endpointExists(String?)
    /// Too many registrations or challenges; nil when waiting does not help.
    case registrationLimit(until: Instant?)
    case idempotencyConflict
    case unknownComment
    /// Whoever acts has written it.
    case ownComment
    case unknownToken
    /// It was revoked before.
    case tokenRevoked(at: Instant)
    case illegal(IllegalTransition)
    /// The same, to a moderator who held the comment until a colleague took it over.
    case takenOver(IllegalTransition, by: String, at: Instant)
    /// The comment is not as its reader saw it.
    case changed(CommentChanges)
    case billExists(String)
    case billClosed(String)
    case queueEmpty
    /// An imported history that is not in order, or lies in the future.
    case history(String)
    /// Another text is shown by now than the one in which something was to be covered.
    case textChanged
    /// The text is erased, or all of it is covered already.
    case nothingToRedact
    /// The text is shown as it was received.
    case notRedacted
    /// Behind the text's end, or too many.
    case spansDoNotFit
    /// What would be left is no text that may be shown.
    case redactedText(TextProblem)
    case unknownCampaign
    /// No human has confirmed it.
    case campaignUnconfirmed(CampaignNumber)
    case unknownBatch
    /// Nothing is selected, or more than the limit.
    case batchSize(Int, limit: Int)
    /// It was taken back or given up; nothing more of it is decided.
    case batchStopped(BatchNumber)
}
