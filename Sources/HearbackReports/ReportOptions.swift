package import HearbackCore

/// How a report is told.
package struct ReportOptions: Hashable, Sendable {
    /// Tamazight is not translated yet and reads in French, with a sentence that says so.
    package var language: Language
    /// Columns of the terminal, 40 to 200; only text has a width.
    package var width: Int
    /// Escape sequences for bold and colour in text.
    package var isColored: Bool
    /// Instead of the language's own title; told as text from outside.
    package var title: String?

    package init(language: Language = .english, width: Int = 80, isColored: Bool = false, title: String? = nil) {
        (self.language, self.isColored, self.title) = (language, isColored, title)
        self.width = min(max(width, 40), 200)
    }
}
