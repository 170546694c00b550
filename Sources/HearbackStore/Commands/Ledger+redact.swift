import Foundation
import GRDB
package import HearbackCore

extension Ledger {
    /// Covers parts of a comment's text for everybody, in any status. The text as it was received is sealed.
    ///
    /// - Parameters:
    ///   - shown: in the text as it is shown now.
    ///   - version: the `textEvent` of the text in which they were measured.
    /// - Throws: `Refusal` (unknown comment, another text is shown by now, nothing to cover, spans that do not fit) or `StoreError`.
    package func redact(
        _ comment: CommentNumber, _ shown: [TextSpan], reason: RedactionReason, version: Int64, by actor: Actor
    ) async throws -> CommentRecord {
        try await write { transaction in
            try transaction.redact(comment, shown, reason: reason, version: version, by: actor)
        }
    }

    /// The text as it was received, where parts of it are covered now. That somebody read it is an event.
    ///
    /// - Throws: `Refusal` (unknown comment, nothing covered, not for this role) or `StoreError`.
    package func original(of comment: CommentNumber, by actor: Actor) async throws -> String {
        try await write { transaction in
            guard let record = try CommentRecord.fetch(comment, transaction.db) else { throw Refusal.unknownComment }
            guard record.textEvent != record.event, let text = try transaction.originalText(of: record) else {
                throw Refusal.notRedacted
            }
            _ = try transaction.apply(
                .originalRead, to: comment, by: actor, occurred: transaction.now, provenance: .observed)
            return text
        }
    }
}

extension LedgerTransaction {
    fileprivate func redact(
        _ number: CommentNumber, _ shown: [TextSpan], reason: RedactionReason, version: Int64, by actor: Actor
    ) throws -> CommentRecord {
        guard let comment = try CommentRecord.fetch(number, db) else { throw Refusal.unknownComment }
        guard comment.textEvent == version else { throw Refusal.textChanged }
        guard let original = try originalText(of: comment) else { throw Refusal.nothingToRedact }
        let before = try cover(of: comment)
        let cover = RedactionCover(before.spans + shown.compactMap(before.original(ofShown:)))
        guard cover != before else { throw Refusal.nothingToRedact }
        guard cover.spans.count <= Redaction.spanLimit, let text = cover.text(of: original) else { throw Refusal.spansDoNotFit }
        do {
            // A mark in place of half a pair of bidirectional controls would reorder what stands around it.
            try TextRule.check(text, limits: TextLimits(characters: .max, bytes: .max))
        } catch {
            throw Refusal.redactedText(error)
        }
        return try apply(
            .redacted(Redaction(spans: cover.spans, reason: reason, text: text)), to: number, by: actor, occurred: now,
            provenance: .observed)
    }

    private func cover(of comment: CommentRecord) throws -> RedactionCover {
        let statement = try db.cachedStatement(sql: "SELECT details FROM event WHERE sequence = ?")
        guard comment.textEvent != comment.event,
            let json = try String.fetchOne(statement, arguments: [comment.textEvent])
        else { return RedactionCover([]) }
        return RedactionCover(try StoredJSON.decode(EventDetails.self, from: json).spans ?? [])
    }

    /// The text as it was received; nil after an erasure.
    fileprivate func originalText(of comment: CommentRecord) throws -> String? {
        let plain = try db.cachedStatement(sql: "SELECT text FROM content WHERE event = ?")
        if let text = try String.fetchOne(plain, arguments: [comment.event]) { return text }
        let sealed = try db.cachedStatement(sql: "SELECT box FROM sealed_text WHERE event = ?")
        return try Data.fetchOne(sealed, arguments: [comment.event]).map { try options.box.openText($0, of: comment.number) }
    }

    /// Seals the text as it was received, and removes every text from the file that shows more than the redaction's own.
    func seal(_ number: CommentNumber, behind redaction: Int64) throws {
        guard let comment = try CommentRecord.fetch(number, db) else { throw Refusal.unknownComment }
        let plain = try db.cachedStatement(sql: "SELECT text FROM content WHERE event = ?")
        if let text = try String.fetchOne(plain, arguments: [comment.event]) {
            try db.cachedStatement(sql: "INSERT INTO sealed_text (event, box) VALUES (?, ?)").execute(arguments: [
                comment.event, try options.box.sealText(text, of: number),
            ])
        }
        try db.cachedStatement(
            sql: """
                UPDATE content SET text = NULL WHERE text IS NOT NULL AND event IN (SELECT sequence FROM event
                    WHERE comment = ? AND kind IN ('received', 'redacted') AND sequence < ?)
                """
        ).execute(arguments: [number.value, redaction])
    }

    func eraseSealed(_ number: CommentNumber) throws {
        try db.execute(
            sql: "UPDATE sealed_text SET box = NULL WHERE event IN (SELECT event FROM comment WHERE number = ?)",
            arguments: [number.value])
    }
}
