package import HearbackCore

/// One row of the moderation queue.
package struct QueueItem: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var bill: String
    package var article: String?
    package var language: Language
    package var submitterKind: SubmitterKind
    package var state: CommentStatus
    package var receivedAt: Instant
    package var ageSeconds: Int64
    package var decisionDue: String
    /// Civil days until the due day; negative when it has passed.
    package var daysToDue: Int
    /// Whether the due day has ended. It is the institution's target, unless the bill's policy cites a law.
    package var overdue: Bool
    package var claimedBy: String?
    package var claimedUntil: Instant?
    /// The text's beginning, at most 200 characters.
    package var excerpt: String
    /// What screening flagged it for.
    package var flags: [ScreeningFlag]
    /// The campaign that it belongs to, whether a human has confirmed that, and how many of its comments wait.
    package var campaign: String?
    package var campaignState: CampaignState?
    package var campaignWaiting: Int?

    package init(
        id: String, reference: String, bill: String, article: String? = nil, language: Language,
        submitterKind: SubmitterKind, state: CommentStatus, receivedAt: Instant, ageSeconds: Int64,
        decisionDue: String, daysToDue: Int, overdue: Bool, claimedBy: String? = nil, claimedUntil: Instant? = nil,
        excerpt: String, flags: [ScreeningFlag], campaign: String? = nil, campaignState: CampaignState? = nil,
        campaignWaiting: Int? = nil
    ) {
        (self.id, self.reference, self.bill, self.article) = (id, reference, bill, article)
        (self.language, self.submitterKind, self.state, self.receivedAt) = (language, submitterKind, state, receivedAt)
        (self.ageSeconds, self.decisionDue, self.daysToDue, self.claimedBy) = (ageSeconds, decisionDue, daysToDue, claimedBy)
        (self.overdue, self.claimedUntil, self.excerpt, self.flags) = (overdue, claimedUntil, excerpt, flags)
        (self.campaign, self.campaignState, self.campaignWaiting) = (campaign, campaignState, campaignWaiting)
    }

    private enum CodingKeys: String, CodingKey {
        case id, reference, bill, article, language
        case submitterKind = "submitter_kind"
        case state
        case receivedAt = "received_at"
        case ageSeconds = "age_seconds"
        case decisionDue = "decision_due"
        case daysToDue = "days_to_due"
        case overdue
        case claimedBy = "claimed_by"
        case claimedUntil = "claimed_until"
        case excerpt, flags, campaign
        case campaignState = "campaign_state"
        case campaignWaiting = "campaign_waiting"
    }
}

/// Oldest first; `next` goes into `?after=`.
package struct QueuePage: Hashable, Codable, Sendable {
    package var items: [QueueItem]
    package var next: String?
    package var waiting: Int

    package init(
        items: [QueueItem], next: String? = nil, waiting: Int
    ) {
        (self.items, self.next, self.waiting) = (items, next, waiting)
    }
}

package struct QueueStats: Hashable, Codable, Sendable {
    package var waiting: Int
    package var awaitingApproval: Int
    package var awaitingClarification: Int
    package var claimed: Int
    package var overdue: Int
    package var dueToday: Int
    package var oldestReceivedAt: Instant?
    package var oldestAgeSeconds: Int64?
    /// Decisions and questions since the local day began, of everybody and of the caller.
    package var decidedToday: Int
    package var decidedTodayByYou: Int
    package var byBill: [QueueCount]
    package var byLanguage: [QueueCount]

    package init(
        waiting: Int, awaitingApproval: Int, awaitingClarification: Int, claimed: Int, overdue: Int, dueToday: Int,
        oldestReceivedAt: Instant? = nil, oldestAgeSeconds: Int64? = nil, decidedToday: Int = 0, decidedTodayByYou: Int = 0,
        byBill: [QueueCount], byLanguage: [QueueCount]
    ) {
        (self.decidedToday, self.decidedTodayByYou) = (decidedToday, decidedTodayByYou)
        (self.waiting, self.awaitingApproval, self.awaitingClarification, self.claimed) = (waiting, awaitingApproval, awaitingClarification, claimed)
        (self.overdue, self.dueToday, self.oldestReceivedAt, self.oldestAgeSeconds) = (overdue, dueToday, oldestReceivedAt, oldestAgeSeconds)
        (self.byBill, self.byLanguage) = (byBill, byLanguage)
    }

    private enum CodingKeys: String, CodingKey {
        case waiting
        case awaitingApproval = "awaiting_approval"
        case awaitingClarification = "awaiting_clarification"
        case claimed, overdue
        case dueToday = "due_today"
        case oldestReceivedAt = "oldest_received_at"
        case oldestAgeSeconds = "oldest_age_seconds"
        case decidedToday = "decided_today"
        case decidedTodayByYou = "decided_today_by_you"
        case byBill = "by_bill"
        case byLanguage = "by_language"
    }
}

package struct QueueCount: Hashable, Codable, Sendable {
    package var key: String
    package var waiting: Int
    package var oldestAgeSeconds: Int64

    package init(
        key: String, waiting: Int, oldestAgeSeconds: Int64
    ) {
        (self.key, self.waiting, self.oldestAgeSeconds) = (key, waiting, oldestAgeSeconds)
    }

    private enum CodingKeys: String, CodingKey {
        case key, waiting
        case oldestAgeSeconds = "oldest_age_seconds"
    }
}
