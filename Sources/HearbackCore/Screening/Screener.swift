/// Looks at a comment's text and says what a moderator should look at. It changes nothing, decides nothing, keeps nothing.
package struct Screener: Sendable {
    /// Scalars; longer texts are left to a human, so that no text can hold up the intake.
    package static let limit = 200_000
    /// Findings of one flag that are told; of the rest only the number.
    package static let findingLimit = 20

    private let rules: [any ScreeningRule]

    /// - Parameters:
    ///   - flags: what to look for; `failed` is no such thing and is passed over.
    ///   - lists: the words, where `flags` has `words`.
    package init(_ flags: Set<ScreeningFlag>, lists: [WordList]) {
        // What a rule claims, those behind it leave alone: digits of an account are no phone number.
        let all: [any ScreeningRule] = [
            AccountRule(), EmailRule(), LinkRule(), NationalIDRule(), PhoneRule(), WordRule(lists), RepetitionRule(),
        ]
        rules = all.filter { flags.contains($0.flag) }
    }

    /// - Throws: when the text is longer than `limit`.
    package func screen(_ text: String, _ language: Language) throws(ScreeningFailure) -> ScreeningResult {
        guard text.utf8.count <= Self.limit || text.unicodeScalars.count <= Self.limit else { throw .textTooLong }
        guard !rules.isEmpty else { return ScreeningResult(findings: []) }
        let folded = FoldedText(text)
        var claims = Claims(folded.count)
        var findings: [ScreeningFinding] = []
        var omitted = 0
        for rule in rules {
            var told = 0
            for match in rule.matches(in: folded, language) {
                guard let span = folded.span(match.range), claims.take(match.range, for: rule.flag) else { continue }
                told += 1
                if told > Self.findingLimit {
                    omitted += 1
                } else {
                    findings.append(ScreeningFinding(rule.flag, code: match.code, span: span))
                }
            }
        }
        findings.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
        return ScreeningResult(findings: findings, omitted: omitted)
    }
}

/// Which characters a rule for addresses and numbers has claimed.
private struct Claims {
    private let count: Int
    /// Empty until something is claimed: most texts name no number and no address.
    private var isTaken: [Bool] = []

    init(_ count: Int) {
        self.count = count
    }

    /// False when something of the range is taken. Words and repetitions may lie anywhere and take nothing.
    mutating func take(_ range: Range<Int>, for flag: ScreeningFlag) -> Bool {
        guard flag != .words, flag != .repetition else { return true }
        if isTaken.isEmpty { isTaken = [Bool](repeating: false, count: count) }
        guard !isTaken[range].contains(true) else { return false }
        for index in range { isTaken[index] = true }
        return true
    }
}
