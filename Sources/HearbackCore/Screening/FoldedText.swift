/// A text as the rules look at it, with the way back to where each character stood.
struct FoldedText {
    let scalars: [Unicode.Scalar]
    /// What `LetterFold` makes of them.
    let folded: [UInt32]
    /// Of each folded character, the offset of the scalar that it came from.
    private let origin: [Int]
    /// Runs of letters and digits that hold a letter, as ranges of `folded`.
    let words: [Range<Int>]
    /// Of digits; most texts have too few for a number that anybody is found by.
    let digitCount: Int

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var folded: [UInt32] = []
        var origin: [Int] = []
        folded.reserveCapacity(scalars.count)
        origin.reserveCapacity(scalars.count)
        for (offset, scalar) in scalars.enumerated() {
            switch LetterFold.fold(scalar) {
            case .nothing: continue
            case .one(let value): folded.append(value)
            case .lamAlef:
                folded += [0x0644, 0x0627]
                origin.append(offset)
            }
            origin.append(offset)
        }
        (self.folded, self.origin) = (folded, origin)
        words = Self.words(of: folded)
        digitCount = folded.count(where: \.isDigit)
    }

    /// The scalars from which a part of the folded text came; nil for an empty one.
    func span(_ range: Range<Int>) -> TextSpan? {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= origin.count else { return nil }
        return TextSpan(origin[range.lowerBound], origin[range.upperBound - 1] + 1)
    }

    /// The scalar behind a folded character.
    func original(_ index: Int) -> Unicode.Scalar { scalars[origin[index]] }

    /// The folded character, or a line end beyond both ends.
    subscript(index: Int) -> UInt32 { folded.indices.contains(index) ? folded[index] : 0x0A }

    var count: Int { folded.count }

    private static func words(of folded: [UInt32]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = 0
        var hasLetter = false
        func isInside(_ index: Int) -> Bool {
            let value = folded[index]
            if value.isLetter || value.isDigit { return true }
            // Signs that stand for letters: b@se, $ale.
            guard value == UInt32(scalar: "@") || value == UInt32(scalar: "$"), index + 1 < folded.count else { return false }
            return folded[index + 1].isLetter && (index > start || value == UInt32(scalar: "$"))
        }
        for index in folded.indices {
            if isInside(index) {
                hasLetter = hasLetter || folded[index].isLetter
            } else {
                if hasLetter { words.append(start..<index) }
                (start, hasLetter) = (index + 1, false)
            }
        }
        if hasLetter { words.append(start..<folded.count) }
        return words
    }
}

extension UInt32 {
    init(scalar: Unicode.Scalar) { self = scalar.value }

    var isDigit: Bool { 0x30 <= self && self <= 0x39 }
    var isLatin: Bool { 0x61 <= self && self <= 0x7A }
    /// Of a folded character.
    var isLetter: Bool { isLatin || (self >= 0x80 && self != LetterFold.symbol) }
    var isSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D }
}
