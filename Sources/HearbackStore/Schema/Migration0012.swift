import GRDB

/// Comments that owe an answer, by the policy whose term they have and then as they came: among those with one term the first
/// to come is the first due.
enum Migration0012 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX comment_unanswered ON comment (bill, policy_version, received, number)
                    WHERE is_answered = 0 AND is_erased = 0 AND status IN ('published', 'lapsed')
                """)
    }
}
