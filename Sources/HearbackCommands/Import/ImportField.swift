import HearbackCore

/// The fields of an imported comment, by the names that `--map`, `--value` and JSON Lines use.
enum ImportField: String, CaseIterable, Sendable {
    case externalID = "external_id"
    case bill, article, language, text
    case submitterKind = "submitter.kind"
    case submitterName = "submitter.name"
    case submitterEmail = "submitter.email"
    case receivedAt = "received_at"
    case decisionKind = "decision.kind"
    case decisionAt = "decision.at"
    case decisionReason = "decision.reason"
    case decisionExplanation = "decision.explanation"
    case answerText = "answer.text"
    case answerAt = "answer.at"
    case answerBy = "answer.by"
    case outcome = "outcome.outcome"
    case outcomeAt = "outcome.at"
    case outcomeReason = "outcome.reason"
    case outcomeCitation = "outcome.citation"
    case answerInArabic = "answer.translations.ar"
    case answerInTamazight = "answer.translations.zgh"
    case answerInFrench = "answer.translations.fr"
    case answerInEnglish = "answer.translations.en"
    case answerInSpanish = "answer.translations.es"
    case reasonInArabic = "outcome.translations.ar"
    case reasonInTamazight = "outcome.translations.zgh"
    case reasonInFrench = "outcome.translations.fr"
    case reasonInEnglish = "outcome.translations.en"
    case reasonInSpanish = "outcome.translations.es"

    /// `answer.translations.` or `outcome.translations.` and a language, by its code.
    static func translations(of part: String) -> [(code: String, field: ImportField)] {
        Language.allCases.compactMap { language in
            ImportField(rawValue: "\(part).translations.\(language.rawValue)").map { (language.rawValue, $0) }
        }
    }

    static func named(_ name: some StringProtocol) throws(CommandError) -> ImportField {
        guard let field = ImportField(rawValue: String(name)) else {
            throw CommandError(
                "there is no field '\(name)'", hint: "fields: " + allCases.map(\.rawValue).joined(separator: ", "),
                exitCode: ExitCodes.usage)
        }
        return field
    }
}
