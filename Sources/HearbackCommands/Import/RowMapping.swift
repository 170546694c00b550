import HearbackAPI
import HearbackCore

/// How another system's columns become a comment.
struct RowMapping: Sendable {
    /// The column of a field; a field that is not here has a column of its own name.
    var columns: [ImportField: String] = [:]
    /// What values become.
    var values: [ImportField: [String: String]] = [:]
    /// What a field is where the row says nothing.
    var constants: [ImportField: String] = [:]
    /// Whether a time without a zone is UTC; else it is refused.
    var assumesUTC = false

    /// `field=Column`.
    mutating func map(_ argument: String) throws(CommandError) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw CommandError(
                "--map '\(argument)' is not field=column", hint: "such as --map received_at=created_at",
                exitCode: ExitCodes.usage)
        }
        columns[try ImportField.named(parts[0])] = String(parts[1])
    }

    /// `field:from=to`; an empty `to` takes the value away.
    mutating func translate(_ argument: String) throws(CommandError) {
        guard let colon = argument.firstIndex(of: ":"),
            let equals = argument[argument.index(after: colon)...].lastIndex(of: "=")
        else {
            throw CommandError(
                "--value '\(argument)' is not field:from=to", hint: "such as --value decision.kind:open=published",
                exitCode: ExitCodes.usage)
        }
        let field = try ImportField.named(argument[..<colon])
        let from = String(argument[argument.index(after: colon)..<equals])
        values[field, default: [:]][from] = String(argument[argument.index(after: equals)...])
    }

    /// The mapped columns that a table does not have.
    func missingColumns(in header: [String]) -> [String] {
        columns.values.filter { !header.contains($0) }.sorted()
    }

    /// The comment that a row describes, or why it is none.
    func row(_ source: [String: String]) throws(Problem) -> ImportRow {
        let reader = FieldReader(mapping: self, source: source)
        let submitter = SubmitterRequest(
            kind: try reader.need(.submitterKind), name: reader.get(.submitterName), email: reader.get(.submitterEmail))
        return ImportRow(
            externalID: try reader.need(.externalID), bill: try reader.need(.bill), article: reader.get(.article),
            language: try reader.need(.language), text: try reader.needAsIs(.text), submitter: submitter,
            receivedAt: try reader.instant(.receivedAt), decision: try reader.decision(), answer: try reader.answer(),
            outcome: try reader.outcome())
    }
}

/// One row, field by field. An empty value is no value.
private struct FieldReader {
    let mapping: RowMapping
    let source: [String: String]

    func get(_ field: ImportField) -> String? {
        let value = raw(field)
        guard let value, !value.isEmpty else { return mapping.constants[field] }
        return value
    }

    private func raw(_ field: ImportField) -> String? {
        guard let value = source[mapping.columns[field] ?? field.rawValue] else { return nil }
        return mapping.values[field]?[value] ?? value
    }

    func need(_ field: ImportField) throws(Problem) -> String {
        guard let value = get(field) else { throw Problem(.missingField, field: field.rawValue) }
        return value
    }

    /// An empty text is the daemon's to refuse.
    func needAsIs(_ field: ImportField) throws(Problem) -> String {
        guard let value = raw(field) else { throw Problem(.missingField, field: field.rawValue) }
        return value
    }

    func instant(_ field: ImportField) throws(Problem) -> Instant {
        let text = try need(field)
        if let instant = Instant(rfc3339: text) { return instant }
        if mapping.assumesUTC {
            if let instant = Instant(rfc3339: text + "Z") ?? Instant(rfc3339: text + "T00:00:00Z") { return instant }
        } else if Instant(rfc3339: text + "Z") != nil {
            throw Problem(
                .invalidField, detail: "a time without a zone", hint: "--assume-utc takes such times as UTC",
                field: field.rawValue)
        }
        throw Problem(
            .invalidField, detail: "not an RFC 3339 timestamp such as 2023-01-06T09:30:00Z", field: field.rawValue)
    }

    func decision() throws(Problem) -> ImportedDecision? {
        guard let kind = get(.decisionKind) else { return nil }
        return ImportedDecision(
            kind: kind, at: try instant(.decisionAt), reason: get(.decisionReason),
            explanation: get(.decisionExplanation))
    }

    func answer() throws(Problem) -> ImportedAnswer? {
        guard let text = get(.answerText) else { return nil }
        return ImportedAnswer(
            at: try instant(.answerAt), text: text, translations: translations("answer"), by: get(.answerBy))
    }

    func outcome() throws(Problem) -> ImportedOutcome? {
        guard let outcome = get(.outcome) else { return nil }
        return ImportedOutcome(
            outcome: outcome, at: try instant(.outcomeAt), reason: try need(.outcomeReason),
            translations: translations("outcome"), citation: get(.outcomeCitation))
    }

    /// Nil for none.
    private func translations(_ part: String) -> [String: String]? {
        let texts = ImportField.translations(of: part).compactMap { code, field in get(field).map { (code, $0) } }
        return texts.isEmpty ? nil : Dictionary(uniqueKeysWithValues: texts)
    }
}
