/// Numbers of Moroccan identity cards (CIN, CNIE): one or two capitals and five or six digits.
///
/// Behind a word that announces one, also in small letters, with four to seven digits and a separator.
struct NationalIDRule: ScreeningRule {
    let flag = ScreeningFlag.nationalID

    /// Folded, as `LetterFold` does it.
    private static let labels = [
        "cin", "cnie", "cni", "carte nationale", "carte d'identite", "carte d identite", "id card", "identity card", "dni",
        "البطاقه الوطنيه", "بطاقه التعريف", "رقم البطاقه", "لاكارط", "la carte nationale",
    ].map { $0.unicodeScalars.map(\.value) }

    /// Characters between a label and its number at most.
    private static let reach = 32

    func matches(in text: FoldedText, _ language: Language) -> [ScreeningMatch] {
        guard text.digitCount >= 4 else { return [] }
        return text.words.compactMap { word in
            if let end = unlabelled(word, text) { return ScreeningMatch(range: word.lowerBound..<end, code: "shape") }
            guard let range = labelled(word, text) else { return nil }
            return ScreeningMatch(range: range, code: "labelled")
        }
    }

    /// A word of one or two capitals and five or six digits.
    private func unlabelled(_ word: Range<Int>, _ text: FoldedText) -> Int? {
        guard (6...8).contains(word.count) else { return nil }
        let letters = word.prefix { text[$0].isLatin }
        guard (1...2).contains(letters.count), letters.allSatisfy({ text.original($0).properties.isUppercase }) else { return nil }
        let digits = word.dropFirst(letters.count)
        return (5...6).contains(digits.count) && digits.allSatisfy { text[$0].isDigit } ? word.upperBound : nil
    }

    private func labelled(_ word: Range<Int>, _ text: FoldedText) -> Range<Int>? {
        let letters = word.prefix { text[$0].isLatin }
        guard (1...2).contains(letters.count) else { return nil }
        var reader = DigitReader(text, at: letters.upperBound)
        var count = 0
        while count < 8, reader.digit() != nil { count += 1 }
        guard (4...7).contains(count), reader.isAtEnd, hasLabel(before: word.lowerBound, text) else { return nil }
        return word.lowerBound..<reader.index
    }

    private func hasLabel(before index: Int, _ text: FoldedText) -> Bool {
        let window = Array(text.folded[max(0, index - Self.reach)..<index])
        return Self.labels.contains { label in
            guard window.count >= label.count else { return false }
            return (0...window.count - label.count).contains { start in
                guard start == 0 || !window[start - 1].isLetter else { return false }
                let end = start + label.count
                guard end == window.count || !window[end].isLetter else { return false }
                return window[start..<end].elementsEqual(label)
            }
        }
    }
}
