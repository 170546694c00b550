import GRDB

/// The transparency log: leaves and full tiles, which never change, the signed head of the last transaction, and every head that
/// was published. The salts of what leaves only commit to stand with what they hide, and go with it.
enum Migration0013 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE content ADD COLUMN salt BLOB;
                CREATE TABLE log_leaf (
                    number INTEGER PRIMARY KEY,
                    event INTEGER,
                    comment INTEGER,
                    entry BLOB NOT NULL CHECK (length(entry) BETWEEN 2 AND 4096)
                ) STRICT;
                CREATE INDEX log_leaf_by_comment ON log_leaf (comment, number) WHERE comment IS NOT NULL;
                -- Full tiles: 256 hashes of a level, and the one above them.
                CREATE TABLE log_tile (
                    level INTEGER NOT NULL,
                    number INTEGER NOT NULL,
                    root BLOB NOT NULL CHECK (length(root) = 32),
                    hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
                    PRIMARY KEY (level, number)
                ) STRICT;
                CREATE TABLE log_head (
                    one INTEGER PRIMARY KEY CHECK (one = 1),
                    size INTEGER NOT NULL,
                    note BLOB NOT NULL
                ) STRICT;
                CREATE TABLE log_published (
                    size INTEGER PRIMARY KEY,
                    note BLOB NOT NULL,
                    made INTEGER NOT NULL
                ) STRICT;
                CREATE TRIGGER log_leaf_update BEFORE UPDATE ON log_leaf BEGIN SELECT RAISE(ABORT, 'the log is only appended'); END;
                CREATE TRIGGER log_leaf_delete BEFORE DELETE ON log_leaf BEGIN SELECT RAISE(ABORT, 'the log is only appended'); END;
                CREATE TRIGGER log_tile_update BEFORE UPDATE ON log_tile BEGIN SELECT RAISE(ABORT, 'the log is only appended'); END;
                CREATE TRIGGER log_tile_delete BEFORE DELETE ON log_tile BEGIN SELECT RAISE(ABORT, 'the log is only appended'); END;
                CREATE TRIGGER log_published_update BEFORE UPDATE ON log_published
                    BEGIN SELECT RAISE(ABORT, 'the log is only appended'); END;
                CREATE TRIGGER log_published_delete BEFORE DELETE ON log_published
                    BEGIN SELECT RAISE(ABORT, 'the log is only appended'); END;
                CREATE TRIGGER log_head_update BEFORE UPDATE ON log_head WHEN NEW.size < OLD.size
                    BEGIN SELECT RAISE(ABORT, 'the log never shrinks'); END;
                CREATE TRIGGER log_head_delete BEFORE DELETE ON log_head BEGIN SELECT RAISE(ABORT, 'the log never shrinks'); END;
                """)
    }
}
