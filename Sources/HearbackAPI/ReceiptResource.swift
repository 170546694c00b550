package import HearbackCore

/// `GET /v1/receipts/{token}`: where a comment stands.
package struct ReceiptResource: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var bill: String
    package var article: String?
    package var language: Language
    /// As it is shown, with marks over what a redaction covers; missing after an erasure.
    package var text: String?
    package var state: CommentStatus
    package var receivedAt: Instant
    /// Local day, `YYYY-MM-DD`.
    package var decisionDue: String
    /// `target`: the institution set that day for itself. `law`: the citation says which.
    package var decisionBasis: TargetBasis
    package var decisionCitation: String?
    /// Local days from that of receipt to today, while no decision exists.
    package var daysWaiting: Int?
    package var decision: DecisionResource?
    package var answer: AnswerResource?
    package var outcome: OutcomeResource?
    package var timeline: [TimelineEntry]
    package var notices: [NoticeResource]

    package init(
        id: String, reference: String, bill: String, article: String? = nil, language: Language,
        text: String? = nil, state: CommentStatus, receivedAt: Instant, decisionDue: String,
        decisionBasis: TargetBasis, decisionCitation: String? = nil, daysWaiting: Int? = nil, decision: DecisionResource? = nil, answer: AnswerResource? = nil,
        outcome: OutcomeResource? = nil, timeline: [TimelineEntry], notices: [NoticeResource]
    ) {
        (self.id, self.reference, self.bill, self.article) = (id, reference, bill, article)
        (self.language, self.text, self.state, self.receivedAt) = (language, text, state, receivedAt)
        (self.decisionDue, self.daysWaiting, self.decision, self.answer) = (decisionDue, daysWaiting, decision, answer)
        (self.outcome, self.timeline, self.notices) = (outcome, timeline, notices)
        (self.decisionBasis, self.decisionCitation) = (decisionBasis, decisionCitation)
    }

    private enum CodingKeys: String, CodingKey {
        case id, reference, bill, article, language, text, state
        case receivedAt = "received_at"
        case decisionDue = "decision_due"
        case decisionBasis = "decision_basis"
        case decisionCitation = "decision_citation"
        case daysWaiting = "days_waiting"
        case decision, answer, outcome, timeline, notices
    }
}

package struct DecisionResource: Hashable, Codable, Sendable {
    /// `published` or `rejected`.
    package var kind: String
    package var at: Instant
    package var reason: String?
    package var explanation: String?

    package init(
        kind: String, at: Instant, reason: String? = nil, explanation: String? = nil
    ) {
        (self.kind, self.at, self.reason, self.explanation) = (kind, at, reason, explanation)
    }
}

package struct AnswerResource: Hashable, Codable, Sendable {
    package var at: Instant
    package var by: String?
    package var text: String
    /// The same in other languages; missing where there are none.
    package var translations: LocalizedText?

    package init(
        at: Instant, by: String? = nil, text: String, translations: LocalizedText = .none
    ) {
        (self.at, self.by, self.text) = (at, by, text)
        self.translations = translations.isEmpty ? nil : translations
    }
}

package struct OutcomeResource: Hashable, Codable, Sendable {
    package var outcome: OutcomeKind
    package var at: Instant
    package var reason: String
    /// The reason in other languages; missing where there are none.
    package var translations: LocalizedText?
    package var citation: String?

    package init(
        outcome: OutcomeKind, at: Instant, reason: String, translations: LocalizedText = .none, citation: String? = nil
    ) {
        (self.outcome, self.at, self.reason, self.citation) = (outcome, at, reason, citation)
        self.translations = translations.isEmpty ? nil : translations
    }
}

/// One event as people see it.
package struct TimelineEntry: Hashable, Codable, Sendable {
    package var sequence: Int64
    package var event: CommentEventKind
    package var at: Instant
    /// When the daemon wrote it down; later than `at` for imports.
    package var recordedAt: Instant
    package var provenance: Provenance
    package var role: Role
    /// Only for the desk.
    package var actor: String?
    /// Of `claimed`, only for the desk: the moderator from whom the comment was taken over.
    package var takenFrom: String?
    package var reason: String?
    package var outcome: String?
    package var citation: String?
    package var message: String?
    /// Of `target_missed`: which target, and its last local day, `YYYY-MM-DD`. Of `due_reckoned`: the day by which a
    /// decision is due since.
    package var clock: TargetClock?
    package var due: String?
    /// Of `due_reckoned`: the day that had been promised before.
    package var dueBefore: String?
    /// Of `flagged`; only for the desk.
    package var flags: [ScreeningFlag]?
    /// The batch that a decision was part of; only for the desk.
    package var batch: String?
    package var text: String?
    /// Of an answer or an outcome: the same in other languages.
    package var translations: LocalizedText?

    package init(
        sequence: Int64, event: CommentEventKind, at: Instant, recordedAt: Instant, provenance: Provenance,
        role: Role, actor: String? = nil, takenFrom: String? = nil, reason: String? = nil, outcome: String? = nil,
        citation: String? = nil, message: String? = nil, clock: TargetClock? = nil, due: String? = nil,
        dueBefore: String? = nil, flags: [ScreeningFlag]? = nil, batch: String? = nil, text: String? = nil, translations: LocalizedText = .none
    ) {
        (self.sequence, self.event, self.at, self.recordedAt) = (sequence, event, at, recordedAt)
        (self.provenance, self.role, self.actor, self.reason) = (provenance, role, actor, reason)
        (self.outcome, self.citation, self.message, self.text) = (outcome, citation, message, text)
        (self.clock, self.due, self.dueBefore, self.flags) = (clock, due, dueBefore, flags)
        (self.takenFrom, self.batch) = (takenFrom, batch)
        self.translations = translations.isEmpty ? nil : translations
    }

    private enum CodingKeys: String, CodingKey {
        case sequence, event, at
        case recordedAt = "recorded_at"
        case provenance, role, actor
        case takenFrom = "taken_from"
        case reason, outcome, citation, message, clock, due
        case dueBefore = "due_before"
        case flags, batch, text, translations
    }
}

/// What was sent, or could not be sent, about a comment.
package struct NoticeResource: Hashable, Codable, Sendable {
    package var message: String
    package var type: String
    package var state: String
    package var attempts: Int
    package var createdAt: Instant
    package var finishedAt: Instant?

    package init(
        message: String, type: String, state: String, attempts: Int, createdAt: Instant, finishedAt: Instant? = nil
    ) {
        (self.message, self.type, self.state, self.attempts) = (message, type, state, attempts)
        (self.createdAt, self.finishedAt) = (createdAt, finishedAt)
    }

    private enum CodingKeys: String, CodingKey {
        case message, type, state, attempts
        case createdAt = "created_at"
        case finishedAt = "finished_at"
    }
}
