/// A sentence with places in braces, by plural category where the verb depends on a number; `other` stands for what is
/// missing.
package struct Template: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
    package let forms: [PluralCategory: String]

    package init(_ forms: [PluralCategory: String]) { self.forms = forms }

    package init(stringLiteral text: String) { forms = [.other: text] }

    package init(dictionaryLiteral forms: (PluralCategory, String)...) {
        self.forms = Dictionary(forms, uniquingKeysWith: { first, _ in first })
    }

    package func text(_ category: PluralCategory) -> String { forms[category] ?? forms[.other] ?? "" }

    /// The names of the places in any of the forms.
    package var places: Set<String> {
        forms.values.reduce(into: []) { found, text in
            for (index, piece) in Self.pieces(text).enumerated() where index % 2 == 1 { found.insert(piece) }
        }
    }

    /// The form for a category, filled; a place without a value is left out.
    package func filled(_ category: PluralCategory, _ values: [String: Prose]) -> Prose {
        var parts: [Prose.Part] = []
        for (index, piece) in Self.pieces(text(category)).enumerated() {
            if index % 2 == 0 {
                if !piece.isEmpty { parts.append(.words(piece)) }
            } else {
                parts += values[piece]?.parts ?? []
            }
        }
        return Prose(parts)
    }

    /// Words and names of places in turn.
    private static func pieces(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false) { $0 == "{" || $0 == "}" }.map(String.init)
    }
}
