package import HearbackCore

/// Asks for a batch: which comments, and what is to be decided of each.
package struct BatchRequest: Hashable, Codable, Sendable {
    package var selection: SelectionRequest
    /// Needed where the selection has no condition.
    package var allWaiting: Bool?
    /// `publish` or `reject`; the latter with a reason and an explanation.
    package var decision: String
    package var reason: String?
    package var explanation: String?
    /// How many comments at most; 1,000 unless told.
    package var limit: Int?
    /// Only look.
    package var dryRun: Bool?

    package init(
        selection: SelectionRequest, allWaiting: Bool, decision: String, reason: String? = nil, explanation: String? = nil,
        limit: Int?, dryRun: Bool
    ) {
        (self.selection, self.decision, self.reason, self.explanation) = (selection, decision, reason, explanation)
        (self.allWaiting, self.limit, self.dryRun) = (allWaiting, limit, dryRun)
    }

    private enum CodingKeys: String, CodingKey {
        case selection
        case allWaiting = "all_waiting"
        case decision, reason, explanation, limit
        case dryRun = "dry_run"
    }
}

/// A batch as it stands.
package struct BatchResource: Hashable, Codable, Sendable {
    /// Absent for one that was only looked at.
    package var id: String?
    /// `published` or `rejected`.
    package var decision: String
    package var reason: String?
    package var explanation: String?
    package var moderator: String
    package var createdAt: Instant
    package var state: BatchState
    package var members: Int
    package var pending: Int
    package var applied: Int
    package var refused: Int
    package var undone: Int
    package var kept: Int
    /// Of the answer to its making alone: how many would be refused now.
    package var wouldRefuse: Int?
    package var byBill: [BatchShare]
    package var byLanguage: [BatchShare]
    /// The first five.
    package var samples: [BatchSample]
    /// The first hundred that were, or would be, left as they are.
    package var refusals: [BatchRefusedComment]

    package init(
        id: String?, decision: String, reason: String?, explanation: String?, moderator: String, createdAt: Instant,
        state: BatchState, outcomes: [BatchOutcome: Int], wouldRefuse: Int?, byBill: [BatchShare], byLanguage: [BatchShare],
        samples: [BatchSample], refusals: [BatchRefusedComment]
    ) {
        (self.id, self.decision, self.reason, self.explanation) = (id, decision, reason, explanation)
        (self.moderator, self.createdAt, self.state) = (moderator, createdAt, state)
        members = outcomes.values.reduce(0, +)
        (pending, applied) = (outcomes[.pending, default: 0], outcomes[.applied, default: 0])
        (refused, undone, kept) = (outcomes[.refused, default: 0], outcomes[.undone, default: 0], outcomes[.kept, default: 0])
        (self.wouldRefuse, self.byBill, self.byLanguage) = (wouldRefuse, byBill, byLanguage)
        (self.samples, self.refusals) = (samples, refusals)
    }

    private enum CodingKeys: String, CodingKey {
        case id, decision, reason, explanation, moderator
        case createdAt = "created_at"
        case state, members, pending, applied, refused, undone, kept
        case wouldRefuse = "would_refuse"
        case byBill = "by_bill"
        case byLanguage = "by_language"
        case samples, refusals
    }
}

package struct BatchShare: Hashable, Codable, Sendable {
    package var key: String
    package var count: Int

    package init(
        key: String, count: Int
    ) {
        (self.key, self.count) = (key, count)
    }
}

package struct BatchSample: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var bill: String
    package var language: Language
    /// The text's beginning, at most 200 characters.
    package var excerpt: String

    package init(
        id: String, reference: String, bill: String, language: Language, excerpt: String
    ) {
        (self.id, self.reference, self.bill, self.language, self.excerpt) = (id, reference, bill, language, excerpt)
    }
}

package struct BatchRefusedComment: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var cause: BatchRefusalCause

    package init(
        id: String, reference: String, cause: BatchRefusalCause
    ) {
        (self.id, self.reference, self.cause) = (id, reference, cause)
    }
}

package struct BatchList: Hashable, Codable, Sendable {
    package var batches: [BatchResource]

    package init(
        batches: [BatchResource]
    ) {
        self.batches = batches
    }
}
