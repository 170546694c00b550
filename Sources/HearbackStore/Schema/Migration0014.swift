import GRDB

/// Answers and outcomes in several languages: `{"fr": "…"}` beside the text, and erased with it.
enum Migration0014 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE content ADD COLUMN translations TEXT;
                CREATE TRIGGER content_translations_only_erased BEFORE UPDATE ON content
                    WHEN NEW.translations IS NOT NULL AND NEW.translations IS NOT OLD.translations BEGIN
                    SELECT RAISE(ABORT, 'content is erased, never changed');
                END
                """)
    }
}
