/// The plural categories of Unicode's CLDR, for whole numbers that are not negative.
package enum PluralCategory: String, CaseIterable, Hashable, Sendable {
    case zero, one, two, few, many, other
}

/// A language's cardinal rule (CLDR 46, plurals.xml), as far as whole numbers and one decimal go.
package enum PluralRule: Hashable, Sendable {
    case arabic, english, french, spanish, tamazight

    package func category(_ number: Int) -> PluralCategory {
        switch self {
        case .arabic: Self.arabicCategory(number)
        case .tamazight: .other
        case .english: number == 1 ? .one : .other
        case .french: number <= 1 ? .one : number != 0 && number % 1_000_000 == 0 ? .many : .other
        case .spanish: number == 1 ? .one : number != 0 && number % 1_000_000 == 0 ? .many : .other
        }
    }

    /// Of a number with a fraction, by its whole part.
    func category(fractional whole: Int) -> PluralCategory {
        self == .french && whole <= 1 ? .one : .other
    }

    private static func arabicCategory(_ number: Int) -> PluralCategory {
        switch number {
        case 0: .zero
        case 1: .one
        case 2: .two
        default:
            switch number % 100 {
            case 3...10: .few
            case 11...99: .many
            default: .other
            }
        }
    }
}
