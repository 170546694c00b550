import GRDB

/// What operators and destinations' owners can stop: pauses, opt-outs, registrations by domain.
enum Migration0004 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Endpoints to which nothing is sent for now; what is owed to them waits.
                CREATE TABLE endpoint_pause (
                    endpoint INTEGER PRIMARY KEY REFERENCES endpoint (number),
                    since INTEGER NOT NULL,
                    reason TEXT,
                    -- endpoint.not_before as it was.
                    earlier INTEGER NOT NULL
                ) STRICT;

                -- Names and networks whose owners asked not to be contacted.
                CREATE TABLE opt_out (
                    entry TEXT PRIMARY KEY,
                    reason TEXT,
                    added INTEGER NOT NULL,
                    added_by TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- A keyed hash of the domain under which anyone can register names; NULL where an administrator answers.
                ALTER TABLE endpoint ADD COLUMN domain BLOB;
                CREATE INDEX endpoint_domain ON endpoint (domain, created) WHERE domain IS NOT NULL;

                -- Challenges are few among millions of messages, and are looked for at each start.
                CREATE INDEX outbox_challenges ON outbox (created) WHERE type = 'endpoint.verification';
                """)
    }
}
