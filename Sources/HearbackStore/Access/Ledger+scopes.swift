import GRDB
package import HearbackCore

/// What is on which bill, for callers whose token is limited to some.
extension Ledger {
    /// - Throws: `Refusal.unknownComment`.
    package func bill(of comment: CommentNumber) async throws -> String {
        try await bill("SELECT bill FROM comment WHERE number = ?", comment.value, otherwise: .unknownComment)
    }

    /// - Throws: `Refusal.unknownCampaign`.
    package func bill(of campaign: CampaignNumber) async throws -> String {
        try await bill("SELECT bill FROM campaign WHERE number = ?", campaign.value, otherwise: .unknownCampaign)
    }

    /// - Throws: `Refusal.unknownBatch`.
    package func bills(of batch: BatchNumber) async throws -> Set<String> {
        try await read { db in
            _ = try BatchHead.fetch(batch, db)
            return try String.fetchSet(
                db,
                sql: "SELECT DISTINCT m.bill FROM batch_item i JOIN comment m ON m.number = i.comment WHERE i.batch = ?",
                arguments: [batch.value])
        }
    }

    private func bill(_ sql: String, _ number: Int64, otherwise refusal: Refusal) async throws -> String {
        let found = try await read { db in
            try String.fetchOne(db.cachedStatement(sql: sql), arguments: [number])
        }
        guard let found else { throw refusal }
        return found
    }
}
