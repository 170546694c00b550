package import HearbackCore

/// One comment of another system, with what is known of its past.
package struct ImportRow: Hashable, Codable, Sendable {
    /// The other system's identifier: importing it again changes nothing.
    package var externalID: String
    package var bill: String
    package var article: String?
    package var language: String
    package var text: String
    package var submitter: SubmitterRequest
    package var receivedAt: Instant
    package var decision: ImportedDecision?
    package var answer: ImportedAnswer?
    package var outcome: ImportedOutcome?

    package init(
        externalID: String, bill: String, article: String? = nil, language: String, text: String,
        submitter: SubmitterRequest, receivedAt: Instant, decision: ImportedDecision? = nil,
        answer: ImportedAnswer? = nil, outcome: ImportedOutcome? = nil
    ) {
        (self.externalID, self.bill, self.article, self.language) = (externalID, bill, article, language)
        (self.text, self.submitter, self.receivedAt, self.decision) = (text, submitter, receivedAt, decision)
        (self.answer, self.outcome) = (answer, outcome)
    }

    private enum CodingKeys: String, CodingKey {
        case externalID = "external_id"
        case bill, article, language, text, submitter
        case receivedAt = "received_at"
        case decision, answer, outcome
    }
}

package struct ImportedDecision: Hashable, Codable, Sendable {
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

package struct ImportedAnswer: Hashable, Codable, Sendable {
    package var at: Instant
    package var text: String
    /// By code of language.
    package var translations: [String: String]?
    package var by: String?

    package init(
        at: Instant, text: String, translations: [String: String]? = nil, by: String? = nil
    ) {
        (self.at, self.text, self.translations, self.by) = (at, text, translations, by)
    }
}

package struct ImportedOutcome: Hashable, Codable, Sendable {
    package var outcome: String
    package var at: Instant
    package var reason: String
    /// By code of language.
    package var translations: [String: String]?
    package var citation: String?

    package init(
        outcome: String, at: Instant, reason: String, translations: [String: String]? = nil, citation: String? = nil
    ) {
        (self.outcome, self.at, self.reason, self.citation) = (outcome, at, reason, citation)
        self.translations = translations
    }
}

/// At most 1,000 rows at a time.
package struct ImportRequest: Hashable, Codable, Sendable {
    package var rows: [ImportRow]

    package init(
        rows: [ImportRow]
    ) {
        self.rows = rows
    }
}

package struct ImportResponse: Hashable, Codable, Sendable {
    package var results: [ImportResult]

    package init(
        results: [ImportResult]
    ) {
        self.results = results
    }
}

/// What became of one row, in the order of the request.
package struct ImportResult: Hashable, Codable, Sendable {
    /// `imported`, `known` or `refused`.
    package var status: String
    package var id: String?
    package var problem: Problem?

    package init(
        status: String, id: String? = nil, problem: Problem? = nil
    ) {
        (self.status, self.id, self.problem) = (status, id, problem)
    }
}

/// `GET /admin/v1/export`: comments in the form in which they can be imported elsewhere.
package struct ExportPage: Hashable, Codable, Sendable {
    package var rows: [ImportRow]
    /// How many an import has no word for, by state: withdrawn, lapsed, erased.
    package var leftOut: [String: Int]
    /// Goes into `?after=`.
    package var next: String?

    package init(rows: [ImportRow], leftOut: [String: Int], next: String?) {
        (self.rows, self.leftOut, self.next) = (rows, leftOut, next)
    }

    private enum CodingKeys: String, CodingKey {
        case rows
        case leftOut = "left_out"
        case next
    }
}
