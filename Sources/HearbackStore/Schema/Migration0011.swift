import GRDB

/// Tokens that open the desk without an account of the machine. What one allowed stays on record: only its use and its
/// revocation are ever written later.
enum Migration0011 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE access_token (
                    number INTEGER PRIMARY KEY,
                    -- The actor of what is done with it; a person may have several.
                    name TEXT NOT NULL,
                    -- JSON lists; no bills at all is every bill.
                    roles TEXT NOT NULL,
                    bills TEXT,
                    -- E-mail addresses in lower case.
                    addresses TEXT NOT NULL,
                    -- SHA-256 of the secret.
                    hash BLOB NOT NULL CHECK (length(hash) = 32),
                    created INTEGER NOT NULL,
                    created_by TEXT NOT NULL,
                    expires INTEGER NOT NULL CHECK (expires > created),
                    revoked INTEGER,
                    revoked_by TEXT,
                    -- To the minute.
                    last_used INTEGER,
                    CHECK ((revoked IS NULL) = (revoked_by IS NULL))
                ) STRICT;
                CREATE INDEX access_token_addresses ON access_token (name) WHERE addresses <> '[]';
                CREATE TRIGGER access_token_stays BEFORE DELETE ON access_token BEGIN
                    SELECT RAISE(ABORT, 'tokens are not deleted');
                END;
                CREATE TRIGGER access_token_terms BEFORE UPDATE OF
                    number, name, roles, bills, addresses, hash, created, created_by, expires ON access_token BEGIN
                    SELECT RAISE(ABORT, 'the terms of a token do not change');
                END;
                CREATE TRIGGER access_token_revocation BEFORE UPDATE OF revoked, revoked_by ON access_token
                WHEN OLD.revoked IS NOT NULL BEGIN
                    SELECT RAISE(ABORT, 'a revocation is final');
                END;
                """)
    }
}
