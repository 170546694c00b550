import GRDB
package import HearbackCore

/// A group of near copies in one line.
package struct CampaignRecord: Sendable {
    package let number: CampaignNumber
    package let bill: String
    package let state: CampaignState
    /// Comments in it, those that were taken out not counted.
    package let members: Int
    /// Those that a human confirmed.
    package let confirmed: Int
    /// Those that wait for a decision.
    package let undecided: Int
    package let oldest: Instant
    /// The beginning of the first one's text.
    package let excerpt: String
}

package struct CampaignMember: Sendable {
    package let comment: CommentRecord
    package let membership: CampaignMembership
    package let excerpt: String
}

extension Ledger {
    /// Campaigns with at least two comments, the largest first.
    ///
    /// - Parameter state: nil for all but the dismissed.
    package func campaigns(
        bill: String?, state: CampaignState?, within scope: BillScope = .all, limit: Int
    ) async throws -> [CampaignRecord] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: CampaignRecord.selection(
                    """
                    (?1 IS NULL OR g.bill = ?1) AND (g.state = ?2 OR (?2 IS NULL AND g.state <> 'dismissed'))
                        AND (?4 IS NULL OR g.bill IN (SELECT value FROM json_each(?4)))
                    """)
                    + " WHERE members > 1 ORDER BY members DESC, counted.number LIMIT ?3", arguments: [bill, state?.rawValue, limit, scope.list])
            return try rows.map(CampaignRecord.init)
        }
    }

    /// - Throws: `Refusal.unknownCampaign`.
    package func campaign(_ number: CampaignNumber) async throws -> CampaignRecord {
        let row = try await read { db in
            try Row.fetchOne(
                db, sql: CampaignRecord.selection("g.number = ?"), arguments: [number.value]
            ).map(CampaignRecord.init)
        }
        guard let row else { throw Refusal.unknownCampaign }
        return row
    }

    /// Its comments by number, those that were taken out last not left out.
    package func members(
        of campaign: CampaignNumber, after: CommentNumber?, limit: Int
    ) async throws -> [CampaignMember] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT m.*, g.state AS membership, substr(\(IndexedComment.shown), 1, 200) AS excerpt
                    FROM campaign_member g JOIN comment m ON m.number = g.comment LEFT JOIN content c ON c.event = m.event
                    WHERE g.campaign = ? AND g.comment > ? ORDER BY g.comment LIMIT ?
                    """, arguments: [campaign.value, after?.value ?? 0, limit])
            return try rows.map { row in
                CampaignMember(
                    comment: try CommentRecord(row),
                    membership: CampaignMembership(rawValue: row["membership"]) ?? .proposed, excerpt: row["excerpt"] ?? "")
            }
        }
    }
}

extension CampaignRecord {
    fileprivate static func selection(_ condition: String) -> String {
        """
        SELECT counted.*, substr(\(IndexedComment.shown), 1, 200) AS excerpt FROM (
            SELECT g.*, count(m.number) AS members, coalesce(sum(b.state = 'confirmed'), 0) AS confirmed,
                coalesce(sum(m.status IN ('awaiting_approval', 'awaiting_clarification')), 0) AS undecided,
                coalesce(min(m.received), 0) AS oldest, min(m.number) AS first
            FROM campaign g LEFT JOIN campaign_member b ON b.campaign = g.number AND b.state <> 'removed'
                LEFT JOIN comment m ON m.number = b.comment
            WHERE \(condition) GROUP BY g.number
        ) counted LEFT JOIN comment m ON m.number = first LEFT JOIN content c ON c.event = m.event
        """
    }

    fileprivate init(_ row: Row) throws {
        guard let number = CampaignNumber(row["number"]), let state = CampaignState(rawValue: row["state"]) else {
            throw StoreError(.corrupt, "a campaign can't be read")
        }
        (self.number, self.state, bill) = (number, state, row["bill"])
        (members, confirmed, undecided) = (row["members"], row["confirmed"], row["undecided"])
        oldest = Instant(milliseconds: row["oldest"])
        excerpt = row["excerpt"] ?? ""
    }
}
