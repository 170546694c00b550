/// One entry of the ledger about a comment.
package struct CommentEvent: Hashable, Sendable {
    /// Place in the ledger, from 1, without regard to the comment.
    package var sequence: Int64
    package var comment: CommentNumber
    package var kind: CommentEventKind
    package var actor: Actor
    /// When it happened; for an imported event, as its source says.
    package var occurred: Instant
    /// When the daemon wrote it down.
    package var recorded: Instant
    package var provenance: Provenance
    package var details: EventDetails
    /// The free text that belongs to the event, kept apart so that it can be erased.
    package var text: String?
    /// The same in other languages; erased with it.
    package var translations: LocalizedText

    package init(
        sequence: Int64, comment: CommentNumber, kind: CommentEventKind, actor: Actor, occurred: Instant,
        recorded: Instant, provenance: Provenance, details: EventDetails, text: String?, translations: LocalizedText = .none
    ) {
        (self.sequence, self.comment, self.kind, self.actor) = (sequence, comment, kind, actor)
        (self.occurred, self.recorded, self.provenance) = (occurred, recorded, provenance)
        (self.details, self.text, self.translations) = (details, text, translations)
    }
}

/// What is recorded in an event beside its kind, actor and instants: codes and references, never free text or personal data.
package struct EventDetails: Hashable, Codable, Sendable {
    package var until: Instant?
    /// Of `claimed`: the moderator from whom the comment was taken over.
    package var takenFrom: String?
    package var reason: String?
    package var outcome: String?
    package var citation: String?
    package var message: String?
    package var messageType: String?
    /// Of `target_missed`: the clock, and the last local day of its target, `YYYY-MM-DD`.
    package var clock: String?
    package var due: String?
    /// Of `decision_undone`.
    package var undo: UndoDetails?
    /// Of `due_reckoned`, beside its `due`: the day before, the calendar, and whether it may still move.
    package var dueBefore: String?
    package var calendar: String?
    package var isProvisional: Bool?
    /// Of `flagged`: what was found, how much more there was, and why nothing was looked for.
    package var findings: [ScreeningFinding]?
    package var omitted: Int?
    package var failure: ScreeningFailure?
    /// Of `redacted`: all that is covered, in the text as it was received.
    package var spans: [TextSpan]?
    /// The batch (`bat_7`) that the decision, or its being taken back, was part of.
    package var batch: String?
    /// Of `received`.
    package var submission: SubmissionDetails?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case until
        case takenFrom = "taken_from"
        case reason, outcome, citation, message
        case messageType = "message_type"
        case clock, due, undo, findings, omitted, failure, spans, batch, submission
        case dueBefore = "due_before"
        case calendar
        case isProvisional = "provisional"
    }
}

/// What a `decision_undone` event records of the decision that it takes back.
package struct UndoDetails: Hashable, Codable, Sendable {
    package var kind: CommentEventKind
    package var sequence: Int64
    package var taken: Instant
    package var moderator: String?
    /// Absent is none.
    package var reopened: [TargetClock]?
    package var earlierRejecter: String?
    package var isAnnounced: Bool

    init(_ undo: Undo) {
        (kind, sequence, taken, moderator) = (undo.kind, undo.sequence, undo.taken, undo.moderator)
        let clocks = TargetClock.allCases.filter { undo.reopened.contains($0) }
        reopened = clocks.isEmpty ? nil : clocks
        (earlierRejecter, isAnnounced) = (undo.earlierRejecter, undo.isAnnounced)
    }

    private enum CodingKeys: String, CodingKey {
        case kind, sequence, taken, moderator, reopened
        case earlierRejecter = "earlier_rejecter"
        case isAnnounced = "announced"
    }
}

extension Undo {
    /// Nil when the details name no decision that can be taken back.
    init?(_ details: UndoDetails) {
        guard details.kind.isUndoable else { return nil }
        self.init(
            kind: details.kind, sequence: details.sequence, taken: details.taken, moderator: details.moderator,
            reopened: (details.reopened ?? []).reduce([]) { $0.union(OpenTargets($1)) },
            earlierRejecter: details.earlierRejecter, isAnnounced: details.isAnnounced)
    }
}

/// The public part of a submission, as its `received` event records it.
package struct SubmissionDetails: Hashable, Codable, Sendable {
    package var bill: String
    package var article: String?
    package var language: Language
    package var submitterKind: SubmitterKind
    package var endpoint: String?
    /// Whether notices by e-mail were asked for; absent is no. Where to is no part of an event.
    package var hasMail: Bool?
    /// The promise made in the receipt: decision due by the end of this local day, `YYYY-MM-DD`.
    package var decisionDue: String
    /// Whether the promise rests on a day that the moon may move; absent is no.
    package var isProvisional: Bool?
    /// Name and version of the calendar by which it was reckoned.
    package var calendar: String?
    /// The policy in force at receipt.
    package var policyVersion: Int
    /// The other system's identifier, for imports.
    package var externalID: String?
    /// Of imports: the targets whose last day had ended before. Nobody here could have met them, so none is told as missed.
    package var dueBeforeImport: [TargetClock]?

    package init(
        bill: String, article: String?, language: Language, submitterKind: SubmitterKind, endpoint: String?,
        hasMail: Bool = false, decisionDue: String, isProvisional: Bool = false, calendar: String? = nil, policyVersion: Int,
        externalID: String? = nil, dueBeforeImport: [TargetClock]? = nil
    ) {
        (self.bill, self.article, self.language) = (bill, article, language)
        (self.submitterKind, self.endpoint, self.decisionDue) = (submitterKind, endpoint, decisionDue)
        self.hasMail = hasMail ? true : nil
        (self.isProvisional, self.calendar) = (isProvisional ? true : nil, calendar)
        (self.policyVersion, self.externalID, self.dueBeforeImport) = (policyVersion, externalID, dueBeforeImport)
    }

    private enum CodingKeys: String, CodingKey {
        case bill, article, language
        case submitterKind = "submitter_kind"
        case endpoint
        case hasMail = "has_mail"
        case decisionDue = "decision_due"
        case isProvisional = "provisional"
        case calendar
        case policyVersion = "policy_version"
        case externalID = "external_id"
        case dueBeforeImport = "due_before_import"
    }
}
