/// One character, or one word, again and again. Laughter and emphasis are shorter.
struct RepetitionRule: ScreeningRule {
    let flag = ScreeningFlag.repetition

    /// Of one character, from this many on. Lines drawn of punctuation are no repetition below `lineLimit`.
    static let characterLimit = 15
    static let lineLimit = 60
    /// Of one word, from this many on.
    static let wordLimit = 6

    func matches(in text: FoldedText, _ language: Language) -> [ScreeningMatch] {
        characters(text) + words(text)
    }

    private func characters(_ text: FoldedText) -> [ScreeningMatch] {
        var matches: [ScreeningMatch] = []
        var start = 0
        for index in 1...max(1, text.count) where index >= text.count || !isSame(text, index, start) {
            if index - start >= Self.characterLimit, index - start >= limit(text, start) {
                matches.append(ScreeningMatch(range: start..<index, code: "character"))
            }
            start = index
        }
        return matches
    }

    /// Different symbols are folded into one, so those are compared as they are.
    private func isSame(_ text: FoldedText, _ index: Int, _ start: Int) -> Bool {
        guard text[index] == text[start] else { return false }
        return text[index] != LetterFold.symbol || text.original(index) == text.original(start)
    }

    private func limit(_ text: FoldedText, _ index: Int) -> Int {
        let value = text[index]
        if value.isSpace { return .max }
        return value.isLetter || value.isDigit || value == LetterFold.symbol ? Self.characterLimit : Self.lineLimit
    }

    private func words(_ text: FoldedText) -> [ScreeningMatch] {
        var matches: [ScreeningMatch] = []
        var start = 0
        for index in 0...text.words.count {
            if index < text.words.count, index > 0, text.folded[text.words[index]] == text.folded[text.words[start]] { continue }
            if index - start >= Self.wordLimit {
                let range = text.words[start].lowerBound..<text.words[index - 1].upperBound
                matches.append(ScreeningMatch(range: range, code: "word"))
            }
            start = index
        }
        return matches
    }
}
