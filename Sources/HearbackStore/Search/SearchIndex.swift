import GRDB
import HearbackCore

/// The words of one comment as the index holds them. What is made of the same content is the same: to remove a row, the index
/// must be told what is in it.
struct IndexedComment: Sendable {
    let number: Int64
    /// Of the comment when it was read.
    let revision: Int64
    let text: String
    let name: String
    let facets: String
    let sketch: String

    init(_ row: Row) {
        (number, revision) = (row["number"], row["revision"])
        text = Self.folded(row)
        name = Folding.text(row["name"] ?? "", language: Language(rawValue: row["language"]))
        facets = [
            SearchFacet.bill(row["bill"]), SearchFacet.language(row["language"]),
            SearchFacet.submitterKind(row["submitter_kind"]), SearchFacet.month(Instant(milliseconds: row["received"])),
        ].joined(separator: " ")
        sketch = TextSketch(folded: text)?.bands.joined(separator: " ") ?? ""
    }

    static func folded(_ row: Row) -> String {
        Folding.text(row["shown"] ?? "", language: Language(rawValue: row["language"]))
    }

    /// What a reader of the comment `m` is shown: its text in its content `c`, or what a redaction left of it.
    static let shown = """
        coalesce((SELECT r.text FROM event e JOIN content r ON r.event = e.sequence
            WHERE e.comment = m.number AND e.kind = 'redacted' ORDER BY e.sequence DESC LIMIT 1), c.text)
        """

    static let selection = """
        SELECT m.number, m.revision, m.bill, m.language, m.submitter_kind, m.received, m.is_erased, c.name, \(shown) AS shown
        FROM comment m JOIN content c ON c.event = m.event
        """
}

/// Words that stand for a comment's fixed properties: letters and digits only, whatever a bill is called.
enum SearchFacet {
    static func bill(_ id: String) -> String {
        id.utf8.reduce(into: "b") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
    }

    static func language(_ code: String) -> String { "l" + code }
    static func submitterKind(_ kind: String) -> String { "k" + kind }
    /// The month, in UTC.
    static func month(_ instant: Instant) -> String { "m" + instant.rfc3339.prefix(7).filter { $0 != "-" } }
}

/// The table `search`.
enum SearchIndex {
    /// Empties an index that other rules of folding made.
    static func claim(_ db: Database) throws {
        let version = try Int.fetchOne(db, sql: "SELECT folding FROM search_state")
        if version != Folding.version { try clear(db) }
    }

    static func clear(_ db: Database) throws {
        try db.execute(sql: "INSERT INTO search(search) VALUES ('delete-all')")
        try db.execute(
            sql: "UPDATE search_state SET folding = ?, through = 0, grouped = 0, removed = 0", arguments: [Folding.version])
    }

    static func add(_ comment: IndexedComment, _ db: Database) throws {
        try db.run("INSERT INTO search(rowid, text, name, facets, sketch) VALUES (?, ?, ?, ?, ?)") { $0.bind(comment) }
    }

    /// What was added has to be given again, word for word.
    static func remove(_ comment: IndexedComment, _ db: Database) throws {
        try db.run("INSERT INTO search(search, rowid, text, name, facets, sketch) VALUES ('delete', ?, ?, ?, ?, ?)") {
            $0.bind(comment)
        }
        try db.execute(sql: "UPDATE search_state SET removed = removed + 1")
    }

    static func through(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT through FROM search_state")) ?? 0
    }
}

extension Binder {
    fileprivate mutating func bind(_ comment: IndexedComment) {
        bind(comment.number)
        bind(comment.text)
        bind(comment.name)
        bind(comment.facets)
        bind(comment.sketch)
    }
}

extension LedgerTransaction {
    /// The comment as the index has it; nil when it is not there.
    private func indexed(_ number: CommentNumber) throws -> IndexedComment? {
        guard number.value <= (try SearchIndex.through(db)) else { return nil }
        let statement = try db.cachedStatement(
            sql: IndexedComment.selection + " WHERE m.number = ? AND NOT m.is_erased")
        return try Row.fetchOne(statement, arguments: [number.value]).map(IndexedComment.init)
    }

    /// Before its text changes.
    func unindex(_ number: CommentNumber) throws {
        if let comment = try indexed(number) { try SearchIndex.remove(comment, db) }
    }

    /// After its text has changed.
    func reindex(_ number: CommentNumber) throws {
        if let comment = try indexed(number) { try SearchIndex.add(comment, db) }
    }

    /// - Parameter comments: as they were read outside this transaction, those up to `last` that have a text.
    /// - Returns: whether they were taken: somebody else may have been faster.
    func index(_ comments: [IndexedComment], after through: Int64, through last: Int64) throws -> Bool {
        guard try SearchIndex.through(db) == through else { return false }
        let revision = try db.cachedStatement(sql: "SELECT revision FROM comment WHERE number = ?")
        let again = try db.cachedStatement(sql: IndexedComment.selection + " WHERE m.number = ? AND NOT m.is_erased")
        for comment in comments {
            if try Int64.fetchOne(revision, arguments: [comment.number]) == comment.revision {
                try SearchIndex.add(comment, db)
            } else if let changed = try Row.fetchOne(again, arguments: [comment.number]) {
                try SearchIndex.add(IndexedComment(changed), db)
            }
        }
        try db.cachedStatement(sql: "UPDATE search_state SET through = ?").execute(arguments: [last])
        return true
    }
}
