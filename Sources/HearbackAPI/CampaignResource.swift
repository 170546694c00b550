package import HearbackCore

/// Near copies on one bill, as one.
package struct CampaignResource: Hashable, Codable, Sendable {
    package var id: String
    package var bill: String
    package var state: CampaignState
    package var members: Int
    package var confirmed: Int
    /// Members that wait for a decision.
    package var undecided: Int
    package var oldestReceivedAt: Instant
    /// The beginning of the first member's text, at most 200 characters.
    package var excerpt: String
    /// Only of a single campaign: by number, a page of them.
    package var comments: [CampaignComment]?
    /// Goes into `?after=`.
    package var next: String?

    package init(
        id: String, bill: String, state: CampaignState, members: Int, confirmed: Int, undecided: Int,
        oldestReceivedAt: Instant, excerpt: String, comments: [CampaignComment]? = nil, next: String? = nil
    ) {
        (self.id, self.bill, self.state, self.members) = (id, bill, state, members)
        (self.confirmed, self.undecided, self.oldestReceivedAt) = (confirmed, undecided, oldestReceivedAt)
        (self.excerpt, self.comments, self.next) = (excerpt, comments, next)
    }

    private enum CodingKeys: String, CodingKey {
        case id, bill, state, members, confirmed, undecided
        case oldestReceivedAt = "oldest_received_at"
        case excerpt, comments, next
    }
}

package struct CampaignComment: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var membership: CampaignMembership
    package var state: CommentStatus
    package var receivedAt: Instant
    package var excerpt: String

    package init(
        id: String, reference: String, membership: CampaignMembership, state: CommentStatus, receivedAt: Instant,
        excerpt: String
    ) {
        (self.id, self.reference, self.membership, self.state) = (id, reference, membership, state)
        (self.receivedAt, self.excerpt) = (receivedAt, excerpt)
    }

    private enum CodingKeys: String, CodingKey {
        case id, reference, membership, state
        case receivedAt = "received_at"
        case excerpt
    }
}

package struct CampaignList: Hashable, Codable, Sendable {
    package var campaigns: [CampaignResource]

    package init(
        campaigns: [CampaignResource]
    ) {
        self.campaigns = campaigns
    }
}

/// The body of `remove-member`.
package struct CampaignMemberRequest: Hashable, Codable, Sendable {
    /// An identifier or a reference.
    package var comment: String

    package init(
        comment: String
    ) {
        self.comment = comment
    }
}

/// What one decision or answer did to a campaign's confirmed comments.
package struct CampaignReport: Hashable, Codable, Sendable {
    package var applied: [String]
    package var refused: [CampaignRefusal]

    package init(
        applied: [String], refused: [CampaignRefusal]
    ) {
        (self.applied, self.refused) = (applied, refused)
    }
}

package struct CampaignRefusal: Hashable, Codable, Sendable {
    package var comment: String
    /// A problem's code, with its detail.
    package var code: ProblemCode
    package var detail: String?

    package init(
        comment: String, code: ProblemCode, detail: String? = nil
    ) {
        (self.comment, self.code, self.detail) = (comment, code, detail)
    }
}
