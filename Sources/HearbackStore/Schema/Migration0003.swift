import Foundation
import GRDB

/// Endpoints that anyone may register, e-mail among them; the outbox woken by endpoint instead of scanned by message.
enum Migration0003 {
    static func apply(_ db: Database, _ box: SecretBox) throws {
        try db.execute(sql: endpoints)
        try moveEndpoints(db, box)
        try db.execute(sql: outbox)
    }

    /// Secrets stood in the open before; here they are sealed.
    private static func moveEndpoints(_ db: Database, _ box: SecretBox) throws {
        for row in try Row.fetchAll(db, sql: "SELECT * FROM old_endpoint") {
            let (number, id, url): (Int64, String, String) = (row["number"], row["id"], row["url"])
            try db.execute(
                sql: """
                    INSERT INTO endpoint (number, id, kind, address, address_key, state, disabled_reason, created,
                        is_vouched, verified, not_before, last_served)
                    VALUES (?, ?, 'webhook', ?, ?, ?, ?, ?, 1, ?, ?, ?)
                    """,
                arguments: [
                    number, id, url, box.addressKey(url + "\n" + id), row["state"], row["disabled_reason"],
                    row["created"], row["created"], row["not_before"], row["last_served"],
                ])
            try db.execute(
                sql: "INSERT INTO endpoint_secret (endpoint, sealed, created) VALUES (?, ?, ?)",
                arguments: [number, try box.seal(row["secret"], for: number), row["created"]])
        }
    }

    private static let endpoints = """
        ALTER TABLE attempt RENAME TO old_attempt;
        ALTER TABLE outbox RENAME TO old_outbox;
        ALTER TABLE endpoint RENAME TO old_endpoint;
        DROP INDEX outbox_due; DROP INDEX outbox_next; DROP INDEX outbox_open; DROP INDEX outbox_by_comment;
        DROP INDEX outbox_sending;

        CREATE TABLE endpoint (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('webhook', 'email')),
            -- The URL or the e-mail address; NULL once its owner has taken it away.
            address TEXT,
            -- A keyed hash of the address, by which it is found and limited even then.
            address_key BLOB NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'disabled')),
            disabled_reason TEXT,
            created INTEGER NOT NULL,
            -- An administrator answers for it: no challenge, no look at where it moves.
            is_vouched INTEGER NOT NULL DEFAULT 0 CHECK (is_vouched IN (0, 1)),
            verified INTEGER,
            -- Challenges or confirmations sent since an instant, all registrations of the address counted together.
            challenges INTEGER NOT NULL DEFAULT 0,
            challenged_since INTEGER NOT NULL DEFAULT 0,
            -- Hash of the owner's token, and a keyed hash of the network that it was registered from.
            owner BLOB,
            registrant BLOB,
            language TEXT,
            -- Nothing is sent before: Retry-After, the breaker.
            not_before INTEGER NOT NULL DEFAULT 0,
            last_served INTEGER NOT NULL DEFAULT 0,
            -- When there may be something to claim; NULL when there is nothing, or all that may be is under way.
            wake INTEGER,
            in_flight INTEGER NOT NULL DEFAULT 0 CHECK (in_flight >= 0),
            failures INTEGER NOT NULL DEFAULT 0,
            breaker INTEGER NOT NULL DEFAULT 0,
            breaker_opened INTEGER,
            failing_since INTEGER,
            ramp INTEGER NOT NULL DEFAULT 10,
            tokens REAL NOT NULL DEFAULT 0,
            tokens_at INTEGER NOT NULL DEFAULT 0,
            CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL))
        ) STRICT;
        CREATE INDEX endpoint_wake ON endpoint (wake, last_served) WHERE wake IS NOT NULL;
        CREATE INDEX endpoint_registrant ON endpoint (registrant, created) WHERE registrant IS NOT NULL;
        CREATE INDEX endpoint_verified ON endpoint (verified) WHERE state = 'active' AND is_vouched = 0;

        -- Sealed; more than one while a secret is being rotated.
        CREATE TABLE endpoint_secret (
            endpoint INTEGER NOT NULL REFERENCES endpoint (number),
            sealed BLOB NOT NULL,
            created INTEGER NOT NULL,
            expires INTEGER
        ) STRICT;
        CREATE INDEX endpoint_secret_by_endpoint ON endpoint_secret (endpoint);

        -- The networks (IPv4 /24, IPv6 /48) at which an endpoint has answered a challenge.
        CREATE TABLE endpoint_network (
            endpoint INTEGER NOT NULL REFERENCES endpoint (number),
            network TEXT NOT NULL,
            verified INTEGER NOT NULL,
            PRIMARY KEY (endpoint, network)
        ) STRICT, WITHOUT ROWID;

        -- E-mail addresses that are told of a comment, beside the endpoint that its submission named.
        CREATE TABLE recipient (
            comment INTEGER NOT NULL,
            endpoint INTEGER NOT NULL REFERENCES endpoint (number),
            PRIMARY KEY (comment, endpoint)
        ) STRICT, WITHOUT ROWID;

        -- When the submitter is next told that the comment still waits.
        CREATE TABLE reminder (
            comment INTEGER PRIMARY KEY,
            next INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX reminder_next ON reminder (next);
        """

    private static let outbox = """
        CREATE TABLE outbox (
            row INTEGER PRIMARY KEY,
            message TEXT NOT NULL UNIQUE,
            endpoint INTEGER NOT NULL REFERENCES endpoint (number),
            -- NULL for messages about the endpoint itself.
            comment INTEGER,
            -- NULL for messages that tell no event.
            event INTEGER REFERENCES event (sequence),
            type TEXT NOT NULL,
            -- NULL once it is pruned.
            body BLOB CHECK (length(body) <= 20480),
            state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'delivered', 'dead', 'superseded', 'cancelled')),
            -- Attempts that ended since its making or its replay, of which the schedule allows so many; and those before
            -- a replay. One under way is counted when its result or the next start ends its lease.
            attempt INTEGER NOT NULL DEFAULT 0,
            earlier INTEGER NOT NULL DEFAULT 0,
            lost INTEGER NOT NULL DEFAULT 0,
            created INTEGER NOT NULL,
            -- Of its making or its replay: what its life is counted from.
            queued INTEGER NOT NULL,
            next_at INTEGER NOT NULL,
            finished INTEGER,
            last_status INTEGER,
            last_error TEXT,
            -- The attempt that succeeded; those that failed have rows of their own. NULL again once it is pruned.
            started INTEGER,
            milliseconds INTEGER,
            peer TEXT,
            answer BLOB CHECK (length(answer) <= 2048),
            CHECK ((state = 'ready') = (finished IS NULL)),
            UNIQUE (endpoint, event)
        ) STRICT;
        INSERT INTO outbox SELECT row, message, endpoint, comment, event, type, body,
            iif(state = 'sending', 'ready', state), attempt - (state = 'sending'), 0, lost, created, created, next_at,
            finished, last_status, last_error, NULL, NULL, NULL, NULL FROM old_outbox;
        CREATE INDEX outbox_due ON outbox (endpoint, next_at) WHERE state = 'ready';
        CREATE INDEX outbox_question ON outbox (endpoint) WHERE state = 'ready' AND comment IS NULL;
        CREATE INDEX outbox_by_comment ON outbox (comment) WHERE comment IS NOT NULL;
        CREATE INDEX outbox_kept ON outbox (created) WHERE body IS NOT NULL;

        -- Messages under way, apart from their wide rows: a claim and its end change a few bytes.
        CREATE TABLE lease (
            -- Of outbox, whose state stays 'ready'.
            row INTEGER PRIMARY KEY,
            endpoint INTEGER NOT NULL,
            -- Fencing: a result counts only with it.
            token INTEGER NOT NULL
        ) STRICT;
        INSERT INTO lease SELECT row, endpoint, lease FROM old_outbox WHERE state = 'sending';

        CREATE TABLE attempt (
            outbox INTEGER NOT NULL REFERENCES outbox (row),
            attempt INTEGER NOT NULL,
            started INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            status INTEGER,
            error TEXT,
            -- The precise cause, for the desk only.
            detail TEXT,
            peer TEXT,
            body BLOB NOT NULL CHECK (length(body) <= 2048),
            PRIMARY KEY (outbox, attempt)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO attempt SELECT outbox, attempt, started, milliseconds, status, error, NULL, peer, body FROM old_attempt;
        DROP TABLE old_attempt; DROP TABLE old_outbox; DROP TABLE old_endpoint;
        UPDATE endpoint SET wake = 0, in_flight = (
            SELECT count(*) FROM lease l WHERE l.endpoint = endpoint.number);
        """
}
