import GRDB

/// Figures that a scrape of the metrics asks for, kept up to date instead of counted among millions; and the request that a message
/// comes from.
enum Migration0021 {
    static func apply(_ db: Database) throws {
        try db.execute(sql: table)
        try db.execute(sql: comments)
        try db.execute(sql: messages)
    }

    private static func waits(_ row: String) -> String { "\(row)status IN ('awaiting_approval', 'awaiting_clarification')" }
    private static func owes(_ row: String) -> String {
        "(\(row)is_answered = 0 AND \(row)is_erased = 0 AND \(row)status IN ('published', 'lapsed'))"
    }
    private static let added = "ON CONFLICT DO UPDATE SET count = count + excluded.count"

    private static let table = """
        -- due: comments that wait, by the day of their decision. answer: comments that owe one, by bill. message: messages, by state.
        CREATE TABLE figure (
            kind TEXT NOT NULL CHECK (kind IN ('due', 'answer', 'message')),
            key TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (kind, key)
        ) STRICT, WITHOUT ROWID;
        """

    /// New comments are counted once for a group (LedgerTransaction).
    private static let comments = """
        INSERT INTO figure SELECT 'due', decision_due, count(*) FROM comment WHERE \(waits("")) GROUP BY decision_due;
        INSERT INTO figure SELECT 'answer', bill, count(*) FROM comment WHERE \(owes("")) GROUP BY bill;

        CREATE TRIGGER figure_due AFTER UPDATE OF status, decision_due ON comment
        WHEN (\(waits("OLD."))) <> (\(waits("NEW."))) OR OLD.decision_due <> NEW.decision_due BEGIN
            INSERT INTO figure SELECT 'due', OLD.decision_due, -1 WHERE \(waits("OLD.")) \(added);
            INSERT INTO figure SELECT 'due', NEW.decision_due, 1 WHERE \(waits("NEW.")) \(added);
        END;
        CREATE TRIGGER figure_answer AFTER UPDATE OF status, is_answered, is_erased ON comment
        WHEN \(owes("OLD.")) <> \(owes("NEW.")) BEGIN
            INSERT INTO figure VALUES ('answer', NEW.bill, iif(\(owes("NEW.")), 1, -1)) \(added);
        END;
        CREATE TRIGGER figure_comment_delete AFTER DELETE ON comment BEGIN
            INSERT INTO figure SELECT 'due', OLD.decision_due, -1 WHERE \(waits("OLD.")) \(added);
            INSERT INTO figure SELECT 'answer', OLD.bill, -1 WHERE \(owes("OLD.")) \(added);
        END;
        """

    private static let messages = """
        INSERT INTO figure VALUES ('message', 'ready', 0), ('message', 'delivered', 0), ('message', 'dead', 0),
            ('message', 'superseded', 0), ('message', 'cancelled', 0);
        UPDATE figure SET count = (SELECT count(*) FROM outbox WHERE state = key) WHERE kind = 'message';

        CREATE TRIGGER figure_message_new AFTER INSERT ON outbox BEGIN
            UPDATE figure SET count = count + 1 WHERE kind = 'message' AND key = NEW.state;
        END;
        CREATE TRIGGER figure_message AFTER UPDATE OF state ON outbox WHEN OLD.state <> NEW.state BEGIN
            UPDATE figure SET count = count - 1 WHERE kind = 'message' AND key = OLD.state;
            UPDATE figure SET count = count + 1 WHERE kind = 'message' AND key = NEW.state;
        END;
        CREATE TRIGGER figure_message_delete AFTER DELETE ON outbox BEGIN
            UPDATE figure SET count = count - 1 WHERE kind = 'message' AND key = OLD.state;
        END;

        -- The identifier of the HTTP request that led to it, for the log.
        ALTER TABLE outbox ADD COLUMN request TEXT;
        """
}
