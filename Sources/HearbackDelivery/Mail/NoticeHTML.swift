import HearbackCore

/// The HTML form of a notice: one column, the reader's own colours, no image, no script, nothing to be fetched.
enum NoticeHTML {
    static func render(_ notice: NoticeMail, _ blocks: [NoticeBlock]) -> String {
        let language = notice.language
        let direction = language.isRightToLeft ? "rtl" : "ltr"
        let body = blocks.map { render($0, notice) }.filter { !$0.isEmpty }.joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)" dir="\(direction)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>\(Markup.escaped(notice.subject))</title>
            </head>
            <body lang="\(language.rawValue)" dir="\(direction)" style="margin:0;padding:1em">
            <div lang="\(language.rawValue)" dir="\(direction)" style="\(column)">
            \(body)
            </div>
            </body>
            </html>

            """
    }

    /// Mail programs drop style sheets more often than attributes, and `html` and `body` with them.
    private static let column =
        "max-width:36em;margin:0 auto;font-family:sans-serif;font-size:16px;line-height:1.6;overflow-wrap:anywhere"

    private static func render(_ block: NoticeBlock, _ notice: NoticeMail) -> String {
        func fill(_ phrase: NoticePhrase, _ values: [NoticeValue: String]? = nil) -> String {
            NoticeTemplate(phrase: phrase, language: notice.language)
                .fill(values ?? notice.values, words: Markup.escaped) { "<bdi>\(Markup.escaped($0))</bdi>" }
        }
        switch block {
        case .sentence(let phrase): return "<p>\(fill(phrase))</p>"
        case .labelled(let label, let phrase): return "<p>\(fill(label)) <strong>\(fill(phrase))</strong></p>"
        case .quote(let text): return text.isEmpty ? "" : quote(text)
        case .link(let label, let link):
            let url = Markup.escaped(link.text)
            return "<p>\(fill(label))<br><a dir=\"ltr\" href=\"\(url)\">\(url)</a></p>"
        case .list(let label, let lines):
            let items = lines.map { "<li>\(fill(NoticeBlock.phrase(of: $0), NoticeBlock.values(of: $0)))</li>" }
            return "<p>\(fill(label))</p>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>"
        case .rule: return "<hr>"
        }
    }

    /// Each line is a block with a direction of its own, so a bidi control left open in one ends with it.
    private static func quote(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { "<div dir=\"auto\">\($0.isEmpty ? "<br>" : Markup.escaped(String($0)))</div>" }
        let style = "margin:1em 0;padding:0 1em;border-inline-start:3px solid #888"
        return "<blockquote style=\"\(style)\">\n\(lines.joined(separator: "\n"))\n</blockquote>"
    }
}
