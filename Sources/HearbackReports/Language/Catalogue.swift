import HearbackCore

/// What a report says in a language. One file for each; the tests hold them to be complete.
struct Catalogue: Sendable {
    let grammar: Grammar
    let terms: [Term: String]
    let sentences: [Sentence: Template]

    var language: Language { grammar.language }

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
