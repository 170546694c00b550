import GRDB
package import HearbackCore

/// A place in a list ordered by instant and number: what keyset pagination goes on from.
package struct PagePosition: Hashable, Sendable {
    package let instant: Instant
    package let number: Int64

    package init(instant: Instant, number: Int64) {
        (self.instant, self.number) = (instant, number)
    }

    /// `1673000000000-42`: opaque to callers.
    package var text: String { "\(instant.milliseconds)-\(number)" }

    package init?(text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Int64(parts[0]), let number = Int64(parts[1]) else { return nil }
        self.init(instant: Instant(milliseconds: milliseconds), number: number)
    }
}

/// A waiting comment with the beginning of its text.
package struct QueuedComment: Sendable {
    package let comment: CommentRecord
    package let excerpt: String
    /// The campaign that it belongs to, and how many of its comments wait, this one among them; nil for one that waits alone.
    package let campaign: (number: CampaignNumber, state: CampaignState, waiting: Int)?

    package var position: PagePosition { PagePosition(instant: comment.received, number: comment.number.value) }
}

/// How many wait in one bill or language, and since when.
package struct WaitingGroup: Hashable, Sendable {
    package let key: String
    package let waiting: Int
    package let oldest: Instant
}

/// The queue in figures.
package struct QueueFigures: Sendable {
    package let awaitingApproval: Int
    package let awaitingClarification: Int
    package let claimed: Int
    /// Waiting comments by due day, `YYYY-MM-DD`.
    package let byDueDay: [String: Int]
    package let byBill: [WaitingGroup]
    package let byLanguage: [WaitingGroup]

    package var waiting: Int { awaitingApproval + awaitingClarification }
    package var oldest: Instant? { byBill.map(\.oldest).min() }
}

extension Ledger {
    /// Selected comments, those that came first first.
    ///
    /// - Parameter isFolded: of a campaign only the first that waits, which stands for all.
    package func queue(
        _ selection: Selection, isFolded: Bool = false, after: PagePosition?, limit: Int
    ) async throws -> [QueuedComment] {
        try await read { db in
            let (condition, values) = selection.condition
            let folding = isFolded ? " AND NOT EXISTS (\(QueuedCampaign.earlier))" : ""
            let statement = try db.cachedStatement(
                sql: """
                    SELECT m.*, substr(c.text, 1, 200) AS excerpt FROM comment m LEFT JOIN content c ON c.event = m.text_event
                    WHERE \(condition)\(folding) AND (m.received, m.number) > (?, ?) ORDER BY m.received, m.number LIMIT ?
                    """)
            let rows = try Row.fetchAll(
                statement, arguments: values + [after?.instant.milliseconds ?? .min, after?.number ?? 0, limit])
            var campaigns = QueuedCampaign()
            return try rows.map { row in
                let comment = try CommentRecord(row)
                return QueuedComment(
                    comment: comment, excerpt: row["excerpt"] ?? "", campaign: try campaigns.campaign(of: comment.number, db))
            }
        }
    }

    /// How many comments are selected.
    package func waitingCount(_ selection: Selection) async throws -> Int {
        try await read { db in
            let (condition, values) = selection.condition
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM comment WHERE \(condition)", arguments: values) ?? 0
        }
    }

    package func queueFigures(within scope: BillScope = .all) async throws -> QueueFigures {
        let now = self.now
        return try await read { db in
            var selection = Selection()
            selection.within = scope
            let (condition, values) = selection.condition
            let waiting = "FROM comment WHERE \(condition)"
            func groups(_ column: String) throws -> [WaitingGroup] {
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT \(column) AS key, count(*) AS waiting, min(received) AS oldest \(waiting)
                        GROUP BY \(column) ORDER BY waiting DESC, key
                        """, arguments: values
                ).map {
                    WaitingGroup(
                        key: $0["key"], waiting: $0["waiting"], oldest: Instant(milliseconds: $0["oldest"]))
                }
            }
            func count(_ condition: String, _ arguments: StatementArguments = []) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) \(waiting) AND \(condition)", arguments: values + arguments) ?? 0
            }
            let due = try Row.fetchAll(
                db, sql: "SELECT decision_due, count(*) AS count \(waiting) GROUP BY decision_due", arguments: values)
            return QueueFigures(
                awaitingApproval: try count("status = 'awaiting_approval'"),
                awaitingClarification: try count("status = 'awaiting_clarification'"),
                claimed: try count("claimed_until > ?", [now.milliseconds]),
                byDueDay: Dictionary(uniqueKeysWithValues: due.map { ($0["decision_due"], $0["count"]) }),
                byBill: try groups("bill"), byLanguage: try groups("language"))
        }
    }
}

extension FlagFilter? {
    /// On the columns of `comment`, in the words of the index `comment_flagged`.
    var condition: String {
        switch self {
        case nil: "1"
        case .unflagged: "flags = 0"
        case .flagged(let flag): "flags <> 0 AND flags & \(FlagSet(flag).rawValue)"
        }
    }
}
