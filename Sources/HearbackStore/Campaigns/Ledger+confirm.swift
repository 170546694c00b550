import GRDB
package import HearbackCore

extension Ledger {
    /// Says that the comments which are in the campaign now belong together.
    package func confirm(_ campaign: CampaignNumber, by actor: Actor) async throws {
        try await write { transaction in
            let bill = try transaction.bill(of: campaign)
            let proposed = try transaction.members(of: campaign, .proposed)
            guard !proposed.isEmpty else { return }
            try transaction.record(.campaignConfirmed, campaign, proposed, bill: bill, by: actor)
        }
    }

    /// Says that they don't.
    package func dismiss(_ campaign: CampaignNumber, by actor: Actor) async throws {
        try await write { transaction in
            let bill = try transaction.bill(of: campaign)
            let members = try transaction.members(of: campaign, .proposed) + transaction.members(of: campaign, .confirmed)
            try transaction.record(.campaignDismissed, campaign, members, bill: bill, by: actor)
        }
    }

    /// Takes a comment out of it.
    ///
    /// - Throws: `Refusal.unknownComment` for one that is not in it.
    package func remove(_ comment: CommentNumber, from campaign: CampaignNumber, by actor: Actor) async throws {
        try await write { transaction in
            let bill = try transaction.bill(of: campaign)
            let isMember = try Row.fetchOne(
                transaction.db,
                sql: "SELECT 1 FROM campaign_member WHERE comment = ? AND campaign = ? AND state <> 'removed'",
                arguments: [comment.value, campaign.value])
            guard isMember != nil else { throw Refusal.unknownComment }
            try transaction.record(.campaignMemberRemoved, campaign, [comment.value], bill: bill, by: actor)
        }
    }

    /// Applies one action to each confirmed comment of a campaign, on its own: each has its event, its notice and its clock.
    ///
    /// - Returns: those it was applied to, and those that refused it.
    /// - Throws: `Refusal.campaignUnconfirmed` where no human has confirmed it; `StoreError`.
    package func apply(
        _ action: CommentAction, to campaign: CampaignNumber, by actor: Actor
    ) async throws -> (applied: [CommentNumber], refused: [(comment: CommentNumber, cause: Refusal)]) {
        let members = try await write { transaction in
            _ = try transaction.bill(of: campaign)
            let state = try String.fetchOne(
                transaction.db, sql: "SELECT state FROM campaign WHERE number = ?", arguments: [campaign.value])
            guard state == CampaignState.confirmed.rawValue else { throw Refusal.campaignUnconfirmed(campaign) }
            return try transaction.members(of: campaign, .confirmed).compactMap { CommentNumber($0) }
        }
        var (applied, refused) = ([CommentNumber](), [(comment: CommentNumber, cause: Refusal)]())
        // A few at a time share a transaction, and leave room for others.
        for start in stride(from: 0, to: members.count, by: Self.together) {
            let part = members[start..<min(start + Self.together, members.count)]
            let outcomes = try await withThrowingTaskGroup(of: (CommentNumber, Refusal?).self) { group in
                for comment in part {
                    group.addTask {
                        do {
                            _ = try await self.apply(action, to: comment, by: actor)
                            return (comment, nil)
                        } catch let refusal as Refusal {
                            return (comment, refusal)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (comment, refusal) in outcomes.sorted(by: { $0.0 < $1.0 }) {
                if let refusal { refused.append((comment, refusal)) } else { applied.append(comment) }
            }
        }
        return (applied, refused)
    }

    private static let together = 64
}

extension LedgerTransaction {
    fileprivate func bill(of campaign: CampaignNumber) throws -> String {
        let bill = try String.fetchOne(db, sql: "SELECT bill FROM campaign WHERE number = ?", arguments: [campaign.value])
        guard let bill else { throw Refusal.unknownCampaign }
        return bill
    }

    fileprivate func members(of campaign: CampaignNumber, _ state: CampaignMembership) throws -> [Int64] {
        try Int64.fetchAll(
            db, sql: "SELECT comment FROM campaign_member WHERE campaign = ? AND state = ? ORDER BY comment",
            arguments: [campaign.value, state.rawValue])
    }

    fileprivate func record(
        _ kind: BillEventKind, _ campaign: CampaignNumber, _ members: [Int64], bill: String, by actor: Actor
    ) throws {
        let details = CampaignDetails(campaign: campaign.value, members: members)
        let now = self.now
        _ = try append(
            .bill(bill), kind: kind.rawValue, actor: actor, occurred: now, recorded: now, provenance: .observed,
            details: details)
        try CampaignProjection.apply(kind, details, bill: bill, db)
    }
}
