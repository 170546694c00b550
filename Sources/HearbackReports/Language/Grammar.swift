package import HearbackCore
package import HearbackTime

/// Things that are counted.
package enum Noun: String, CaseIterable, Hashable, Sendable {
    case comment, day, hour, minute
}

/// How a language writes figures, days and counted things.
package struct Grammar: Sendable {
    package let language: Language
    package let numbers: NumberStyle
    package let plural: PluralRule
    let nouns: [Noun: Template]
    /// January to December.
    let months: [String]
    /// With `{day}`, `{month}` and `{year}`.
    let date: Template

    package static func of(_ language: Language) -> Grammar {
        switch language {
        case .arabic: .arabic
        case .tamazight: .tamazight
        case .french: .french
        case .english: .english
        case .spanish: .spanish
        }
    }
}

extension Grammar {
    package func number(_ number: Int) -> Prose { .figure(numbers.whole(number)) }

    /// `214 days`, in Arabic `يومان`.
    package func counted(_ number: Int, _ noun: Noun) -> Prose {
        let template = nouns[noun] ?? "{n}"
        return template.filled(plural.category(number), ["n": self.number(number)])
    }

    /// Whole days that somebody has waited, rounded down; hours or minutes below one day.
    package func age(_ seconds: Int64) -> Prose {
        let seconds = max(0, seconds)
        if seconds >= 86_400 { return counted(Int(seconds / 86_400), .day) }
        return seconds >= 3_600 ? counted(Int(seconds / 3_600), .hour) : counted(Int(seconds / 60), .minute)
    }

    /// `5 January 2026`.
    package func date(_ day: CivilDate) -> Prose {
        let month = months.indices.contains(day.month - 1) ? months[day.month - 1] : String(day.month)
        let first = language == .french && day.day == 1 ? "1er" : String(day.day)
        return date.filled(
            .other, ["day": .figure(first), "month": .words(month), "year": .figure(String(day.year))])
    }
}
