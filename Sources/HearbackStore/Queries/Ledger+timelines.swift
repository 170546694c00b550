import GRDB
package import HearbackCore

/// The instants of one comment's life: what response times are computed from.
package struct RecordedTimeline: Sendable {
    package let comment: CommentNumber
    package let bill: String
    package let language: Language
    package let submitterKind: SubmitterKind
    /// The local day by which the receipt promised a decision, `YYYY-MM-DD`; `due_reckoned` events move it.
    package let decisionDue: String
    package let policyVersion: Int
    package let received: Instant
    /// When the daemon first knew of it.
    package let recorded: Instant
    package let provenance: Provenance
    package let hasEndpoint: Bool
    /// What came after its receipt.
    package let events: [Event]

    package struct Event: Hashable, Sendable {
        package let kind: CommentEventKind
        package let occurred: Instant
        package let recorded: Instant
        /// Of a `notified` event: what was told.
        package let messageType: String?
        /// Of a refusal its reason, of an outcome what became of the proposal, of `received` and `due_reckoned` the day by
        /// which a decision is due.
        package let code: String?
        /// Of an outcome: whether it names the article or amendment.
        package let isCited: Bool
    }
}

extension Ledger {
    /// Hands every comment's timeline to `body`, one at a time, from one consistent snapshot.
    ///
    /// - Parameters:
    ///   - bill: only this bill's comments.
    ///   - scope: only comments on these bills.
    package func forEachTimeline(
        bill: String?, within scope: BillScope = .all, _ body: @escaping @Sendable (RecordedTimeline) throws -> Void
    ) async throws {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT m.number, m.bill, m.language, m.submitter_kind, m.policy_version,
                        m.endpoint IS NOT NULL
                            OR iif(e.kind = 'received', coalesce(e.details ->> '$.submission.has_mail', 0), 0)
                            AS has_endpoint,
                        e.kind, e.occurred, e.recorded, e.provenance,
                        iif(e.kind = 'notified', e.details ->> 'message_type', NULL) AS message_type,
                        CASE WHEN e.kind IN ('rejected', 'unpublished') THEN e.details ->> 'reason'
                            WHEN e.kind = 'outcome_recorded' THEN e.details ->> 'outcome'
                            WHEN e.kind = 'due_reckoned' THEN e.details ->> 'due'
                            WHEN e.kind = 'received' THEN e.details ->> '$.submission.decision_due' END AS code,
                        iif(e.kind = 'outcome_recorded', e.details ->> 'citation' IS NOT NULL, 0) AS is_cited
                    FROM comment m JOIN event e ON e.comment = m.number
                    WHERE (?1 IS NULL OR m.bill = ?1) AND (?2 IS NULL OR m.bill IN (SELECT value FROM json_each(?2)))
                    ORDER BY m.number, e.sequence
                    """, arguments: [bill, scope.list])
            var gatherer = TimelineGatherer()
            while let row = try rows.next() {
                if let complete = try gatherer.take(row) { try body(complete) }
            }
            if let last = gatherer.finish() { try body(last) }
        }
    }
}

extension Ledger {
    /// The first comment that was received at an instant; a bill narrows it.
    package func comment(received: Instant, bill: String?, within scope: BillScope = .all) async throws -> CommentNumber? {
        try await read { db in
            let found = try Int64.fetchOne(
                db,
                sql: """
                    SELECT number FROM comment WHERE received = ?1 AND (?2 IS NULL OR bill = ?2)
                        AND (?3 IS NULL OR bill IN (SELECT value FROM json_each(?3))) ORDER BY number LIMIT 1
                    """, arguments: [received.milliseconds, bill, scope.list])
            return found.flatMap { CommentNumber($0) }
        }
    }
}

/// Gathers rows that come comment by comment, `received` first.
private struct TimelineGatherer {
    private var head: RecordedTimeline.Head?
    private var events: [RecordedTimeline.Event] = []

    /// - Returns: the comment before, when the row begins a new one.
    mutating func take(_ row: Row) throws -> RecordedTimeline? {
        guard let event = RecordedTimeline.Event(row), let number = CommentNumber(row["number"]) else {
            throw StoreError(.corrupt, "an event of comment \(row["number"] as Int64? ?? 0) can't be read")
        }
        var complete: RecordedTimeline?
        if number != head?.number {
            complete = finish()
            guard let next = RecordedTimeline.Head(number, row) else {
                throw StoreError(.corrupt, "comment \(number.id) can't be read")
            }
            head = next
        }
        events.append(event)
        return complete
    }

    mutating func finish() -> RecordedTimeline? {
        defer { events = [] }
        guard let head, let first = events.first else { return nil }
        return RecordedTimeline(head, received: first, events: Array(events.dropFirst()))
    }
}

extension RecordedTimeline {
    /// What all rows of a comment share.
    fileprivate struct Head {
        let number: CommentNumber
        let bill: String
        let language: Language
        let submitterKind: SubmitterKind
        let policyVersion: Int
        let hasEndpoint: Bool
        let provenance: Provenance

        init?(_ number: CommentNumber, _ row: Row) {
            guard let language = Language(rawValue: row["language"]),
                let submitterKind = SubmitterKind(rawValue: row["submitter_kind"]),
                let provenance = Provenance(rawValue: row["provenance"])
            else { return nil }
            (self.number, bill, self.language, self.submitterKind) = (number, row["bill"], language, submitterKind)
            (policyVersion, hasEndpoint, self.provenance) = (row["policy_version"], row["has_endpoint"], provenance)
        }
    }

    fileprivate init(_ head: Head, received: Event, events: [Event]) {
        self.init(
            comment: head.number, bill: head.bill, language: head.language, submitterKind: head.submitterKind,
            decisionDue: received.code ?? "", policyVersion: head.policyVersion, received: received.occurred,
            recorded: received.recorded, provenance: head.provenance, hasEndpoint: head.hasEndpoint, events: events)
    }
}

extension RecordedTimeline.Event {
    fileprivate init?(_ row: Row) {
        guard let kind = CommentEventKind(rawValue: row["kind"]) else { return nil }
        self.init(
            kind: kind, occurred: Instant(milliseconds: row["occurred"]),
            recorded: Instant(milliseconds: row["recorded"]), messageType: row["message_type"], code: row["code"],
            isCited: row["is_cited"])
    }
}
