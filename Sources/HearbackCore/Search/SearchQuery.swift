/// What somebody looks for: words, `"phrases"`, `beginnings*`, and `-unwanted` of each.
package struct SearchQuery: Hashable, Sendable {
    /// Words that must follow one another.
    package struct Term: Hashable, Sendable {
        /// Folded; at least one.
        package let words: [String]
        /// Whether the last word is only the beginning of one.
        package let isPrefix: Bool

        /// Ways in which an index may hold it: comments in Tamazight have their digraphs folded.
        package var spellings: [[String]] {
            let other = words.map(TifinaghTable.undigraphed)
            return other == words ? [words] : [words, other]
        }
    }

    package private(set) var wanted: [Term] = []
    package private(set) var unwanted: [Term] = []
    /// The comment that the query names, when it is nothing but a reference or an identifier.
    package let number: CommentNumber?
    /// As it was written, without the white space around it.
    package let text: String

    package static let termLimit = 16
    /// Letters of a beginning: shorter ones fit half the words there are.
    package static let prefixMinimum = 3

    package init(_ text: String) throws(SearchQueryProblem) {
        var scanner = SearchQueryScanner(text)
        while let piece = scanner.next() {
            let words = Folding.words(in: piece.text).map(\.folded)
            guard let last = words.last else { continue }
            if piece.isPrefix, last.unicodeScalars.count < Self.prefixMinimum { throw .prefixTooShort(piece.text) }
            let term = Term(words: words, isPrefix: piece.isPrefix)
            if piece.isUnwanted { unwanted.append(term) } else { wanted.append(term) }
            guard wanted.count + unwanted.count <= Self.termLimit else { throw .tooManyTerms }
        }
        guard !wanted.isEmpty else { throw unwanted.isEmpty ? .empty : .onlyUnwanted }
        self.text = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        let isOne = !self.text.contains(where: \.isWhitespace)
        number = isOne ? CommentNumber(id: self.text.lowercased()) ?? Self.reference(self.text) : nil
    }

    /// Only what looks like a reference is read as one: eight letters may be a word.
    private static func reference(_ text: String) -> CommentNumber? {
        let hasDigit = text.unicodeScalars.contains { ("0"..."9").contains($0) }
        return hasDigit || text.uppercased().hasPrefix("HB-") ? CommentReference.number(of: text) : nil
    }

    /// Where wanted terms stand among the words of a text, as ranges of their indices, in order.
    package func matches(in words: [Folding.Word]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for start in words.indices {
            let lengths = wanted.flatMap { term in
                term.spellings.compactMap { Self.fits($0, term.isPrefix, words[start...]) ? $0.count : nil }
            }
            if let length = lengths.max() { found.append(start..<start + length) }
        }
        return found
    }

    private static func fits(_ spelling: [String], _ isPrefix: Bool, _ words: ArraySlice<Folding.Word>) -> Bool {
        guard spelling.count <= words.count, let last = spelling.last else { return false }
        let place = words.startIndex + spelling.count - 1
        guard zip(spelling.dropLast(), words).allSatisfy({ $0 == $1.folded }) else { return false }
        return isPrefix ? words[place].folded.hasPrefix(last) : words[place].folded == last
    }
}

/// Why nothing can be looked for.
package enum SearchQueryProblem: Error, Hashable, Sendable {
    /// Not one letter or digit.
    case empty
    case onlyUnwanted
    case prefixTooShort(String)
    case tooManyTerms
}

/// Cuts a query into its pieces.
private struct SearchQueryScanner {
    struct Piece {
        var text: String
        var isUnwanted: Bool
        var isPrefix: Bool
    }

    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    private static let opening: Set<Character> = ["\"", "“", "”", "„", "«"]
    private static let closing: Set<Character> = ["\"", "“", "”", "»"]

    mutating func next() -> Piece? {
        rest = rest.drop(while: \.isWhitespace)
        guard let first = rest.first else { return nil }
        let isUnwanted = first == "-"
        if isUnwanted { rest.removeFirst() }
        var text: Substring
        if let quote = rest.first, Self.opening.contains(quote) {
            rest.removeFirst()
            text = rest.prefix { !Self.closing.contains($0) }
            rest = rest.dropFirst(text.count + 1)
        } else {
            text = rest.prefix { !$0.isWhitespace }
            rest = rest.dropFirst(text.count)
        }
        var isPrefix = false
        if rest.first == "*" {
            isPrefix = true
            rest.removeFirst()
        } else if text.last == "*" {
            isPrefix = true
            text.removeLast()
        }
        return Piece(text: String(text), isUnwanted: isUnwanted, isPrefix: isPrefix)
    }
}
