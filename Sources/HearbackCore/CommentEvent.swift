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

    package init(
        sequence: Int64, comment: CommentNumber, kind: CommentEventKind, actor: Actor, occurred: Instant,
        recorded: Instant, provenance: Provenance, details: EventDetails, text: String?
    ) {
        (self.sequence, self.comment, self.kind, self.actor) = (sequence, comment, kind, actor)
        (self.occurred, self.recorded, self.provenance) = (occurred, recorded, provenance)
        (self.details, self.text) = (details, text)
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
    package var rule: String?
    package var message: String?
    package var messageType: String?
    /// Of `target_missed`: the clock, and the last local day of its target, `YYYY-MM-DD`.
    package var clock: String?
    package var due: String?
    /// Of `received`.
    package var submission: SubmissionDetails?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case until
        case takenFrom = "taken_from"
        case reason, outcome, citation, rule, message
        case messageType = "message_type"
        case clock, due, submission
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
    /// The policy in force at receipt.
    package var policyVersion: Int
    /// The other system's identifier, for imports.
    package var externalID: String?
    /// Of imports: the targets whose last day had ended before. Nobody here could have met them, so none is told as missed.
    package var dueBeforeImport: [TargetClock]?

    package init(
        bill: String, article: String?, language: Language, submitterKind: SubmitterKind, endpoint: String?,
        hasMail: Bool = false, decisionDue: String, policyVersion: Int, externalID: String? = nil, dueBeforeImport: [TargetClock]? = nil
    ) {
        (self.bill, self.article, self.language) = (bill, article, language)
        (self.submitterKind, self.endpoint, self.decisionDue) = (submitterKind, endpoint, decisionDue)
        self.hasMail = hasMail ? true : nil
        (self.policyVersion, self.externalID, self.dueBeforeImport) = (policyVersion, externalID, dueBeforeImport)
    }

    private enum CodingKeys: String, CodingKey {
        case bill, article, language
        case submitterKind = "submitter_kind"
        case endpoint
        case hasMail = "has_mail"
        case decisionDue = "decision_due"
        case policyVersion = "policy_version"
        case externalID = "external_id"
        case dueBeforeImport = "due_before_import"
    }
}
