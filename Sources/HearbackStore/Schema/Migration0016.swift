import GRDB

/// What the public pages ask for: since when a bill's comments wait, how many are overdue, and what was published on an article.
enum Migration0016 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX comment_waiting ON comment (bill, received)
                    WHERE status IN ('awaiting_approval', 'awaiting_clarification');
                CREATE INDEX comment_overdue ON comment (decision_due)
                    WHERE status IN ('awaiting_approval', 'awaiting_clarification');
                CREATE INDEX comment_on_article ON comment (bill, article, number)
                    WHERE status = 'published' AND article IS NOT NULL
                """)
    }
}
