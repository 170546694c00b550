import GRDB
import HearbackCore

/// What the queue says of campaigns. Each is counted once a page.
struct QueuedCampaign {
    private var known: [Int64: (CampaignNumber, CampaignState, Int)?] = [:]

    /// Of the comment `m`: the members of its campaign that wait and came before it.
    static let earlier = """
        SELECT 1 FROM campaign_member g JOIN campaign k ON k.number = g.campaign AND k.state <> 'dismissed'
            JOIN campaign_member o ON o.campaign = g.campaign AND o.comment < g.comment AND o.state <> 'removed'
            JOIN comment e ON e.number = o.comment AND e.status IN ('awaiting_approval', 'awaiting_clarification')
        WHERE g.comment = m.number AND g.state <> 'removed'
        """

    private static let membership = """
        SELECT k.number, k.state FROM campaign_member g JOIN campaign k ON k.number = g.campaign
        WHERE g.comment = ? AND g.state <> 'removed' AND k.state <> 'dismissed'
        """

    private static let waiting = """
        SELECT count(*) FROM campaign_member o JOIN comment e ON e.number = o.comment
        WHERE o.campaign = ? AND o.state <> 'removed' AND e.status IN ('awaiting_approval', 'awaiting_clarification')
        """

    mutating func campaign(of comment: CommentNumber, _ db: Database) throws -> (CampaignNumber, CampaignState, Int)? {
        guard let row = try Row.fetchOne(db.cachedStatement(sql: Self.membership), arguments: [comment.value]) else { return nil }
        if let campaign = known[row["number"]] { return campaign }
        guard let number = CampaignNumber(row["number"]), let state = CampaignState(rawValue: row["state"]) else {
            throw StoreError(.corrupt, "a campaign can't be read")
        }
        let waiting = try Int.fetchOne(db.cachedStatement(sql: Self.waiting), arguments: [number.value]) ?? 0
        let campaign = waiting > 1 ? (number, state, waiting) : nil
        known[number.value] = .some(campaign)
        return campaign
    }
}
