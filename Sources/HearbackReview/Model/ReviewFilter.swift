package import HearbackCore

/// Which comments a moderator wants to see.
package struct ReviewFilter: Hashable, Sendable {
    package var bill: String?
    package var language: Language?
    package var kind: SubmitterKind?
    /// Only what has waited longer, in days.
    package var olderThanDays: Int?
    package var flags: FlagFilter?

    package init(
        bill: String? = nil, language: Language? = nil, kind: SubmitterKind? = nil, olderThanDays: Int? = nil,
        flags: FlagFilter? = nil
    ) {
        (self.bill, self.language, self.kind) = (bill, language, kind)
        (self.olderThanDays, self.flags) = (olderThanDays, flags)
    }

    package var isEmpty: Bool { self == ReviewFilter() }

    /// What can be chosen at the screen.
    static let ages = [7, 14, 30, 90]
    static let flagChoices: [FlagFilter] = ScreeningFlag.allCases.map { .flagged($0) } + [.unflagged]

    /// `pl-03-25, Arabic`; `all comments`.
    package var words: String {
        let parts = [bill.map(VisibleText.inline), language?.name, kind?.rawValue, ageWords, flagWords].compactMap { $0 }
        return parts.isEmpty ? "all comments" : parts.joined(separator: ", ")
    }

    var ageWords: String? { olderThanDays.map { "older than \(Figures.count($0, "day"))" } }

    var flagTitle: String? {
        switch flags {
        case nil: nil
        case .unflagged: "no flag"
        case .flagged(let flag): flag.title
        }
    }

    private var flagWords: String? {
        guard case .flagged = flags else { return flagTitle }
        return flagTitle.map { "flagged: " + $0 }
    }
}

extension ScreeningFlag {
    var title: String {
        switch self {
        case .words: "listed word"
        case .links: "link"
        case .repetition: "repetition"
        case .phone: "phone number"
        case .email: "e-mail address"
        case .nationalID: "identity card number"
        case .iban: "bank account"
        case .failed: "not screened"
        }
    }
}

extension Language {
    /// In English, the desk's language.
    var name: String {
        switch self {
        case .arabic: "Arabic"
        case .tamazight: "Tamazight"
        case .french: "French"
        case .english: "English"
        case .spanish: "Spanish"
        }
    }
}
