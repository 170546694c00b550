package import HearbackCore

/// What everyone may know of one comment: a line of the open data. Instants are the transparency log's whole seconds.
package struct OpenRecord: Hashable, Codable, Sendable {
    package var logName: String?
    package var logIndex: Int64?
    package var bill: String
    package var article: String?
    package var receivedAt: String
    package var isImported: Bool
    package var decisionDue: String
    package var state: CommentStatus
    package var decidedAt: String?
    package var reason: String?
    package var answeredAt: String?
    package var outcome: OutcomeKind?
    package var outcomeAt: String?
    // Only of what is public.
    package var reference: String?
    package var language: Language?
    package var submitterKind: SubmitterKind?
    package var association: String?
    package var text: String?
    package var answer: String?
    package var outcomeReason: String?
    package var citation: String?

    package init(bill: String, receivedAt: String, isImported: Bool, decisionDue: String, state: CommentStatus) {
        (self.bill, self.receivedAt, self.isImported) = (bill, receivedAt, isImported)
        (self.decisionDue, self.state) = (decisionDue, state)
    }

    package enum CodingKeys: String, CodingKey, CaseIterable {
        case logName = "log_name"
        case logIndex = "log_index"
        case bill, article
        case receivedAt = "received_at"
        case isImported = "imported"
        case decisionDue = "decision_due"
        case state
        case decidedAt = "decided_at"
        case reason
        case answeredAt = "answered_at"
        case outcome
        case outcomeAt = "outcome_at"
        case reference, language
        case submitterKind = "submitter_kind"
        case association, text, answer
        case outcomeReason = "outcome_reason"
        case citation
    }
}

/// The open data's columns, in their order: the header of the CSV, the data dictionary and its page in the documentation.
extension OpenRecord.CodingKeys {
    package var type: String {
        switch self {
        case .logIndex: "whole number"
        case .isImported: "true or false"
        case .receivedAt, .decidedAt, .answeredAt, .outcomeAt: "instant, UTC, whole seconds"
        case .decisionDue: "day, YYYY-MM-DD, in the institution's zone"
        case .state, .reason, .outcome, .language, .submitterKind: "code"
        case .logName, .bill, .article, .reference, .association, .text, .answer, .outcomeReason, .citation: "text"
        }
    }

    /// The codes that a column may have; none for what is no code.
    package var codes: [String] {
        switch self {
        case .state: CommentStatus.allCases.map(\.rawValue)
        case .reason: RejectionReason.allCases.map(\.rawValue)
        case .outcome: OutcomeKind.allCases.map(\.rawValue)
        case .language: Language.allCases.map(\.rawValue)
        case .submitterKind: SubmitterKind.allCases.map(\.rawValue)
        default: []
        }
    }

    package var meaning: String {
        switch self {
        case .logName: "The comment's name in the transparency log: its leaves have it as `cid`."
        case .logIndex: "The index of the leaf of its receipt."
        case .bill: "The bill's identifier."
        case .article: "The article that it is about, where it names one."
        case .receivedAt: "When it came in; of a comment that was taken over from elsewhere, as its source says."
        case .isImported: "Whether it was taken over from elsewhere: nobody here saw when it came."
        case .decisionDue: "The day by which a decision was promised last."
        case .state: "Where it stands."
        case .decidedAt: "When the decision in force was taken."
        case .reason: "Why it was refused."
        case .answeredAt: "When it was answered, or the answer was last amended."
        case .outcome: "What became of the proposal."
        case .outcomeAt: "When that was recorded last."
        case .reference: "The reference that people quote. Of published comments only, as all that follows."
        case .language: "The language of the comment."
        case .submitterKind: "Who wrote it."
        case .association: "The association's name. Persons are not named."
        case .text: "Its words, with marks over personal data that was covered."
        case .answer: "The answer's words."
        case .outcomeReason: "Why this became of it."
        case .citation: "Where it stands in the text of the bill."
        }
    }
}

/// `GET /v1/open-data/dictionary.json`.
package struct OpenDataDictionary: Hashable, Codable, Sendable {
    package var licence: String?
    package var columns: [Column]

    package struct Column: Hashable, Codable, Sendable {
        package var name: String
        package var type: String
        package var meaning: String
        package var codes: [String]?
    }

    package init(licence: String?) {
        self.licence = licence
        columns = OpenRecord.CodingKeys.allCases.map {
            Column(name: $0.rawValue, type: $0.type, meaning: $0.meaning, codes: $0.codes.isEmpty ? nil : $0.codes)
        }
    }
}

extension OpenRecord {
    package static let csvHeader = CodingKeys.allCases.map(\.rawValue).joined(separator: ",") + "\r\n"

    /// A line of CSV; what does not apply is empty.
    package var csvLine: String {
        CodingKeys.allCases.map { CSVCell.exact(self[$0] ?? "") }.joined(separator: ",") + "\r\n"
    }

    private subscript(column: CodingKeys) -> String? {
        switch column {
        case .logName: logName
        case .logIndex: logIndex.map { String($0) }
        case .bill: bill
        case .article: article
        case .receivedAt: receivedAt
        case .isImported: isImported ? "true" : "false"
        case .decisionDue: decisionDue
        case .state: state.rawValue
        case .decidedAt: decidedAt
        case .reason: reason
        case .answeredAt: answeredAt
        case .outcome: outcome?.rawValue
        case .outcomeAt: outcomeAt
        case .reference: reference
        case .language: language?.rawValue
        case .submitterKind: submitterKind?.rawValue
        case .association: association
        case .text: text
        case .answer: answer
        case .outcomeReason: outcomeReason
        case .citation: citation
        }
    }
}
