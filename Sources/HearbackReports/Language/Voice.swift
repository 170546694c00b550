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
    var isRightToLeft: Bool { language.isRightToLeft }

    subscript(term: Term) -> String { catalogue[term] }

    /// - Parameter count: decides the plural form.
    func say(_ sentence: Sentence, count: Int = 0, _ values: [String: Prose] = [:]) -> Prose {
        catalogue[sentence].filled(catalogue.plural.category(count), values)
    }

    func number(_ number: Int) -> Prose { .figure(catalogue.numbers.whole(number)) }

    /// `214 days`, in Arabic `يومان`.
    func counted(_ number: Int, _ noun: Noun) -> Prose {
        let template = catalogue.nouns[noun] ?? "{n}"
        return template.filled(catalogue.plural.category(number), ["n": self.number(number)])
    }

    /// Whole days that somebody has waited, rounded down; hours or minutes below one day.
    func age(_ seconds: Int64) -> Prose {
        let seconds = max(0, seconds)
        if seconds >= 86_400 { return counted(Int(seconds / 86_400), .day) }
        return seconds >= 3_600 ? counted(Int(seconds / 3_600), .hour) : counted(Int(seconds / 60), .minute)
    }

    /// A span with a decimal: `9.6 days`.
    func span(_ seconds: Double) -> Prose {
        let (unit, noun) = Self.unit(seconds)
        let number = max(0, seconds) / unit
        let text = catalogue.numbers.short(number)
        let isWhole = !text.contains(catalogue.numbers.decimal)
        let rounded = Int(number.rounded(.toNearestOrAwayFromZero))
        let category =
            isWhole ? catalogue.plural.category(rounded) : catalogue.plural.category(fractional: Int(number))
        return (catalogue.nouns[noun] ?? "{n}").filled(category, ["n": .figure(text)])
    }

    /// The same for a table: `9.6 d`.
    func shortSpan(_ seconds: Double) -> Prose {
        let (unit, noun) = Self.unit(seconds)
        return .figure(catalogue.numbers.short(max(0, seconds) / unit)) + .words("\u{A0}" + shortName(noun))
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

    /// `5 January 2026`.
    func date(_ day: CivilDate) -> Prose {
        let months = catalogue.months
        let month = months.indices.contains(day.month - 1) ? months[day.month - 1] : String(day.month)
        let first = language == .french && day.day == 1 ? "1er" : String(day.day)
        return catalogue.date.filled(
            .other, ["day": .figure(first), "month": .words(month), "year": .figure(String(day.year))])
    }

    /// Whole percents; one decimal below ten, so that a few are not told as none.
    func percent(_ share: Double) -> Prose { .figure(percentNumber(share) + "\u{A0}%") }

    func percentNumber(_ share: Double) -> String {
        let percent = share * 100
        if percent > 0, percent < 0.05 { return "<" + catalogue.numbers.fixed(0.1, places: 1) }
        let isWhole = percent >= 9.95 || percent == percent.rounded()
        if percent >= 99.5, percent < 100 {
            return catalogue.numbers.fixed((percent * 10).rounded(.down) / 10, places: 1)
        }
        return catalogue.numbers.fixed(percent, places: isWhole ? 0 : 1)
    }
}
