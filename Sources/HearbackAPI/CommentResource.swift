package import HearbackCore

/// A comment as the desk sees it.
package struct CommentResource: Hashable, Codable, Sendable {
    package var id: String
    package var reference: String
    package var bill: String
    package var article: String?
    package var language: Language
    package var text: String?
    /// Another number, another text: redactions replace what is shown.
    package var textVersion: Int64
    /// Parts of the text that are covered.
    package var coveredSpans: Int?
    /// True where `text` is the sealed text, as it was received.
    package var isOriginal: Bool?
    /// Missing where screening had nothing to say.
    package var screening: ScreeningResource?
    package var submitterKind: SubmitterKind
    package var submitterName: String?
    package var submitterEmail: String?
    package var endpoint: String?
    package var state: CommentStatus
    package var revision: Int
    package var receivedAt: Instant
    package var decisionDue: String
    /// `target`: the institution set that day for itself. `law`: the citation says which.
    package var decisionBasis: TargetBasis
    package var decisionCitation: String?
    package var daysWaiting: Int?
    package var claimedBy: String?
    package var claimedUntil: Instant?
    /// The events that the state allows.
    package var allowed: [CommentEventKind]
    package var timeline: [TimelineEntry]
    package var deliveries: [DeliveryResource]
    package var externalID: String?

    package init(
        id: String, reference: String, bill: String, article: String? = nil, language: Language,
        text: String? = nil, textVersion: Int64, coveredSpans: Int? = nil, isOriginal: Bool? = nil,
        screening: ScreeningResource? = nil, submitterKind: SubmitterKind, submitterName: String? = nil,
        submitterEmail: String? = nil, endpoint: String? = nil, state: CommentStatus, revision: Int,
        receivedAt: Instant, decisionDue: String, decisionBasis: TargetBasis, decisionCitation: String? = nil, daysWaiting: Int? = nil, claimedBy: String? = nil,
        claimedUntil: Instant? = nil, allowed: [CommentEventKind], timeline: [TimelineEntry],
        deliveries: [DeliveryResource], externalID: String? = nil
    ) {
        (self.id, self.reference, self.bill, self.article) = (id, reference, bill, article)
        (self.language, self.text, self.submitterKind, self.submitterName) = (language, text, submitterKind, submitterName)
        (self.submitterEmail, self.endpoint, self.state, self.revision) = (submitterEmail, endpoint, state, revision)
        (self.receivedAt, self.decisionDue, self.daysWaiting, self.claimedBy) = (receivedAt, decisionDue, daysWaiting, claimedBy)
        (self.claimedUntil, self.allowed, self.timeline, self.deliveries) = (claimedUntil, allowed, timeline, deliveries)
        (self.textVersion, self.coveredSpans, self.isOriginal, self.screening) = (textVersion, coveredSpans, isOriginal, screening)
        (self.decisionBasis, self.decisionCitation, self.externalID) = (decisionBasis, decisionCitation, externalID)
    }

    private enum CodingKeys: String, CodingKey {
        case id, reference, bill, article, language, text, screening
        case textVersion = "text_version"
        case coveredSpans = "covered_spans"
        case isOriginal = "is_original"
        case submitterKind = "submitter_kind"
        case submitterName = "submitter_name"
        case submitterEmail = "submitter_email"
        case endpoint, state, revision
        case receivedAt = "received_at"
        case decisionDue = "decision_due"
        case decisionBasis = "decision_basis"
        case decisionCitation = "decision_citation"
        case daysWaiting = "days_waiting"
        case claimedBy = "claimed_by"
        case claimedUntil = "claimed_until"
        case allowed, timeline, deliveries
        case externalID = "external_id"
    }
}

/// The body of `reject` and `unpublish`.
package struct RejectionRequest: Hashable, Codable, Sendable {
    package var reason: String
    package var explanation: String

    package init(
        reason: String, explanation: String
    ) {
        (self.reason, self.explanation) = (reason, explanation)
    }
}

/// The body of `answer`, `clarify`, `note` and what else is one text.
package struct TextRequest: Hashable, Codable, Sendable {
    package var text: String

    package init(
        text: String
    ) {
        self.text = text
    }
}

/// The body of `answer` and `amend-answer`.
package struct AnswerRequest: Hashable, Codable, Sendable {
    /// In whatever language.
    package var text: String
    /// The same in others, by code: `{"fr": "…"}`.
    package var translations: [String: String]?

    package init(text: String, translations: LocalizedText = .none) {
        (self.text, self.translations) = (text, translations.codes)
    }
}

extension LocalizedText {
    /// By code; nil for none.
    package var codes: [String: String]? {
        isEmpty ? nil : Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) })
    }
}

package struct OutcomeRequest: Hashable, Codable, Sendable {
    package var outcome: String
    package var reason: String
    /// The reason in other languages, by code: `{"fr": "…"}`.
    package var translations: [String: String]?
    package var citation: String?

    package init(
        outcome: String, reason: String, translations: LocalizedText = .none, citation: String? = nil
    ) {
        (self.outcome, self.reason, self.translations, self.citation) = (outcome, reason, translations.codes, citation)
    }
}

package struct ClaimRequest: Hashable, Codable, Sendable {
    /// How long, 1 to 240; 15 unless told.
    package var minutes: Int?
    /// Whether to take the comment from the colleague who holds it.
    package var takeOver: Bool?

    package init(
        minutes: Int? = nil, takeOver: Bool? = nil
    ) {
        (self.minutes, self.takeOver) = (minutes, takeOver)
    }

    private enum CodingKeys: String, CodingKey {
        case minutes
        case takeOver = "take_over"
    }
}
