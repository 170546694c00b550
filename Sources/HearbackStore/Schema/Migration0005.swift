import GRDB

/// What screening flagged, and texts that a redaction covers.
enum Migration0005 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                -- The text of a `received` event of which parts are covered, sealed under the key of this installation. Only ever
                -- set to NULL.
                CREATE TABLE sealed_text (
                    event INTEGER PRIMARY KEY REFERENCES event (sequence),
                    box BLOB
                ) STRICT;
                CREATE TRIGGER sealed_text_no_delete BEFORE DELETE ON sealed_text BEGIN
                    SELECT RAISE(ABORT, 'sealed texts are erased, never deleted');
                END;
                CREATE TRIGGER sealed_text_only_erased BEFORE UPDATE ON sealed_text
                    WHEN NEW.box IS NOT NULL OR NEW.event <> OLD.event BEGIN
                    SELECT RAISE(ABORT, 'sealed texts are erased, never changed');
                END;

                -- What it is flagged for, a bit each (FlagSet), and the event whose content is shown as its text.
                ALTER TABLE comment ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE comment ADD COLUMN text_event INTEGER NOT NULL DEFAULT 0;
                UPDATE comment SET text_event = coalesce((SELECT max(e.sequence) FROM event e
                    WHERE e.comment = comment.number AND e.kind = 'redacted'), event);
                CREATE INDEX comment_flagged ON comment (received, number)
                    WHERE flags <> 0 AND status IN ('awaiting_approval', 'awaiting_clarification');
                """)
    }
}
