import GRDB

/// The ledger and what is derived from it.
///
/// `event` and `content` are primary. `bill`, `policy`, `article`, `comment` and `tally` are derived, by `Projection` and by
/// triggers, and rebuilt from the events.
enum Migration0001 {
    static func apply(_ db: Database) throws {
        try db.execute(sql: primaryTables)
        try db.execute(sql: derivedTables)
        try db.execute(sql: guards)
        for (from, to) in statusPairs {
            try db.execute(sql: "INSERT INTO legal_transition VALUES (?, ?)", arguments: [from, to])
        }
    }

    /// Written out, not computed: a migration must not change when the state machine does. A test compares the two.
    private static let statusPairs = [
        ("awaiting_approval", "awaiting_approval"), ("awaiting_approval", "awaiting_clarification"),
        ("awaiting_approval", "published"), ("awaiting_approval", "rejected"), ("awaiting_approval", "withdrawn"),
        ("awaiting_approval", "lapsed"), ("awaiting_clarification", "awaiting_approval"),
        ("awaiting_clarification", "awaiting_clarification"), ("awaiting_clarification", "withdrawn"),
        ("awaiting_clarification", "lapsed"), ("published", "published"), ("published", "withdrawn"),
        ("published", "rejected"), ("rejected", "rejected"), ("rejected", "awaiting_approval"),
        ("withdrawn", "withdrawn"), ("lapsed", "lapsed"),
    ]

    private static let primaryTables = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY,
            comment INTEGER,
            bill TEXT,
            kind TEXT NOT NULL,
            role TEXT NOT NULL,
            actor TEXT,
            occurred INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            provenance TEXT NOT NULL CHECK (provenance IN ('observed', 'imported')),
            details TEXT NOT NULL,
            CHECK ((comment IS NULL) <> (bill IS NULL)),
            CHECK (occurred <= recorded)
        ) STRICT;
        CREATE INDEX event_by_comment ON event (comment, sequence) WHERE comment IS NOT NULL;
        CREATE INDEX event_by_bill ON event (bill, sequence) WHERE bill IS NOT NULL;

        -- Free text and personal data of an event, apart so that they can be erased. Only ever set to NULL.
        CREATE TABLE content (
            event INTEGER PRIMARY KEY REFERENCES event (sequence),
            text TEXT,
            name TEXT,
            email TEXT,
            receipt BLOB
        ) STRICT;

        -- Answers to repeat for a repeated request. The receipt's secret is masked with the key, which is only hashed here.
        CREATE TABLE idempotency (
            key BLOB PRIMARY KEY,
            request BLOB NOT NULL,
            comment INTEGER NOT NULL,
            masked BLOB NOT NULL,
            recorded INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_by_age ON idempotency (recorded);
        """

    private static let derivedTables = """
        CREATE TABLE bill (
            id TEXT PRIMARY KEY,
            document TEXT NOT NULL,
            opens INTEGER NOT NULL,
            closes INTEGER,
            policy_version INTEGER NOT NULL,
            closed INTEGER,
            closure TEXT
        ) STRICT, WITHOUT ROWID;

        -- Every version of a bill's policy: a comment keeps that of its receipt. Terms in days.
        CREATE TABLE policy (
            bill TEXT NOT NULL REFERENCES bill (id),
            version INTEGER NOT NULL,
            first_action_days INTEGER NOT NULL,
            decision_days INTEGER NOT NULL,
            answer_days INTEGER NOT NULL,
            clarification_days INTEGER NOT NULL,
            basis TEXT NOT NULL CHECK (basis IN ('target', 'law')),
            citation TEXT,
            PRIMARY KEY (bill, version),
            CHECK (basis = 'target' OR citation IS NOT NULL)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE article (
            bill TEXT NOT NULL REFERENCES bill (id),
            id TEXT NOT NULL,
            PRIMARY KEY (bill, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE comment (
            number INTEGER PRIMARY KEY,
            bill TEXT NOT NULL REFERENCES bill (id),
            article TEXT,
            language TEXT NOT NULL CHECK (language IN ('ar', 'zgh', 'fr', 'en', 'es')),
            submitter_kind TEXT NOT NULL CHECK (submitter_kind IN ('person', 'association')),
            endpoint TEXT,
            external_id TEXT,
            event INTEGER NOT NULL,
            received INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            decision_due TEXT NOT NULL,
            policy_version INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('awaiting_approval', 'awaiting_clarification', 'published',
                'rejected', 'withdrawn', 'lapsed')),
            revision INTEGER NOT NULL CHECK (revision >= 1),
            claimed_by TEXT,
            claimed_until INTEGER,
            has_appealed INTEGER NOT NULL CHECK (has_appealed IN (0, 1)),
            last_rejecter TEXT,
            is_answered INTEGER NOT NULL CHECK (is_answered IN (0, 1)),
            outcome TEXT CHECK (outcome IN ('adopted', 'partly_adopted', 'noted', 'not_adopted')),
            is_erased INTEGER NOT NULL CHECK (is_erased IN (0, 1)),
            -- Targets neither met nor missed: 1 first action, 2 decision, 4 answer.
            open_targets INTEGER NOT NULL CHECK (open_targets BETWEEN 0 AND 7),
            -- Working days from receipt to the first action or to the answer, whichever is awaited; never both are. Not
            -- their due day, which a change of the calendar moves.
            watch_days INTEGER,
            CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX comment_by_external_id ON comment (external_id) WHERE external_id IS NOT NULL;
        CREATE INDEX comment_queue ON comment (received, number)
            WHERE status IN ('awaiting_approval', 'awaiting_clarification');
        -- Whoever came first is due first among those with the same term, so a look at the first is enough.
        CREATE INDEX comment_watch ON comment (watch_days, received) WHERE watch_days IS NOT NULL;
        CREATE INDEX comment_promise ON comment (decision_due) WHERE open_targets & 2;
        CREATE INDEX comment_published ON comment (bill, number) WHERE status = 'published';

        -- How many comments of a bill are in each status. New ones are counted once for a group (LedgerTransaction).
        CREATE TABLE tally (
            bill TEXT NOT NULL,
            status TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count >= 0),
            PRIMARY KEY (bill, status)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER tally_update AFTER UPDATE OF status ON comment WHEN OLD.status <> NEW.status BEGIN
            UPDATE tally SET count = count - 1 WHERE bill = OLD.bill AND status = OLD.status;
            INSERT INTO tally VALUES (NEW.bill, NEW.status, 1)
                ON CONFLICT (bill, status) DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER tally_delete AFTER DELETE ON comment BEGIN
            UPDATE tally SET count = count - 1 WHERE bill = OLD.bill AND status = OLD.status;
        END;
        """

    private static let guards = """
        CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN
            SELECT RAISE(ABORT, 'events are never changed');
        END;
        CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN
            SELECT RAISE(ABORT, 'events are never deleted');
        END;
        CREATE TRIGGER event_append_only BEFORE INSERT ON event
            WHEN NEW.sequence <= (SELECT coalesce(max(sequence), 0) FROM event)
                OR NEW.recorded < (SELECT recorded FROM event ORDER BY sequence DESC LIMIT 1) BEGIN
            SELECT RAISE(ABORT, 'events are only appended, in the order of their recording');
        END;
        CREATE TRIGGER content_no_delete BEFORE DELETE ON content BEGIN
            SELECT RAISE(ABORT, 'content is erased, never deleted');
        END;
        CREATE TRIGGER content_only_erased BEFORE UPDATE ON content
            WHEN (NEW.text IS NOT NULL AND NEW.text IS NOT OLD.text) OR (NEW.name IS NOT NULL AND NEW.name IS NOT OLD.name)
                OR (NEW.email IS NOT NULL AND NEW.email IS NOT OLD.email) OR NEW.receipt IS NOT OLD.receipt
                OR NEW.event <> OLD.event BEGIN
            SELECT RAISE(ABORT, 'content is erased, never changed');
        END;

        CREATE TABLE legal_transition (
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            PRIMARY KEY (before, after)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER comment_legal_transition BEFORE UPDATE OF status ON comment
            WHEN NOT EXISTS (SELECT 1 FROM legal_transition WHERE before = OLD.status AND after = NEW.status) BEGIN
            SELECT RAISE(ABORT, 'illegal transition');
        END;
        CREATE TRIGGER comment_revision BEFORE UPDATE OF revision ON comment
            WHEN NEW.revision <> OLD.revision + 1 BEGIN
            SELECT RAISE(ABORT, 'a comment changes one event at a time');
        END;
        """
}
