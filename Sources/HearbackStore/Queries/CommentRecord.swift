import GRDB
package import HearbackCore

/// A comment as it stands, without its sealed text.
package struct CommentRecord: Hashable, Sendable {
    package let number: CommentNumber
    package let bill: String
    package let article: String?
    package let language: Language
    package let submitterKind: SubmitterKind
    package let endpoint: String?
    package let externalID: String?
    /// The sequence of its `received` event, which holds its content.
    package let event: Int64
    /// The sequence of the event whose content is the text that is shown: `received`, or the latest `redacted`.
    package let textEvent: Int64
    package let received: Instant
    /// When the daemon wrote it down; later than `received` for imports.
    package let recorded: Instant
    package let decisionDue: String
    /// The version of the bill's policy at its receipt, which it keeps.
    package let policyVersion: Int
    package let state: CommentState
    /// Working days from receipt to the first action or the answer, whichever is awaited.
    let watchDays: Int?

    init(_ row: Row) throws {
        guard let number = CommentNumber(row["number"]), let language = Language(rawValue: row["language"]),
            let kind = SubmitterKind(rawValue: row["submitter_kind"]), let state = Self.state(row)
        else { throw StoreError(.corrupt, "comment \(row["number"] as Int64? ?? 0) can't be read") }
        (self.number, self.language, submitterKind, self.state) = (number, language, kind, state)
        (bill, article, endpoint, externalID) = (row["bill"], row["article"], row["endpoint"], row["external_id"])
        (event, decisionDue, policyVersion) = (row["event"], row["decision_due"], row["policy_version"])
        (textEvent, watchDays) = (row["text_event"], row["watch_days"])
        received = Instant(milliseconds: row["received"])
        recorded = Instant(milliseconds: row["recorded"])
    }

    private static func state(_ row: Row) -> CommentState? {
        guard let status = CommentStatus(rawValue: row["status"]) else { return nil }
        var claim: CommentState.Claim?
        if let moderator = row["claimed_by"] as String?, let until = row["claimed_until"] as Int64? {
            claim = .init(moderator: moderator, until: Instant(milliseconds: until))
        }
        return CommentState(
            status: status, claim: claim, hasAppealed: row["has_appealed"], lastRejecter: row["last_rejecter"],
            isAnswered: row["is_answered"], outcome: (row["outcome"] as String?).flatMap(OutcomeKind.init),
            isErased: row["is_erased"], flags: FlagSet(rawValue: row["flags"]), openTargets: OpenTargets(rawValue: row["open_targets"]),
            revision: row["revision"])
    }

    static func fetch(_ number: CommentNumber, _ db: Database) throws -> CommentRecord? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM comment WHERE number = ?")
        return try Row.fetchOne(statement, arguments: [number.value]).map(CommentRecord.init)
    }
}

extension CommentEvent {
    /// From a row of `event` joined with `content`.
    init(_ row: Row) throws {
        let sequence: Int64 = row["sequence"]
        guard let number = CommentNumber(row["comment"]), let kind = CommentEventKind(rawValue: row["kind"]),
            let role = Role(rawValue: row["role"]), let provenance = Provenance(rawValue: row["provenance"])
        else { throw StoreError(.corrupt, "event \(sequence) can't be read") }
        self.init(
            sequence: sequence, comment: number, kind: kind, actor: Actor(role, row["actor"]),
            occurred: Instant(milliseconds: row["occurred"]), recorded: Instant(milliseconds: row["recorded"]),
            provenance: provenance, details: try StoredJSON.decode(EventDetails.self, from: row["details"]),
            text: row["text"],
            translations: try (row["translations"] as String?).map { try StoredJSON.decode(LocalizedText.self, from: $0) } ?? .none)
    }

    static let selection = """
        SELECT e.*, c.text, c.translations FROM event e LEFT JOIN content c ON c.event = e.sequence
        """

    static func fetch(of comment: CommentNumber, _ db: Database) throws -> [CommentEvent] {
        let statement = try db.cachedStatement(sql: selection + " WHERE e.comment = ? ORDER BY e.sequence")
        return try Row.fetchAll(statement, arguments: [comment.value]).map(CommentEvent.init)
    }
}
