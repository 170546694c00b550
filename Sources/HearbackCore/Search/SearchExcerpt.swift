/// A piece of a text around what was found in it.
package struct SearchExcerpt: Hashable, Sendable {
    package struct Piece: Hashable, Sendable {
        package let text: String
        package let isHit: Bool
    }

    package private(set) var pieces: [Piece] = []
    /// Whether anything was found.
    package var hasHit: Bool { pieces.contains(where: \.isHit) }

    /// Around the first hit, or the text's beginning where there is none.
    ///
    /// - Parameters:
    ///   - language: in which the text was indexed.
    ///   - length: at most so many characters, those that say `…` for what is left out not counted.
    package init(of text: String, finding query: SearchQuery, language: Language?, length: Int = 160) {
        let words = Folding.words(in: text, language: language)
        let hits = query.matches(in: words).map { words[$0.lowerBound].range.lowerBound..<words[$0.upperBound - 1].range.upperBound }
        let anchor = hits.first?.lowerBound ?? text.startIndex
        var start = text.index(anchor, offsetBy: -(length / 3), limitedBy: text.startIndex) ?? text.startIndex
        // Not in the middle of a word.
        if start > text.startIndex {
            start = words.first { $0.range.lowerBound >= start && $0.range.lowerBound <= anchor }?.range.lowerBound ?? anchor
        }
        var end = text.index(start, offsetBy: length, limitedBy: text.endIndex) ?? text.endIndex
        if end < text.endIndex {
            end = words.last { $0.range.upperBound <= end && $0.range.lowerBound >= anchor }?.range.upperBound ?? end
        }
        if start > text.startIndex { add("…", false) }
        var place = start
        for hit in hits where hit.lowerBound >= place && hit.upperBound <= end {
            add(text[place..<hit.lowerBound], false)
            add(text[hit], true)
            place = hit.upperBound
        }
        add(text[place..<end], false)
        if end < text.endIndex { add("…", false) }
    }

    private mutating func add(_ text: Substring, _ isHit: Bool) {
        if !text.isEmpty { pieces.append(Piece(text: String(text), isHit: isHit)) }
    }
}
