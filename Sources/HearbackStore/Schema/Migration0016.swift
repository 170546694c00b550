import GRDB

/// What the public pages ask for: since when a bill's comments wait, how many are overdue, what was published on an
/// article, and what was published and answered last.
enum Migration0016 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX comment_waiting ON comment (bill, received)
                    WHERE status IN ('awaiting_approval', 'awaiting_clarification');
                CREATE INDEX comment_overdue ON comment (decision_due, status)
                    WHERE status IN ('awaiting_approval', 'awaiting_clarification');
                CREATE INDEX comment_on_article ON comment (bill, article, number)
                    WHERE status = 'published' AND article IS NOT NULL;
                CREATE INDEX event_published ON event (sequence, comment) WHERE kind = 'published';
                CREATE INDEX event_replied ON event (sequence, comment)
                    WHERE kind IN ('answered', 'answer_amended', 'outcome_recorded')
                """)
    }
}
