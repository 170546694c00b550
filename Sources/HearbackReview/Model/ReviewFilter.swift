package import HearbackCore

/// Which comments a moderator wants to see.
package struct ReviewFilter: Hashable, Sendable {
    package var bill: String?
    package var language: Language?

    package init(bill: String? = nil, language: Language? = nil) {
        (self.bill, self.language) = (bill, language)
    }

    package var isEmpty: Bool { self == ReviewFilter() }

    /// `pl-03-25, Arabic`; `all comments`.
    package var words: String {
        let parts = [bill.map(VisibleText.inline), language?.name].compactMap { $0 }
        return parts.isEmpty ? "all comments" : parts.joined(separator: ", ")
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
