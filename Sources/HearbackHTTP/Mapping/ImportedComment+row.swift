import HearbackAPI
import HearbackCore
import HearbackStore

extension ImportedComment {
    /// A row of another system, checked as a submission is.
    init(_ row: ImportRow, limits: IntakeLimits) throws(Problem) {
        try Submission.check(row.externalID, "external_id", .shortField)
        let submission = try Submission(
            SubmissionRequest(
                bill: row.bill, article: row.article, language: row.language, text: row.text, submitter: row.submitter),
            limits: limits)
        var history: [(action: CommentAction, actor: Actor, at: Instant)] = []
        if let decision = row.decision {
            history.append((try Self.action(decision, limits: limits), Actor(.moderator), decision.at))
        }
        if let answer = row.answer {
            try Submission.check(answer.text, "answer.text", limits.text)
            if let by = answer.by { try Submission.check(by, "answer.by", .shortField) }
            let translations = try LocalizedText(answer.translations, field: "answer.translations", limits: limits)
            history.append((.answered(text: answer.text, translations: translations), Actor(.responder, answer.by), answer.at))
        }
        if let outcome = row.outcome {
            history.append((.outcomeRecorded(try Outcome(outcome, limits: limits)), Actor(.responder), outcome.at))
        }
        let ordered = history.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        self.init(
            externalID: row.externalID, submission: submission, received: row.receivedAt,
            history: ordered.map(\.element))
    }

    private static func action(_ decision: ImportedDecision, limits: IntakeLimits) throws(Problem) -> CommentAction {
        switch decision.kind {
        case "published": return .published
        case "rejected":
            let reason = try RejectionReason(named: decision.reason ?? "", field: "decision.reason")
            if let explanation = decision.explanation {
                try Submission.check(explanation, "decision.explanation", limits.text)
            }
            return .rejected(reason, explanation: decision.explanation ?? "")
        default: throw Problem(.invalidField, detail: "use published or rejected", field: "decision.kind")
        }
    }
}

extension RejectionReason {
    init(named name: String, field: String) throws(Problem) {
        guard let reason = RejectionReason(rawValue: name) else {
            throw Problem(
                .invalidField, detail: "use one of " + Self.allCases.map(\.rawValue).joined(separator: ", "), field: field)
        }
        self = reason
    }
}

extension Outcome {
    init(_ request: OutcomeRequest, limits: IntakeLimits) throws(Problem) {
        guard let kind = OutcomeKind(rawValue: request.outcome) else {
            throw Problem(
                .invalidField, detail: "use one of " + OutcomeKind.allCases.map(\.rawValue).joined(separator: ", "),
                field: "outcome")
        }
        try Submission.check(request.reason, "reason", limits.text)
        if let citation = request.citation { try Submission.check(citation, "citation", .shortField) }
        self.init(
            kind, reason: request.reason, translations: try LocalizedText(request.translations, limits: limits),
            citation: request.citation)
    }

    init(_ imported: ImportedOutcome, limits: IntakeLimits) throws(Problem) {
        var request = OutcomeRequest(outcome: imported.outcome, reason: imported.reason, citation: imported.citation)
        request.translations = imported.translations
        try self.init(request, limits: limits)
    }
}

extension LocalizedText {
    /// - Throws: a problem that names the member: an unknown language, or a text that is none.
    init(_ codes: [String: String]?, field: String = "translations", limits: IntakeLimits) throws(Problem) {
        var texts: [Language: String] = [:]
        for (code, text) in (codes ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let language = Language(rawValue: code) else {
                throw Problem(
                    .invalidField, detail: "use " + Language.allCases.map(\.rawValue).joined(separator: ", "),
                    field: "\(field).\(code.quotedForPeople)")
            }
            try Submission.check(text, "\(field).\(code)", limits.text)
            texts[language] = text
        }
        self.init(texts)
    }
}
