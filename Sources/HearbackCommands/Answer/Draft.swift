import HearbackAPI
import HearbackCore

/// What opens in the editor: room for the text, and below a line what it is about, which is not sent.
struct Draft {
    /// What people call its subject, and what a kept text is kept under.
    let name: String
    /// Lines about the subject. What comes from outside is shown in them and not obeyed.
    let subject: [String]

    static let scissors = "# ---- nothing from this line on is sent ----"

    /// - Parameter text: what was written before, and not sent.
    func page(_ text: String) -> String {
        let codes = Language.allCases.map(\.rawValue).joined(separator: ", ")
        let below = ["A line such as == fr == begins the same in another language: \(codes).", ""] + subject
        // It must not move the editor's cursor or look like the line above.
        let quoted = below.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }.map { "# " + VisibleText.inline(String($0)) }
        return "\(text)\n\n\(Self.scissors)\n" + quoted.joined(separator: "\n")
    }

    /// What was written above the line, without empty lines around it.
    static func text(of page: String) -> String {
        trimmed(page.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0 != scissors[...] })
    }

    private static func trimmed(_ lines: some Sequence<Substring>) -> String {
        let written = Array(lines).drop { $0.allSatisfy(\.isWhitespace) }.reversed().drop { $0.allSatisfy(\.isWhitespace) }
        return written.reversed().joined(separator: "\n")
    }

    /// The text, and what follows each line `== fr ==`, apart.
    ///
    /// - Throws: `CommandError` when a language is there twice, or a translation is all that there is.
    static func parts(of text: String) throws -> WrittenText {
        var current: Language?
        var lines: [Language?: [Substring]] = [nil: []]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let language = heading(line) else {
                lines[current, default: []].append(line)
                continue
            }
            guard lines[language] == nil else {
                throw CommandError("the language \(language.rawValue) is there twice", hint: "write each below one heading", exitCode: ExitCodes.data)
            }
            (current, lines[language]) = (language, [])
        }
        let texts = lines.mapValues { trimmed($0) }.filter { !$0.value.isEmpty }
        let translations = texts.reduce(into: [Language: String]()) { if let language = $1.key { $0[language] = $1.value } }
        guard let main = texts[nil] else {
            guard translations.isEmpty else {
                throw CommandError(
                    "there are translations, but no text", hint: "write the text itself above the first heading", exitCode: ExitCodes.data)
            }
            return WrittenText(text: "")
        }
        return WrittenText(text: main, translations: LocalizedText(translations))
    }

    private static func heading(_ line: Substring) -> Language? {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 3, words[0] == "==", words[2] == "==" else { return nil }
        return Language(rawValue: String(words[1]))
    }
}

/// A text, and the same in other languages.
struct WrittenText: Hashable {
    var text: String
    var translations = LocalizedText.none
}
