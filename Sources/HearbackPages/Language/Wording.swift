package import HearbackCore
package import HearbackReports

/// Speaks a language on the pages: phrases, figures and days.
package struct Wording: Sendable {
    let book: PhraseBook
    package let grammar: Grammar

    init(_ book: PhraseBook) { (self.book, grammar) = (book, Grammar.of(book.language)) }

    package var language: Language { book.language }

    /// - Parameter count: decides the plural form.
    package func say(_ phrase: Phrase, count: Int = 0, _ values: [String: Prose] = [:]) -> Prose {
        book[phrase].filled(grammar.plural.category(count), values)
    }

    /// A phrase without places, as text.
    package func text(_ phrase: Phrase) -> String { book[phrase].text(.other) }

    /// The same as markup.
    func html(_ phrase: Phrase, count: Int = 0, _ values: [String: Prose] = [:]) -> SafeHTML {
        SafeHTML(say(phrase, count: count, values))
    }

    func number(_ number: Int) -> Prose { grammar.number(number) }
}

extension Language {
    /// As its own speakers write it.
    var ownName: String {
        switch self {
        case .arabic: "العربية"
        case .tamazight: "ⵜⴰⵎⴰⵣⵉⵖⵜ"
        case .french: "Français"
        case .english: "English"
        case .spanish: "Español"
        }
    }

    var direction: String { isRightToLeft ? "rtl" : "ltr" }
}
