/// A list of words to look for: a file that an administrator writes.
///
/// UTF-8, a word or a phrase a line. A line that begins with `#` is a comment; at the top, comments of the form `# key: value`
/// describe the list. `languages` says in comments of which languages it is looked for: codes with spaces between them, or
/// `all`, which is also what a list without it gets. `version`, `source` and `licence` are for people.
package struct WordList: Hashable, Sendable {
    /// The file's name without its ending; what a finding is named after.
    package let name: String
    package let languages: Set<Language>
    package let version: String?
    /// As they stand in the file.
    package let entries: [String]

    package init(name: String, languages: Set<Language> = Set(Language.allCases), version: String? = nil, entries: [String]) {
        (self.name, self.languages, self.version, self.entries) = (name, languages, version, entries)
    }

    package static let entryLimit = 100_000
    /// Words of one phrase.
    static let phraseLimit = 8
    /// Characters of one word.
    static let wordLimit = 64

    /// - Throws: `WordListProblem` for the first line that can't be taken.
    package init(name: String, text: String) throws(WordListProblem) {
        guard Self.isName(name) else { throw WordListProblem(line: nil, cause: "its name is not 1 to 40 of a-z, 0-9 and -") }
        var languages = Set(Language.allCases)
        var version: String?
        var entries: [String] = []
        // Some editors begin a file with a byte order mark.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        for (offset, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = Self.trimmed(line)
            if line.hasPrefix("#") {
                guard entries.isEmpty, let (key, value) = Self.header(line) else { continue }
                switch key {
                case "languages": languages = try Self.languages(value, line: offset + 1)
                case "version": version = value
                default: continue
                }
            } else if !line.isEmpty {
                try Self.check(line, line: offset + 1)
                entries.append(line)
            }
        }
        guard !entries.isEmpty else { throw WordListProblem(line: nil, cause: "it holds no word") }
        guard entries.count <= Self.entryLimit else {
            throw WordListProblem(line: nil, cause: "it holds more than \(Self.entryLimit) words")
        }
        self.init(name: name, languages: languages, version: version, entries: entries)
    }

    /// The lists among the files of a folder, in the order of their names: those that end in `.txt` and are not hidden.
    package static func files(among names: [String]) -> [(name: String, list: String)] {
        names.sorted().filter { $0.hasSuffix(".txt") && !$0.hasPrefix(".") }.map { ($0, String($0.dropLast(4))) }
    }

    /// Names stand in events and on the command line.
    private static func isName(_ name: String) -> Bool {
        (1...40).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func header(_ line: String) -> (key: String, value: String)? {
        let parts = line.dropFirst().split(separator: ":", maxSplits: 1).map(trimmed)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }

    private static func languages(_ value: String, line: Int) throws(WordListProblem) -> Set<Language> {
        if value == "all" { return Set(Language.allCases) }
        var languages: Set<Language> = []
        for code in value.split(separator: " ") {
            guard let language = Language(rawValue: String(code)) else {
                throw WordListProblem(line: line, cause: "a language is none of ar, zgh, fr, en, es")
            }
            languages.insert(language)
        }
        guard !languages.isEmpty else { throw WordListProblem(line: line, cause: "no language is named") }
        return languages
    }

    private static func check(_ entry: String, line: Int) throws(WordListProblem) {
        let text = FoldedText(entry)
        guard !text.words.isEmpty else { throw WordListProblem(line: line, cause: "the entry has no letters") }
        guard text.words.count <= phraseLimit else {
            throw WordListProblem(line: line, cause: "the phrase has more than \(phraseLimit) words")
        }
        guard text.words.allSatisfy({ $0.count <= wordLimit }) else {
            throw WordListProblem(line: line, cause: "a word has more than \(wordLimit) characters")
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let rest = text.drop { $0.isWhitespace }
        return String(rest.reversed().drop { $0.isWhitespace }.reversed())
    }
}

/// Why a word list can't be taken.
package struct WordListProblem: Error, Hashable, Sendable {
    /// From 1; nil for the whole file.
    package let line: Int?
    /// Without anything of what the file says.
    package let cause: String

    package init(line: Int?, cause: String) {
        (self.line, self.cause) = (line, cause)
    }
}
