/// Comments on one bill whose texts are near copies of one another. Found by the daemon, confirmed by a human.
package struct CampaignNumber: PrefixedNumber {
    package static let prefix = "cpg_"
    /// The number of the comment that it was found by.
    package let value: Int64

    package init?(_ value: Int64) {
        guard CommentNumber(value) != nil else { return nil }
        self.value = value
    }
}

/// What a human said of a group that was found.
package enum CampaignState: String, CaseIterable, Codable, Sendable {
    case proposed, confirmed
    /// No campaign: it is not shown again, and what resembles it later joins it unseen.
    case dismissed
}

/// How a comment belongs to a campaign.
package enum CampaignMembership: String, CaseIterable, Codable, Sendable {
    /// The daemon found it.
    case proposed
    /// It was there when somebody confirmed the campaign.
    case confirmed
    /// Somebody took it out; it is not proposed again.
    case removed
}
