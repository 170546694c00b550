import HearbackCore
import HearbackTime

/// Speaks a language: sentences, figures and days.
struct Voice: Sendable {
    /// As asked for; the catalogue may be another language's.
    let asked: Language
    let catalogue: Catalogue

    init(_ language: Language) {
        asked = language
        catalogue = Catalogue.of(language)
    }

    var language: Language { catalogue.language }
    var grammar: Grammar { catalogue.grammar }
    var isRightToLeft: Bool { language.isRightToLeft }

    subscript(term: Term) -> String { catalogue[term] }

    /// - Parameter count: decides the plural form.
    func say(_ sentence: Sentence, count: Int = 0, _ values: [String: Prose] = [:]) -> Prose {
        catalogue[sentence].filled(grammar.plural.category(count), values)
    }

    func number(_ number: Int) -> Prose { grammar.number(number) }
    func counted(_ number: Int, _ noun: Noun) -> Prose { grammar.counted(number, noun) }
    func age(_ seconds: Int64) -> Prose { grammar.age(seconds) }
    func date(_ day: CivilDate) -> Prose { grammar.date(day) }

    /// A span with a decimal: `9.6 days`.
    func span(_ seconds: Double) -> Prose {
        let (unit, noun) = Self.unit(seconds)
        let number = max(0, seconds) / unit
        let text = grammar.numbers.short(number)
        let isWhole = !text.contains(grammar.numbers.decimal)
        let rounded = Int(number.rounded(.toNearestOrAwayFromZero))
        let category =
            isWhole ? grammar.plural.category(rounded) : grammar.plural.category(fractional: Int(number))
        return (grammar.nouns[noun] ?? "{n}").filled(category, ["n": .figure(text)])
    }

    /// The same for a table: `9.6 d`.
    func shortSpan(_ seconds: Double) -> Prose {
        let (unit, noun) = Self.unit(seconds)
        return .figure(grammar.numbers.short(max(0, seconds) / unit)) + .words("\u{A0}" + shortName(noun))
    }

    private func shortName(_ noun: Noun) -> String {
        switch noun {
        case .hour: self[.shortHour]
        case .minute: self[.shortMinute]
        case .day, .comment: self[.shortDay]
        }
    }

    /// Days, or hours and minutes below one.
    static func unit(_ seconds: Double) -> (seconds: Double, noun: Noun) {
        if seconds >= 86_400 || seconds <= 0 { return (86_400, .day) }
        return seconds >= 3_600 ? (3_600, .hour) : (60, .minute)
    }

    /// Whole percents; one decimal below ten, so that a few are not told as none.
    func percent(_ share: Double) -> Prose { .figure(percentNumber(share) + "\u{A0}%") }

    func percentNumber(_ share: Double) -> String {
        let percent = share * 100
        if percent > 0, percent < 0.05 { return "<" + grammar.numbers.fixed(0.1, places: 1) }
        let isWhole = percent >= 9.95 || percent == percent.rounded()
        if percent >= 99.5, percent < 100 {
            return grammar.numbers.fixed((percent * 10).rounded(.down) / 10, places: 1)
        }
        return grammar.numbers.fixed(percent, places: isWhole ? 0 : 1)
    }
}
