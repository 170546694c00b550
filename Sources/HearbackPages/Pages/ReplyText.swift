import HearbackAPI
import HearbackCore

/// What was said to a comment, in the language of the page where there is such a text, else as it was written.
struct ReplyText {
    var text: String
    /// Nil where it is not known.
    let language: Language?

    init(_ text: String, _ translations: LocalizedText?, for reader: Language) {
        let translated = translations?.texts[reader]
        (self.text, language) = (translated ?? text, translated == nil ? nil : reader)
    }

    /// - Parameter comment: the comment's language, for a text without letters.
    func members(in comment: Language, named name: String = "text") -> [String: PageValue] {
        [
            name: .markup(SafeHTML(block: text)), "way": .outside(TextDirection.of(text, in: language ?? comment)),
            "spoken": language.map { .outside($0.rawValue) } ?? .flag(false),
        ]
    }
}
