/// E-mail addresses: letters and digits around an at sign, a name with a dot behind it.
struct EmailRule: ScreeningRule {
    let flag = ScreeningFlag.email

    func matches(in text: FoldedText, _ language: Language) -> [ScreeningMatch] {
        var matches: [ScreeningMatch] = []
        for at in text.folded.indices where text.folded[at] == UInt32(scalar: "@") {
            var start = at
            while at - start < 64, Self.isLocal(text[start - 1]) { start -= 1 }
            var end = at + 1
            while end - at < 254, Self.isName(text[end]) { end += 1 }
            while end > at, !text[end - 1].isLatin { end -= 1 }
            guard start < at, end > at, Self.isDomain(text.folded[at + 1..<max(end, at + 1)]) else { continue }
            matches.append(ScreeningMatch(range: start..<end, code: "address"))
        }
        return matches
    }

    private static func isLocal(_ value: UInt32) -> Bool {
        isName(value) || value == UInt32(scalar: "_") || value == UInt32(scalar: "+") || value == UInt32(scalar: "%")
    }

    private static func isName(_ value: UInt32) -> Bool {
        value.isLatin || value.isDigit || value == UInt32(scalar: ".") || value == UInt32(scalar: "-")
    }

    /// Labels with dots between them, the last of two letters or more.
    private static func isDomain(_ name: ArraySlice<UInt32>) -> Bool {
        let labels = name.split(separator: UInt32(scalar: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last else { return false }
        return labels.allSatisfy { !$0.isEmpty } && last.count >= 2 && last.allSatisfy(\.isLatin)
    }
}
