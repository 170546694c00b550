import Foundation
import GRDB
import HearbackCore
import HearbackTransparency

/// One durable transaction of the ledger, seen by the writes that share it.
package final class LedgerTransaction {
    let db: Database
    let options: LedgerOptions
    var counters: Counters
    /// Bills that comments of this transaction were checked against.
    var bills: [String: BillTerms] = [:]
    let memo: DetailsMemo
    let book: EndpointBook
    let logBook: LogBook
    /// The log's, once this transaction has looked.
    var edge: RightEdge?
    /// Appended to the log at the transaction's end.
    var leaves: [PendingLeaf] = []
    /// Endpoints of the book that this exchange has to do with.
    var touched: Set<Int64> = []
    /// Whether the present job has to do with the book.
    var usesBook = false
    /// The request that the present job is done for.
    var request: String?
    /// What is told once it is on disk.
    var notes: [RecordedEvent] = []

    struct Counters {
        var lastSequence: Int64
        var lastNumber: Int64
        var lastRecorded: Instant
        /// New comments by bill that `tally` does not count yet.
        var uncounted: [String: Int] = [:]
        /// The same by the day of their decision, for `figure`.
        var uncountedDue: [String: Int] = [:]
        /// Of those that are pending.
        var leaves = 0
        /// Of what is told.
        var notes = 0
    }

    init(_ db: Database, options: LedgerOptions, memo: DetailsMemo, book: EndpointBook, logBook: LogBook) throws {
        (self.db, self.options, self.memo, self.book, self.logBook) = (db, options, memo, book, logBook)
        let last = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT sequence, recorded FROM event ORDER BY sequence DESC LIMIT 1"))
        counters = Counters(
            lastSequence: last?["sequence"] ?? 0,
            lastNumber: try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(number) FROM comment")) ?? 0,
            lastRecorded: Instant(milliseconds: last?["recorded"] ?? .min))
    }

    /// Counts the new comments. Called at the group's end, and before what else touches `tally` or `figure`.
    func countNew() throws {
        for (bill, count) in counters.uncounted {
            try db.cachedStatement(
                sql: """
                    INSERT INTO tally VALUES (?1, 'awaiting_approval', ?2)
                        ON CONFLICT (bill, status) DO UPDATE SET count = count + ?2
                    """
            ).execute(arguments: [bill, count])
        }
        for (day, count) in counters.uncountedDue {
            try db.cachedStatement(
                sql: "INSERT INTO figure VALUES ('due', ?1, ?2) ON CONFLICT (kind, key) DO UPDATE SET count = count + ?2"
            ).execute(arguments: [day, count])
        }
        (counters.uncounted, counters.uncountedDue) = ([:], [:])
    }

    /// The ledger's time: the clock's, but never before what is recorded already.
    var now: Instant { max(options.clock(), counters.lastRecorded) }

    /// What an event is about.
    enum Subject {
        case comment(CommentNumber)
        case bill(String)
    }

    /// The sealed part of an event.
    struct Content {
        var text: String?
        var translations = LocalizedText.none
        var name: String?
        var email: String?
        var receipt: Data?
        /// Of the commitments to it in the log.
        var salt: Data?

        var isEmpty: Bool { text == nil && name == nil && email == nil && receipt == nil }
    }

    private static let insertEvent = """
        INSERT INTO event (sequence, comment, bill, kind, role, actor, occurred, recorded, provenance, details)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Writes an event down and returns its sequence.
    func append(
        _ subject: Subject, kind: String, actor: Actor, occurred: Instant, recorded: Instant, provenance: Provenance,
        details: some Encodable, content: Content = Content()
    ) throws -> Int64 {
        try append(
            subject, kind: kind, actor: actor, occurred: occurred, recorded: recorded, provenance: provenance,
            json: try StoredJSON.encode(details), content: content)
    }

    /// The same, with details that are JSON already. Nothing else writes to `event` and `content`.
    func append(
        _ subject: Subject, kind: String, actor: Actor, occurred: Instant, recorded: Instant, provenance: Provenance,
        json: String, content: Content
    ) throws -> Int64 {
        let sequence = counters.lastSequence + 1
        let (comment, bill): (Int64?, String?) =
            switch subject {
            case .comment(let number): (number.value, nil)
            case .bill(let id): (nil, id)
            }
        try db.run(Self.insertEvent) { binder in
            binder.bind(sequence)
            binder.bind(comment)
            binder.bind(bill)
            binder.bind(kind)
            binder.bind(actor.role.rawValue)
            binder.bind(actor.name)
            binder.bind(occurred.milliseconds)
            binder.bind(recorded.milliseconds)
            binder.bind(provenance.rawValue)
            binder.bind(json)
        }
        let translations = content.translations.isEmpty ? nil : try StoredJSON.encode(content.translations)
        counters.lastSequence = sequence
        note(sequence, kind, of: subject, by: actor, provenance)
        counters.lastRecorded = max(counters.lastRecorded, recorded)
        if !content.isEmpty {
            try db.run("INSERT INTO content (event, text, name, email, receipt, salt, translations) VALUES (?, ?, ?, ?, ?, ?, ?)") { binder in
                binder.bind(sequence)
                binder.bind(content.text)
                binder.bind(content.name)
                binder.bind(content.email)
                binder.bind(content.receipt)
                binder.bind(content.salt)
                binder.bind(translations)
            }
        }
        return sequence
    }
}

/// JSON inside the file: sorted keys, so that the same details are the same bytes.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
