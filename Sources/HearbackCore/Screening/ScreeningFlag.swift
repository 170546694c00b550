/// What a comment is flagged for: what screening looks for, and that it could not look. Raw values are stored and shown
/// to the desk.
///
/// A flag draws a moderator's attention. It decides nothing: no flag rejects a comment or keeps it from anybody.
package enum ScreeningFlag: String, CaseIterable, Codable, Sendable {
    /// A word of one of the institution's lists.
    case words
    case links
    /// One character or one word again and again.
    case repetition
    case phone, email
    /// The number of a national identity card.
    case nationalID = "national_id"
    /// A bank account: IBAN, or the Moroccan account number (RIB).
    case iban
    /// Screening could not look at the text; a human has to.
    case failed

    /// What can be looked for.
    package static let rules = allCases.filter { $0 != .failed }

    /// Whether a finding names somebody who may not want to be found.
    package var isPersonalData: Bool {
        switch self {
        case .phone, .email, .nationalID, .iban: true
        case .words, .links, .repetition, .failed: false
        }
    }
}

/// Some flags. The bits are stored.
package struct FlagSet: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package init(_ flag: ScreeningFlag) {
        rawValue =
            switch flag {
            case .words: 1
            case .links: 2
            case .repetition: 4
            case .phone: 8
            case .email: 16
            case .nationalID: 32
            case .iban: 64
            case .failed: 128
            }
    }

    /// In the order of their declaration.
    package var flags: [ScreeningFlag] { ScreeningFlag.allCases.filter { contains(FlagSet($0)) } }
}

/// Which comments are wanted, by their flags.
package enum FlagFilter: Hashable, Sendable {
    /// With this flag, whatever else.
    case flagged(ScreeningFlag)
    case unflagged
}
