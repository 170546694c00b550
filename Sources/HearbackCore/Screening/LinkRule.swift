/// Links: with a scheme, with `www.`, or a bare name under a well-known top-level domain.
///
/// A bare name counts only under the domains below, written in one case (`fin.Ma proposition` is a missing space), since
/// people forget the space after a full stop.
struct LinkRule: ScreeningRule {
    let flag = ScreeningFlag.links

    private static let topLevel: Set<String> = [
        "com", "net", "org", "info", "biz", "ma", "fr", "eu", "uk", "ru", "cn", "io", "xyz", "top", "shop", "online",
        "site", "club", "app", "dev", "link", "click", "ly", "gl", "tk", "gov", "edu",
    ]

    func matches(in text: FoldedText, _ language: Language) -> [ScreeningMatch] {
        guard text.folded.indices.contains(where: { Self.isInside(text, $0) }) else { return [] }
        var matches: [ScreeningMatch] = []
        var start = 0
        for index in 0...text.count where index == text.count || !Self.isPart(text[index]) {
            if index > start, let match = link(in: start..<index, text) { matches.append(match) }
            start = index + 1
        }
        return matches
    }

    /// Whether a full stop or a colon stands within something, and not behind it.
    private static func isInside(_ text: FoldedText, _ index: Int) -> Bool {
        let value = text.folded[index]
        guard value == UInt32(scalar: ".") || value == UInt32(scalar: ":") else { return false }
        return text[index + 1].isLatin || text[index + 1].isDigit || text[index + 1] == UInt32(scalar: "/")
    }

    /// ASCII without spaces, quotes and brackets: what a link can be made of.
    private static func isPart(_ value: UInt32) -> Bool {
        switch value {
        case 0x22, 0x27, 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D: false
        default: 0x20 < value && value < 0x7F
        }
    }

    private func link(in chunk: Range<Int>, _ text: FoldedText) -> ScreeningMatch? {
        guard text.folded[chunk].contains(UInt32(scalar: ".")) || text.folded[chunk].contains(UInt32(scalar: ":")) else { return nil }
        var end = chunk.upperBound
        while end > chunk.lowerBound, Self.isPunctuation(text[end - 1]) { end -= 1 }
        let chunk = chunk.lowerBound..<end
        if let start = schemeStart(in: chunk, text) { return ScreeningMatch(range: start..<end, code: "url") }
        if text.folded[chunk].starts(with: Self.worldWideWeb), chunk.count > 6 {
            return ScreeningMatch(range: chunk, code: "url")
        }
        guard !text.folded[chunk].contains(UInt32(scalar: "@")) else { return nil }
        let host = chunk.lowerBound..<(chunk.first { Self.endsHost(text[$0]) } ?? end)
        return isHost(host, text) ? ScreeningMatch(range: chunk, code: "name") : nil
    }

    private static let worldWideWeb = "www.".unicodeScalars.map(\.value)

    /// What ends a sentence rather than a link: . , ; : ! ?
    private static func isPunctuation(_ value: UInt32) -> Bool {
        switch value {
        case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F: true
        default: false
        }
    }

    /// / : ? #
    private static func endsHost(_ value: UInt32) -> Bool {
        switch value {
        case 0x2F, 0x3A, 0x3F, 0x23: true
        default: false
        }
    }

    /// Where the scheme of `scheme://` begins.
    private func schemeStart(in chunk: Range<Int>, _ text: FoldedText) -> Int? {
        for index in chunk where text[index] == UInt32(scalar: ":") && text[index + 1] == UInt32(scalar: "/") && text[index + 2] == UInt32(scalar: "/") {
            var start = index
            while start > chunk.lowerBound, text[start - 1].isLatin { start -= 1 }
            if index - start >= 2, chunk.upperBound > index + 4 { return start }
        }
        return nil
    }

    private func isHost(_ host: Range<Int>, _ text: FoldedText) -> Bool {
        // Most of what has a full stop inside is a number.
        guard let end = host.last, text[end].isLatin else { return false }
        let labels = text.folded[host].split(separator: UInt32(scalar: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, host.count <= 253 else { return false }
        guard Self.topLevel.contains(last.text), isOneCase(last.indices, text) else { return false }
        return labels.dropLast().allSatisfy { label in
            !label.isEmpty && label.allSatisfy { $0.isLatin || $0.isDigit || $0 == UInt32(scalar: "-") }
        } && (labels.dropLast().last?.contains { $0.isLatin } ?? false) && (labels.dropLast().last?.count ?? 0) >= 2
    }

    private func isOneCase(_ range: Range<Int>, _ text: FoldedText) -> Bool {
        let capitals = range.filter { text.original($0).properties.isUppercase }.count
        return capitals == 0 || capitals == range.count
    }
}

extension ArraySlice<UInt32> {
    /// Folded characters as text.
    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: lazy.compactMap(Unicode.Scalar.init))
        return String(view)
    }
}
