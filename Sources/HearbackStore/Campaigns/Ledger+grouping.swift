import GRDB
import HearbackCore

extension Ledger {
    /// Compares the first comments that were not compared yet with those before them, and puts near copies together. The
    /// comparing happens outside the writer.
    ///
    /// - Returns: how many comments were looked at; 0 when none is left, or when somebody else moved on meanwhile.
    package func groupNew(atMost limit: Int = 200) async throws -> Int {
        let (after, last, found) = try await read { db in
            let state = try Row.fetchOne(db.cachedStatement(sql: "SELECT through, grouped FROM search_state"))
            let (through, grouped): (Int64, Int64) = (state?["through"] ?? 0, state?["grouped"] ?? 0)
            let last = min(through, grouped + Int64(limit))
            return (grouped, last, try CampaignFinder(db).copies(after: grouped, through: last))
        }
        guard last > after else { return 0 }
        let isTaken = try await write { try $0.group(found, after: after, through: last) }
        return isTaken ? Int(last - after) : 0
    }
}

extension Ledger {
    /// How many comments were not compared with others yet.
    package func groupingLag() async throws -> Int64 {
        try await read { db in
            try Int64.fetchOne(
                db, sql: "SELECT max(0, coalesce((SELECT max(number) FROM comment), 0) - grouped) FROM search_state") ?? 0
        }
    }
}

/// A comment and the nearest of those before it on the same bill.
struct NearCopy: Sendable {
    let comment: Int64
    let original: Int64
    let bill: String
}

/// Looks for near copies through the sketches in the index, and compares the texts themselves.
struct CampaignFinder {
    private let db: Database
    /// Earlier comments that one is compared with, those that came last first.
    private static let candidates = 16
    /// From here on no better one is looked for.
    private static let enough = 0.9

    init(_ db: Database) { self.db = db }

    func copies(after: Int64, through last: Int64) throws -> [NearCopy] {
        let statement = try db.cachedStatement(
            sql: IndexedComment.selection + " WHERE m.number > ? AND m.number <= ? AND NOT m.is_erased ORDER BY m.number")
        var found: [NearCopy] = []
        // A campaign's comments mostly come together and word for word: those behind the first need no look into the index.
        var seen: [Wording: Int64] = [:]
        let removed = try Int64.fetchSet(
            db.cachedStatement(
                sql: "SELECT comment FROM campaign_member WHERE comment > ? AND comment <= ? AND state = 'removed'"),
            arguments: [after, last])
        for row in try Row.fetchAll(statement, arguments: [after, last]) {
            let comment = IndexedComment(row)
            let wording = Wording(bill: row["bill"], text: comment.text)
            if let original = try seen[wording] ?? original(of: comment) {
                found.append(NearCopy(comment: comment.number, original: original, bill: wording.bill))
            }
            if TextSketch.isLongEnough(comment.text), !removed.contains(comment.number) { seen[wording] = comment.number }
        }
        return found
    }

    private struct Wording: Hashable {
        let bill: String
        /// Folded.
        let text: String
    }

    /// The most similar of the earlier comments, or one that is similar enough.
    private func original(of comment: IndexedComment) throws -> Int64? {
        guard let sketch = TextSketch(folded: comment.text), let bill = comment.facets.split(separator: " ").first
        else { return nil }
        let bands = comment.sketch.split(separator: " ").map { "\"\($0)\"" }.joined(separator: " OR ")
        let statement = try db.cachedStatement(
            sql: "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?")
        let match = "sketch : (\(bands)) AND facets : \"\(bill)\""
        let earlier = try Int64.fetchAll(statement, arguments: [match, comment.number, Self.candidates])
        // What somebody took out of a campaign does not lead others into it.
        let text = try db.cachedStatement(
            sql: IndexedComment.selection + """
                 WHERE m.number = ? AND NOT m.is_erased AND NOT EXISTS (
                    SELECT 1 FROM campaign_member g WHERE g.comment = m.number AND g.state = 'removed')
                """)
        var best: (number: Int64, similarity: Double)?
        for number in earlier {
            guard let row = try Row.fetchOne(text, arguments: [number]),
                let other = TextSketch(folded: IndexedComment.folded(row))
            else { continue }
            let similarity = sketch.similarity(to: other)
            if similarity >= TextSketch.threshold, similarity >= best?.similarity ?? 0 { best = (number, similarity) }
            if similarity >= Self.enough { break }
        }
        return best?.number
    }
}

extension LedgerTransaction {
    /// - Returns: whether the groups were taken: somebody else may have been faster.
    fileprivate func group(_ found: [NearCopy], after: Int64, through last: Int64) throws -> Bool {
        let grouped = try Int64.fetchOne(db.cachedStatement(sql: "SELECT grouped FROM search_state"))
        guard grouped == after else { return false }
        for copy in found { try join(copy) }
        try db.cachedStatement(sql: "UPDATE search_state SET grouped = ?").execute(arguments: [last])
        return true
    }

    /// Puts a copy into its original's campaign, or makes one of the two.
    private func join(_ copy: NearCopy) throws {
        let membership = try db.cachedStatement(sql: "SELECT campaign, state FROM campaign_member WHERE comment = ?")
        guard try Row.fetchOne(membership, arguments: [copy.comment]) == nil else { return }
        let original = try Row.fetchOne(membership, arguments: [copy.original])
        // Taken out since it was looked at.
        if original?["state"] as String? == CampaignMembership.removed.rawValue { return }
        let campaign: Int64 = original?["campaign"] ?? copy.original
        let add = try db.cachedStatement(sql: "INSERT INTO campaign_member VALUES (?, ?, 'proposed')")
        if original == nil {
            try db.execute(
                sql: "INSERT OR IGNORE INTO campaign VALUES (?, ?, 'proposed')", arguments: [campaign, copy.bill])
            try add.execute(arguments: [copy.original, campaign])
        }
        try add.execute(arguments: [copy.comment, campaign])
    }
}
