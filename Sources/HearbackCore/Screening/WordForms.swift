/// The forms under which a word is looked up: what people make of a word to write it differently.
///
/// The word as it stands; with long runs of a letter shortened (`meeerde`); without a plural's ending; with digits read as
/// the letters that they stand for, in `b1tch` and in Moroccan Arabic in Latin letters (`9a7ba`); without what Arabic
/// writes on to a word: and, by, to, like, the.
enum WordForms {
    /// Calls `visit` with each form until it answers true.
    ///
    /// - Returns: whether it did.
    static func any(of word: ArraySlice<UInt32>, _ visit: (ArraySlice<UInt32>) -> Bool) -> Bool {
        // Longer than an entry even with its runs shortened by half is hardly a word.
        guard word.count <= WordList.wordLimit * 4 else { return false }
        if hasLongRun(word) {
            return anySpelling(of: shortened(word, to: 1), visit) || anySpelling(of: shortened(word, to: 2), visit)
        }
        return anySpelling(of: word, visit)
    }

    /// The forms under which an entry of a list is kept: itself, and with the digits of Moroccan Arabic as letters.
    static func kept(_ entry: ArraySlice<UInt32>) -> [ArraySlice<UInt32>] {
        isMixed(entry) ? [entry, entry.map(arabizi)[...]] : [entry]
    }

    private static func anySpelling(of word: ArraySlice<UInt32>, _ visit: (ArraySlice<UInt32>) -> Bool) -> Bool {
        if anyEnding(of: word, visit) { return true }
        guard isMixed(word) else { return false }
        return anyEnding(of: word.map(leet)[...], visit) || anyEnding(of: word.map(arabizi)[...], visit)
    }

    private static func anyEnding(of word: ArraySlice<UInt32>, _ visit: (ArraySlice<UInt32>) -> Bool) -> Bool {
        if visit(word) { return true }
        guard word.count >= 4, let first = word.first, let last = word.last else { return false }
        if last == UInt32(scalar: "s"), visit(word.dropLast()) { return true }
        return 0x0600 <= first && first <= 0x06FF && anyWithoutClitics(word, visit)
    }

    // MARK: Spelling

    private static func hasLongRun(_ word: ArraySlice<UInt32>) -> Bool {
        var run = 1
        for index in word.indices.dropFirst() {
            run = word[index] == word[index - 1] && !word[index].isDigit ? run + 1 : 1
            if run == 3 { return true }
        }
        return false
    }

    /// Runs of three or more of one letter cut to `length`.
    private static func shortened(_ word: ArraySlice<UInt32>, to length: Int) -> ArraySlice<UInt32> {
        var short: [UInt32] = []
        var index = word.startIndex
        while index < word.endIndex {
            var end = index
            while end < word.endIndex, word[end] == word[index] { end += 1 }
            let run = end - index
            short += repeatElement(word[index], count: run >= 3 && !word[index].isDigit ? length : run)
            index = end
        }
        return short[...]
    }

    /// Two Latin letters or more, and digits or signs that can stand for others.
    private static func isMixed(_ word: ArraySlice<UInt32>) -> Bool {
        word.contains { $0.isDigit || $0 < 0x30 || $0 == UInt32(scalar: "@") } && word.count(where: \.isLatin) >= 2
    }

    private static func leet(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x30: UInt32(scalar: "o")
        case 0x31: UInt32(scalar: "i")
        case 0x33: UInt32(scalar: "e")
        case 0x34, 0x40: UInt32(scalar: "a")
        case 0x35, 0x24: UInt32(scalar: "s")
        case 0x37: UInt32(scalar: "t")
        default: value
        }
    }

    /// 3 is ayn, 5 kha, 7 ha, 9 qaf.
    private static func arabizi(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x33: UInt32(scalar: "a")
        case 0x35: UInt32(scalar: "x")
        case 0x37: UInt32(scalar: "h")
        case 0x39: UInt32(scalar: "q")
        default: value
        }
    }

    // MARK: Arabic

    /// Without و or ف, where four letters are left; without ال, also behind ب ك ل ف د, and without لل, where three are.
    private static func anyWithoutClitics(
        _ word: ArraySlice<UInt32>, _ visit: (ArraySlice<UInt32>) -> Bool
    ) -> Bool {
        var rest = word
        if rest.first == 0x0648 || rest.first == 0x0641 {
            rest = rest.dropFirst()
            if rest.count >= 4, visit(rest) { return true }
        }
        switch rest.first {
        case 0x0628, 0x0643, 0x0644, 0x0641, 0x062F: if isArticle(rest.dropFirst()) { rest = rest.dropFirst() }
        default: break
        }
        guard isArticle(rest) || rest.starts(with: CollectionOfOne(0x0644)) && rest.dropFirst().first == 0x0644 else {
            return false
        }
        rest = rest.dropFirst(2)
        return rest.count >= 3 && visit(rest)
    }

    private static func isArticle(_ word: ArraySlice<UInt32>) -> Bool {
        word.first == 0x0627 && word.dropFirst().first == 0x0644
    }
}
