import GRDB
package import HearbackCore

/// A comment that owes an answer.
package struct UnansweredComment: Sendable {
    package let comment: CommentRecord
    /// `YYYY-MM-DD`: the last local day of the target.
    package let due: String
    package let excerpt: String
    /// The confirmed campaign that it stands for, and how many of its comments owe an answer, this one among them.
    package let campaign: (number: CampaignNumber, count: Int)?
}

/// Which of them.
package struct AnswerFilter: Hashable, Sendable {
    package var bill: String?
    package var language: Language?
    package var within: BillScope

    package init(bill: String? = nil, language: Language? = nil, within: BillScope = .all) {
        (self.bill, self.language, self.within) = (bill, language, within)
    }
}

extension Ledger {
    /// What owes an answer, the first due first; of a confirmed campaign the first to come stands for all.
    ///
    /// - Parameter until: only those whose due day ended before this instant; nil for all.
    package func unanswered(_ filter: AnswerFilter, until: Instant? = nil, limit: Int) async throws -> [UnansweredComment] {
        try await read { [options] db in
            var terms = try AnswerTerm.all(filter, db).map { AnswerLane(term: $0, filter: filter) }
            var found: [UnansweredComment] = []
            while found.count < limit {
                var next: (lane: Int, due: String, received: Int64)?
                for index in terms.indices {
                    guard let (due, received) = try terms[index].first(db, options) else { continue }
                    if next.map({ (due, received) < ($0.due, $0.received) }) ?? true { next = (index, due, received) }
                }
                guard let next, until.map({ options.overdueFrom(next.due) <= $0 }) ?? true else { break }
                if let item = try terms[next.lane].take(db) { found.append(item) }
            }
            return found
        }
    }

    /// How many comments owe an answer, each member of a campaign counted.
    package func unansweredCount(_ filter: AnswerFilter) async throws -> Int {
        try await read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM comment m WHERE \(AnswerLane.owes) AND \(AnswerLane.fits)", arguments: AnswerLane.values(filter)) ?? 0
        }
    }
}

/// One policy's term under which comments owe an answer.
private struct AnswerTerm {
    let bill: String
    let version: Int
    let days: Int

    /// Found by skipping through the index: there are as many looks as policies, not as comments.
    static func all(_ filter: AnswerFilter, _ db: Database) throws -> [AnswerTerm] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT p.bill, p.version, p.answer_days FROM policy p
                WHERE (?1 IS NULL OR p.bill = ?1) AND (?2 IS NULL OR p.bill IN (SELECT value FROM json_each(?2)))
                    AND EXISTS (SELECT 1 FROM comment m WHERE m.bill = p.bill AND m.policy_version = p.version AND \(AnswerLane.owes))
                """, arguments: [filter.bill, filter.within.list])
        return rows.map { AnswerTerm(bill: $0["bill"], version: $0["version"], days: $0["answer_days"]) }
    }
}

/// The comments of one term in their order, read a page at a time.
private struct AnswerLane {
    let term: AnswerTerm
    let filter: AnswerFilter
    private var page: ArraySlice<Row> = []
    private var position: (received: Int64, number: Int64)? = (.min, 0)

    private static let pageSize = 64
    static let owes = "m.is_answered = 0 AND m.is_erased = 0 AND m.status IN ('published', 'lapsed')"
    static let fits = """
        (?1 IS NULL OR m.bill = ?1) AND (?2 IS NULL OR m.language = ?2) AND (?3 IS NULL OR m.bill IN (SELECT value FROM json_each(?3)))
        """

    static func values(_ filter: AnswerFilter) -> StatementArguments { [filter.bill, filter.language?.rawValue, filter.within.list] }

    init(term: AnswerTerm, filter: AnswerFilter) { (self.term, self.filter) = (term, filter) }

    mutating func first(_ db: Database, _ options: LedgerOptions) throws -> (due: String, received: Int64)? {
        if page.isEmpty { try load(db) }
        guard let received = page.first?["received"] as Int64? else { return nil }
        due = options.decisionDue(Instant(milliseconds: received), term.days)
        return (due, received)
    }

    /// Of the first.
    private var due = ""

    /// The first; nil when an earlier comment of its campaign stands for it.
    mutating func take(_ db: Database) throws -> UnansweredComment? {
        guard let row = page.popFirst() else { return nil }
        let campaign = try campaign(of: row["number"], db)
        if let campaign, campaign.first < row["number"] as Int64 { return nil }
        return UnansweredComment(
            comment: try CommentRecord(row), due: due, excerpt: row["excerpt"] ?? "",
            campaign: campaign.map { ($0.number, $0.count) })
    }

    private mutating func load(_ db: Database) throws {
        guard let from = position else { return }
        let statement = try db.cachedStatement(
            sql: """
                SELECT m.*, substr(\(IndexedComment.shown), 1, 200) AS excerpt FROM comment m INDEXED BY comment_unanswered
                    LEFT JOIN content c ON c.event = m.event
                WHERE \(Self.owes) AND m.bill = ?1 AND (?2 IS NULL OR m.language = ?2) AND m.policy_version = ?3
                    AND (m.received, m.number) > (?4, ?5)
                ORDER BY m.received, m.number LIMIT ?6
                """)
        let rows = try Row.fetchAll(
            statement, arguments: [term.bill, filter.language?.rawValue, term.version, from.received, from.number, Self.pageSize])
        page = rows[...]
        position = rows.count < Self.pageSize ? nil : rows.last.map { ($0["received"], $0["number"]) }
    }

    private func campaign(of comment: Int64, _ db: Database) throws -> (number: CampaignNumber, count: Int, first: Int64)? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT g.campaign, count(*) AS count, min(m.number) AS first FROM campaign_member g
                        JOIN campaign_member o ON o.campaign = g.campaign AND o.state = 'confirmed' JOIN comment m ON m.number = o.comment
                    WHERE g.comment = ? AND g.state = 'confirmed' AND \(Self.owes) AND (?2 IS NULL OR m.language = ?2) GROUP BY g.campaign
                    """), arguments: [comment, filter.language?.rawValue])
        guard let row, let number = CampaignNumber(row["campaign"]), row["count"] as Int > 1 else { return nil }
        return (number, row["count"], row["first"])
    }
}
