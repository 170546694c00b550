import GRDB

/// What is owed to endpoints, and each try at paying it.
enum Migration0002 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE endpoint (
                    number INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    url TEXT NOT NULL,
                    secret TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
                    disabled_reason TEXT,
                    created INTEGER NOT NULL,
                    not_before INTEGER NOT NULL DEFAULT 0,
                    last_served INTEGER NOT NULL DEFAULT 0
                ) STRICT;

                CREATE TABLE outbox (
                    row INTEGER PRIMARY KEY,
                    message TEXT NOT NULL UNIQUE,
                    endpoint INTEGER NOT NULL REFERENCES endpoint (number),
                    comment INTEGER NOT NULL,
                    event INTEGER NOT NULL REFERENCES event (sequence),
                    type TEXT NOT NULL,
                    body BLOB NOT NULL CHECK (length(body) <= 20480),
                    state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'sending', 'delivered', 'dead',
                        'superseded', 'cancelled')),
                    attempt INTEGER NOT NULL DEFAULT 0,
                    lost INTEGER NOT NULL DEFAULT 0,
                    created INTEGER NOT NULL,
                    next_at INTEGER NOT NULL,
                    lease INTEGER,
                    finished INTEGER,
                    last_status INTEGER,
                    last_error TEXT,
                    CHECK ((state = 'sending') = (lease IS NOT NULL)),
                    CHECK ((state IN ('ready', 'sending')) = (finished IS NULL)),
                    UNIQUE (endpoint, comment, event)
                ) STRICT;
                CREATE INDEX outbox_due ON outbox (endpoint, next_at, row) WHERE state = 'ready';
                CREATE INDEX outbox_next ON outbox (next_at) WHERE state = 'ready';
                CREATE INDEX outbox_open ON outbox (endpoint, comment, event) WHERE state IN ('ready', 'sending');
                CREATE INDEX outbox_by_comment ON outbox (comment, event);
                CREATE INDEX outbox_sending ON outbox (lease) WHERE state = 'sending';

                CREATE TABLE attempt (
                    outbox INTEGER NOT NULL REFERENCES outbox (row),
                    attempt INTEGER NOT NULL,
                    started INTEGER NOT NULL,
                    milliseconds INTEGER NOT NULL,
                    status INTEGER,
                    error TEXT,
                    peer TEXT,
                    body BLOB NOT NULL CHECK (length(body) <= 2048),
                    PRIMARY KEY (outbox, attempt)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
