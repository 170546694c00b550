import Foundation
import GRDB
import HearbackCore
import HearbackTransparency

/// What the log must be before anything is appended to it.
extension LedgerFile {
    /// Begins the log of a file that has none, or checks that the one it has is ours and whole; then appends what it misses.
    ///
    /// - Throws: `logMismatch` for another origin or a head that this key did not sign, `corrupt` for leaves that do not give that head.
    static func openLog(_ pool: DatabasePool, _ options: LedgerOptions) throws {
        guard let log = options.log else { return }
        try pool.read { try checkLog($0, log) }
        let writer = LogWriter(options: options)
        while try pool.write({ try writer.catchUp($0) }) {}
    }

    private static func checkLog(_ db: Database, _ log: LogOptions) throws {
        guard let head = try Data.fetchOne(db, sql: "SELECT note FROM log_head") else {
            guard try LogTiles(db: db).size() == 0 else { throw StoreError(.corrupt, "the log has leaves, and no head") }
            return
        }
        let checkpoint: Checkpoint
        do { checkpoint = try SignedCheckpoint(head, keys: log.verifiers).checkpoint } catch {
            throw StoreError(.logMismatch, "the log's head is not signed by the key of \(log.origin)")
        }
        guard checkpoint.origin == log.origin else {
            throw StoreError(.logMismatch, "the file has the log \(checkpoint.origin), the configuration names \(log.origin)")
        }
        let edge = try RightEdge.stored(db)
        guard edge.size == checkpoint.size else {
            throw StoreError(.corrupt, "the log's head speaks of \(checkpoint.size) leaves, the file has \(edge.size)")
        }
        guard edge.root == checkpoint.root else {
            throw StoreError(.corrupt, "the log's \(edge.size) leaves are not those whose root was signed: something in the file was changed")
        }
    }
}

/// Appends leaves of events that have none: all of them when a file gets its log.
private struct LogWriter {
    let options: LedgerOptions
    private static let together = 5_000

    /// - Returns: whether there may be more.
    func catchUp(_ db: Database) throws -> Bool {
        let transaction = try LedgerTransaction(
            db, options: options, memo: DetailsMemo(), book: EndpointBook(), logBook: LogBook())
        let through = try Int64.fetchOne(
            db, sql: "SELECT event FROM log_leaf WHERE event IS NOT NULL ORDER BY number DESC LIMIT 1") ?? 0
        let rows = try Row.fetchAll(
            db, sql: CommentEvent.selection + " WHERE e.sequence > ? ORDER BY e.sequence LIMIT ?",
            arguments: [through, Self.together])
        if try transaction.logEdge().size == 0, let key = options.log?.verifiers.first {
            let start = rows.first.map { Instant(milliseconds: $0["recorded"]) } ?? transaction.now
            try transaction.log("genesis", event: nil, recorded: start) { $0.genesis(key) }
        }
        for row in rows {
            if let bill = row["bill"] as String? {
                try append(row, of: bill, transaction)
            } else {
                try append(try CommentEvent(row), transaction)
            }
        }
        _ = try transaction.appendLeaves()
        return rows.count == Self.together
    }

    private func append(_ row: Row, of bill: String, _ transaction: LedgerTransaction) throws {
        let (event, recorded): (Int64, Instant) = (row["sequence"], Instant(milliseconds: row["recorded"]))
        switch BillEventKind(rawValue: row["kind"]) {
        case .added:
            try transaction.log(try StoredJSON.decode(Bill.self, from: row["details"]), event: event, recorded: recorded)
        case .policyChanged:
            let policy = try StoredJSON.decode(ResponsePolicy.self, from: row["details"])
            try transaction.log(policy, of: bill, event: event, recorded: recorded)
        case .closed:
            let closure = try StoredJSON.decode(BillClosureDetails.self, from: row["details"]).reason
            try transaction.log(closure, of: bill, event: event, recorded: recorded)
        case .campaignConfirmed, .campaignDismissed, .campaignMemberRemoved: break
        case nil: throw StoreError(.corrupt, "event \(event) is of an unknown kind")
        }
    }

    private func append(_ event: CommentEvent, _ transaction: LedgerTransaction) throws {
        guard event.kind.isPublic else { return }
        let db = transaction.db
        let content = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT text, name, email FROM content WHERE event = ?"), arguments: [event.sequence])
        let salt = content == nil ? nil : transaction.newSalts(event.kind)
        if let salt {
            try db.cachedStatement(sql: "UPDATE content SET salt = ? WHERE event = ?").execute(arguments: [salt, event.sequence])
        }
        let (number, isImport) = (event.comment, event.provenance == .imported)
        let previous = try event.kind == .received ? nil : transaction.lastLeaf(of: number)
        try transaction.log(event.kind.rawValue, event: event.sequence, comment: number, recorded: event.recorded, salt: salt) { table in
            let cid = options.box.logName(of: number)
            guard let submission = event.details.submission else {
                return table.event(
                    event.kind, event.details, cid: cid, previous: previous, by: event.actor, text: event.text,
                    translations: event.translations, imported: isImport ? event.occurred : nil)
            }
            let hidden = SubmissionOpenings(
                text: content?["text"] ?? "", kind: submission.submitterKind, language: submission.language, name: content?["name"],
                email: content?["email"], salts: salt.map { Array($0) } ?? options.random(SubmissionOpenings.saltLength))
            table.received(submission, cid: cid, opening: hidden, imported: isImport ? event.occurred : nil)
        }
    }
}
