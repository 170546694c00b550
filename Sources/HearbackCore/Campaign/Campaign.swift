/// Comments on one bill whose texts are near copies of one another. Found by the daemon, confirmed by a human.
package struct CampaignNumber: Hashable, Comparable, Sendable {
    /// The number of the comment that it was found by.
    package let value: Int64

    package init?(_ value: Int64) {
        guard CommentNumber(value) != nil else { return nil }
        self.value = value
    }

    /// `cpg_42`.
    package var id: String { "cpg_\(value)" }

    package init?(id: some StringProtocol) {
        guard id.hasPrefix("cpg_"), let comment = CommentNumber(id: "cmt_" + id.dropFirst(4)) else { return nil }
        value = comment.value
    }

    package static func < (left: CampaignNumber, right: CampaignNumber) -> Bool { left.value < right.value }
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
