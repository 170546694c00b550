import GRDB

/// The notes that `anchor` leaves commit to: heads with the lines of witnesses, as they are served.
enum Migration0015 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE log_anchor (
                    leaf INTEGER PRIMARY KEY,
                    size INTEGER NOT NULL,
                    -- Seconds since 1970.
                    time INTEGER NOT NULL,
                    note BLOB NOT NULL
                ) STRICT;
                CREATE TRIGGER log_anchor_update BEFORE UPDATE ON log_anchor BEGIN SELECT RAISE(ABORT, 'the log is only appended'); END;
                CREATE TRIGGER log_anchor_delete BEFORE DELETE ON log_anchor BEGIN SELECT RAISE(ABORT, 'the log is only appended'); END;
                """)
    }
}
