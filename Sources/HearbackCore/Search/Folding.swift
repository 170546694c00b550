/// Texts reduced to what spellings of the same word have in common, for search and for comparing texts. Never shown.
///
/// A word is a run of letters, marks and digits. Case, accents, Arabic vowel signs and tatweel go; the forms of alef, ya,
/// ha and kaf become one each, hamza leaves its carrier, ta marbuta becomes ha; digits of every script become ASCII's;
/// Tifinagh becomes the Latin letters of `TifinaghTable`. See docs/search.md.
package enum Folding {
    /// Counts the changes of these rules: an index made by others has to be made anew.
    package static let version = 1

    /// Scalars of a word that count; what follows is passed over.
    package static let wordLimit = 64

    /// A word and where it stands.
    package struct Word: Hashable, Sendable {
        package let folded: String
        /// Of the text that it was found in.
        package let range: Range<String.Index>
    }

    /// The words of a text, in order.
    ///
    /// - Parameter language: Tamazight has its Latin digraphs folded as well.
    package static func words(in text: String, language: Language? = nil) -> [Word] {
        var words: [Word] = []
        scan(text) { folded, range in
            words.append(Word(folded: language == .tamazight ? TifinaghTable.undigraphed(folded) : folded, range: range))
        }
        return words
    }

    /// The folded words, a space between two.
    package static func text(_ text: String, language: Language? = nil) -> String {
        var output = ""
        scan(text) { folded, _ in
            if !output.isEmpty { output += " " }
            output += language == .tamazight ? TifinaghTable.undigraphed(folded) : folded
        }
        return output
    }

    private static func scan(_ text: String, _ take: (String, Range<String.Index>) -> Void) {
        let scalars = text.unicodeScalars
        var word = String.UnicodeScalarView()
        var (count, start, index) = (0, scalars.startIndex, scalars.startIndex)
        func end() {
            if count > 0 { take(String(word), start..<index) }
            word = String.UnicodeScalarView()
            count = 0
        }
        while index < scalars.endIndex {
            switch FoldingTable.shared[scalars[index]] {
            case .separator: end()
            case .nothing: break
            case .one(let scalar):
                if count == 0 { start = index }
                if count < wordLimit { word.append(scalar) }
                count += 1
            case .many(let folded):
                if count == 0 { start = index }
                if count < wordLimit { word.append(contentsOf: folded) }
                count += folded.count
            }
            scalars.formIndex(after: &index)
        }
        end()
    }
}
