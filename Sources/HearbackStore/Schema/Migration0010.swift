import GRDB

/// Decisions that are taken back: a published comment may await approval again. New files know it from the first.
enum Migration0010 {
    static func apply(_ db: Database) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO legal_transition VALUES ('published', 'awaiting_approval')")
    }
}
