import HearbackCore

/// Things that are counted.
enum Noun: String, CaseIterable, Hashable, Sendable {
    case comment, day, hour, minute
}

/// What a language says. One file for each; the tests hold them to be complete.
struct Catalogue: Sendable {
    let language: Language
    let numbers: NumberStyle
    let plural: PluralRule
    let nouns: [Noun: Template]
    /// January to December.
    let months: [String]
    /// With `{day}`, `{month}` and `{year}`.
    let date: Template
    let terms: [Term: String]
    let sentences: [Sentence: Template]

    static let all: [Catalogue] = [.english, .arabic, .french, .spanish]

    /// Tamazight reads in French until somebody who writes it has translated the catalogue.
    static func of(_ language: Language) -> Catalogue {
        switch language {
        case .arabic: .arabic
        case .french, .tamazight: .french
        case .english: .english
        case .spanish: .spanish
        }
    }

    subscript(term: Term) -> String { terms[term] ?? term.rawValue }
    subscript(sentence: Sentence) -> Template { sentences[sentence] ?? "" }
}
