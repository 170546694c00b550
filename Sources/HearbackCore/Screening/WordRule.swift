/// Words and phrases of the lists, at the boundaries of words: `concours` holds no word of a list that has its beginning.
struct WordRule: ScreeningRule {
    let flag = ScreeningFlag.words
    private let indexes: [Language: WordIndex]

    init(_ lists: [WordList]) {
        indexes = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                (language, WordIndex(lists.filter { $0.languages.contains(language) }))
            })
    }

    func matches(in text: FoldedText, _ language: Language) -> [ScreeningMatch] {
        guard let index = indexes[language], !index.isEmpty else { return [] }
        var matches: [ScreeningMatch] = []
        var place = 0
        while place < text.words.count {
            if let found = index.entry(at: place, text) {
                let range = text.words[place].lowerBound..<text.words[place + found.words - 1].upperBound
                matches.append(ScreeningMatch(range: range, code: found.list))
                place += found.words
            } else {
                place += 1
            }
        }
        return matches
    }
}

/// The entries of some lists, by their first word.
private struct WordIndex {
    /// What a first word leads to: itself, and phrases by their other words, longest first.
    private struct Entry {
        var word: String?
        var phrases: [(rest: [[UInt32]], list: String)] = []
    }

    private var entries: [[UInt32]: Entry] = [:]
    private var filter = HashFilter()

    var isEmpty: Bool { entries.isEmpty }

    /// An entry of several lists is named after the first.
    init(_ lists: [WordList]) {
        for list in lists {
            for entry in list.entries { add(entry, of: list.name) }
        }
        for key in entries.keys { entries[key]?.phrases.sort { $0.rest.count > $1.rest.count } }
    }

    private mutating func add(_ entry: String, of list: String) {
        let text = FoldedText(entry)
        guard let first = text.words.first else { return }
        let rest = text.words.dropFirst().map { Array(text.folded[$0]) }
        for form in WordForms.kept(text.folded[first]) {
            filter.insert(form)
            if !rest.isEmpty {
                entries[Array(form), default: Entry()].phrases.append((rest, list))
            } else if entries[Array(form)]?.word == nil {
                entries[Array(form), default: Entry()].word = list
            }
        }
    }

    /// What begins at a word of the text, and how many words it has.
    func entry(at place: Int, _ text: FoldedText) -> (words: Int, list: String)? {
        var found: (words: Int, list: String)?
        _ = WordForms.any(of: text.folded[text.words[place]]) { form in
            guard filter.mayContain(form), let entry = entries[Array(form)] else { return false }
            if let phrase = entry.phrases.first(where: { follows($0.rest, place + 1, text) }) {
                found = (phrase.rest.count + 1, phrase.list)
            } else if let list = entry.word {
                found = (1, list)
            }
            return found != nil
        }
        return found
    }

    private func follows(_ rest: [[UInt32]], _ place: Int, _ text: FoldedText) -> Bool {
        guard place + rest.count <= text.words.count else { return false }
        return rest.enumerated().allSatisfy { text.folded[text.words[place + $0]] == $1[...] }
    }
}

/// Says quickly of nearly every word that it is none of the entries' (a Bloom filter with one hash, FNV-1a).
private struct HashFilter {
    private var bits = [UInt64](repeating: 0, count: 1_024)

    mutating func insert(_ word: ArraySlice<UInt32>) {
        let hash = Self.hash(word)
        bits[Int(hash >> 6)] |= 1 << (hash & 63)
    }

    func mayContain(_ word: ArraySlice<UInt32>) -> Bool {
        let hash = Self.hash(word)
        return bits[Int(hash >> 6)] & (1 << (hash & 63)) != 0
    }

    /// 16 bits.
    private static func hash(_ word: ArraySlice<UInt32>) -> UInt64 {
        let hash = word.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return (hash >> 48) ^ (hash >> 32 & 0xFFFF)
    }
}
