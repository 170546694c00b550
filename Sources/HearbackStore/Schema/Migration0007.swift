import GRDB

/// The index of words and the groups of near copies, filled by `Ledger.indexNew` in steps: a ledger that was there before is only behind at first.
enum Migration0007 {
    static func apply(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Folded words by comment number; the texts themselves stay in content alone. `facets` are what narrows a
                -- search and never changes: bill, language, submitter kind, month of
                -- receipt; `sketch` is what near copies share.
                CREATE VIRTUAL TABLE search USING fts5(
                    text, name, facets, sketch, content = '', columnsize = 0, tokenize = 'ascii', prefix = '3');

                CREATE TABLE search_state (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    -- Version of the rules by which words are folded.
                    folding INTEGER NOT NULL,
                    -- The last comment that is indexed.
                    through INTEGER NOT NULL,
                    -- The last comment that was compared with those before it.
                    grouped INTEGER NOT NULL,
                    -- Removed since the index was last merged into one: until then their words are in the file.
                    removed INTEGER NOT NULL
                ) STRICT;
                INSERT INTO search_state VALUES (1, 0, 0, 0, 0);

                -- Groups of near copies, numbered after the comment that they were found by. What humans said of them is in
                -- the events, the rest is found again.
                CREATE TABLE campaign (
                    number INTEGER PRIMARY KEY,
                    bill TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'dismissed'))
                ) STRICT;
                CREATE TABLE campaign_member (
                    comment INTEGER PRIMARY KEY,
                    campaign INTEGER NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'removed'))
                ) STRICT;
                CREATE INDEX campaign_members ON campaign_member (campaign, state, comment);

                -- Undecided and published ones have indexes of their own.
                CREATE INDEX comment_settled ON comment (status, number)
                    WHERE status IN ('rejected', 'withdrawn', 'lapsed');
                """)
    }
}
