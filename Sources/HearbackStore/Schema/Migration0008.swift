import GRDB

/// Decisions on many comments: what was selected, and how far it is. Events name their batch by themselves; these tables say
/// what is still to do.
enum Migration0008 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE batch (
                    number INTEGER PRIMARY KEY,
                    kind TEXT NOT NULL CHECK (kind IN ('published', 'rejected')),
                    reason TEXT,
                    explanation TEXT,
                    moderator TEXT NOT NULL,
                    created INTEGER NOT NULL,
                    stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),
                    CHECK ((kind = 'rejected') = (reason IS NOT NULL)), CHECK ((reason IS NULL) = (explanation IS NULL))
                ) STRICT;
                CREATE TABLE batch_item (
                    batch INTEGER NOT NULL REFERENCES batch (number),
                    comment INTEGER NOT NULL,
                    -- When it was selected: what is news since then refuses it.
                    revision INTEGER NOT NULL,
                    outcome TEXT NOT NULL DEFAULT 'pending'
                        CHECK (outcome IN ('pending', 'applied', 'refused', 'undone', 'kept')),
                    cause TEXT,
                    -- The decision that it led to.
                    event INTEGER,
                    PRIMARY KEY (batch, comment)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX batch_item_outcome ON batch_item (batch, outcome, comment);
                """)
    }
}
