/// Something that screening found: where and of which kind, never what it says.
package struct ScreeningFinding: Hashable, Codable, Sendable {
    package let flag: ScreeningFlag
    /// Which kind, for people: the word list's name, `url`, `national`, a country of an IBAN.
    package let code: String
    /// In the text as it was received.
    package let span: TextSpan

    package init(_ flag: ScreeningFlag, code: String, span: TextSpan) {
        (self.flag, self.code, self.span) = (flag, code, span)
    }
}

/// Why a text was not screened.
package enum ScreeningFailure: String, Error, Codable, Sendable {
    /// Longer than `Screener.limit`.
    case textTooLong = "text_too_long"
    /// A fault of the screening itself.
    case fault
}

/// What screening says of one text: what a `flagged` event records.
package struct ScreeningResult: Hashable, Sendable {
    /// By place in the text, at most `Screener.findingLimit` of each flag.
    package let findings: [ScreeningFinding]
    /// How many more there were.
    package let omitted: Int
    package let failure: ScreeningFailure?

    package init(findings: [ScreeningFinding], omitted: Int = 0) {
        (self.findings, self.omitted, failure) = (findings, omitted, nil)
    }

    package init(failure: ScreeningFailure) {
        (findings, omitted, self.failure) = ([], 0, failure)
    }

    /// Whether there is nothing to tell.
    package var isClean: Bool { findings.isEmpty && failure == nil }

    package var flags: FlagSet {
        findings.reduce(failure == nil ? [] : FlagSet(.failed)) { $0.union(FlagSet($1.flag)) }
    }
}
