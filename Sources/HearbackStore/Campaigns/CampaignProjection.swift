import GRDB
import HearbackCore

/// What an act on a campaign is about.
struct CampaignDetails: Codable {
    var campaign: Int64
    /// The comments that it changed.
    var members: [Int64]
}

/// Turns acts on campaigns into rows, in live use and in a rebuild alike.
enum CampaignProjection {
    static func apply(_ kind: BillEventKind, _ details: CampaignDetails, bill: String, _ db: Database) throws {
        switch kind {
        case .campaignConfirmed:
            try set(details, bill, .confirmed, db)
            try put(details, .confirmed, "DO UPDATE SET state = excluded.state", db)
        case .campaignDismissed:
            try set(details, bill, .dismissed, db)
            try put(details, .proposed, "DO NOTHING", db)
        case .campaignMemberRemoved:
            try put(details, .removed, "DO UPDATE SET state = excluded.state", db)
        case .added, .closed, .policyChanged: break
        }
    }

    private static func set(_ details: CampaignDetails, _ bill: String, _ state: CampaignState, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO campaign VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
            arguments: [details.campaign, bill, state.rawValue])
    }

    private static func put(
        _ details: CampaignDetails, _ state: CampaignMembership, _ conflict: String, _ db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO campaign_member VALUES (?, ?, ?) ON CONFLICT \(conflict)")
        for member in details.members {
            try statement.execute(arguments: [member, details.campaign, state.rawValue])
        }
    }
}
