import Foundation
import GRDB
package import HearbackCore
package import HearbackTransparency

/// What everyone may read of the log.
extension Ledger {
    /// The last head that was published, signed, with the lines of witnesses who vouched for it; nil where there is no log, or
    /// nothing was published yet.
    package func publishedHead() async throws -> [UInt8]? {
        let head = try await read { db in
            try Data.fetchOne(db.cachedStatement(sql: "SELECT note FROM log_published ORDER BY size DESC LIMIT 1")).map(Array.init)
        }
        return head.map { options.log?.cosigned($0) ?? $0 }
    }

    /// A tile of hashes or of entries.
    ///
    /// - Returns: nil while the tree has fewer.
    package func logTile(_ path: TilePath) async throws -> [UInt8]? {
        guard path.number < 1 << 40 else { return nil }
        return try await read { try LogTiles(db: $0).bytes(of: path) }
    }

    /// A receipt's proof against the present head, with the openings that are still there.
    ///
    /// - Returns: nil for a token that is none, or where there is no log.
    package func logReceipt(for token: ReceiptToken) async throws -> LogReceipt? {
        try await read { db in
            guard try db.holds(token), let head = try Data.fetchOne(db, sql: "SELECT note FROM log_head"),
                let leaf = try Row.fetchOne(
                    db, sql: "SELECT number, event, entry FROM log_leaf WHERE comment = ? ORDER BY number LIMIT 1",
                    arguments: [token.comment.value])
            else { return nil }
            let (index, event): (Int64, Int64?) = (leaf["number"], leaf["event"])
            let tiles = LogTiles(db: db)
            guard let event, let proof = try tiles.reader(size: tiles.size()).inclusion(of: index) else { return nil }
            let entry = Array(leaf["entry"] as Data)
            return LogReceipt(
                entry: entry, disclosures: try Self.openings(of: event, entry, db), index: index, proof: proof, note: Array(head))
        }
    }

    /// Those of a `received` leaf that can still be opened: not what was erased, and not a text that a redaction covers.
    private static func openings(of event: Int64, _ entry: [UInt8], _ db: Database) throws -> [String] {
        guard let row = try Row.fetchOne(db, sql: CommentEvent.selection + " WHERE e.sequence = ?", arguments: [event]),
            let content = try Row.fetchOne(db, sql: "SELECT text, name, email, salt FROM content WHERE event = ?", arguments: [event]),
            let salt = content["salt"] as Data?, let submission = try CommentEvent(row).details.submission
        else { return [] }
        let leaf = try LeafObject(entry)
        return SubmissionOpenings(
            text: content["text"] ?? "", kind: submission.submitterKind, language: submission.language, name: content["name"],
            email: content["email"], salts: Array(salt)
        ).all.filter { leaf.string($0.name) == $0.digest }.map(\.text)
    }
}

/// What the daemon's keeper of the log does.
extension Ledger {
    /// The present head, where it is larger than the last that was published.
    package func unpublishedHead() async throws -> [UInt8]? {
        try await read { db in
            try Data.fetchOne(
                db, sql: "SELECT note FROM log_head WHERE size > coalesce((SELECT max(size) FROM log_published), 0)"
            ).map(Array.init)
        }
    }

    package func publish(_ head: [UInt8]) async throws {
        try await write { transaction in
            guard let log = transaction.options.log else { return }
            let size = try SignedCheckpoint(head, keys: log.verifiers).checkpoint.size
            try transaction.db.execute(
                sql: "INSERT OR IGNORE INTO log_published VALUES (?, ?, ?)",
                arguments: [size, Data(head), transaction.now.milliseconds])
        }
    }

    /// Whether the log, as it is now, goes on from a head that was signed before.
    ///
    /// - Throws: `logMismatch`, with what is wrong.
    package func checkLog(contains note: [UInt8]) throws(StoreError) {
        guard let log = options.log else { return }
        let mark: Checkpoint
        do { mark = try SignedCheckpoint(note, keys: log.verifiers).checkpoint } catch {
            throw StoreError(.logMismatch, "the head that was kept is not of this log")
        }
        let (size, root): (Int64, TreeHash?)
        do {
            (size, root) = try pool.read { db in
                let tiles = LogTiles(db: db)
                let size = try tiles.size()
                return (size, size < mark.size ? nil : try tiles.reader(size: mark.size).root())
            }
        } catch {
            throw StoreError(error, context: "reading the log")
        }
        guard size >= mark.size else {
            throw StoreError(.logMismatch, "the ledger is older than what was signed already: it has \(size) leaves, \(mark.size) were published")
        }
        guard root == mark.root else {
            throw StoreError(.logMismatch, "the first \(mark.size) leaves of the ledger are not those that were published: they were changed")
        }
    }

    /// Whether the file at `path` has a log, whose key must not be made anew.
    package static func hasLog(at path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        var configuration = Configuration()
        configuration.readonly = true
        // A file without the table, or that can't be read, says so when it is opened.
        let head = try? DatabaseQueue(path: path, configuration: configuration).read { db in
            try Int64.fetchOne(db, sql: "SELECT size FROM log_head")
        }
        return (head ?? nil) != nil
    }
}
