/// Why a comment was refused: the codes of the published moderation policy. Spam is a reason, not a silent hole.
package enum RejectionReason: String, CaseIterable, Codable, Sendable {
    case spam
    case duplicate
    case offTopic = "off_topic"
    case abusive
    case personalData = "personal_data"
    case unlawful
    case unintelligible
    case other
}

/// What became of a proposal.
package enum OutcomeKind: String, CaseIterable, Codable, Sendable {
    case adopted
    case partlyAdopted = "partly_adopted"
    case noted
    case notAdopted = "not_adopted"
}

/// What became of a proposal, why, and where in the text.
package struct Outcome: Hashable, Sendable {
    package var kind: OutcomeKind
    package var reason: String
    /// The reason in other languages.
    package var translations: LocalizedText
    /// The article or amendment that it went into.
    package var citation: String?

    package init(_ kind: OutcomeKind, reason: String, translations: LocalizedText = .none, citation: String? = nil) {
        (self.kind, self.reason, self.translations, self.citation) = (kind, reason, translations, citation)
    }
}

/// Why an undecided comment can no longer be decided.
package enum LapseCause: String, CaseIterable, Codable, Sendable {
    case billVoted = "bill_voted"
    case billWithdrawn = "bill_withdrawn"
}

/// How a submitter was told of an event.
package struct Notice: Hashable, Sendable {
    /// The delivery that succeeded: its `webhook-id`.
    package var message: String
    /// What it told, such as `comment.published`.
    package var type: String

    package init(message: String, type: String) {
        (self.message, self.type) = (message, type)
    }
}
